import { createServer } from 'node:http';
import { z } from 'zod';
import { armedRules, whenSchema } from '../shared/armed-rules.ts';
import { listen, readBody, sendJson, shut } from '../shared/http.ts';

const ruleSchema = z.strictObject({
  status: z.number().int().min(100).max(599).default(500),
  /** `hang-up`: takes the message and breaks the connection. `silent`: never answers. */
  how: z.enum(['answer', 'hang-up', 'silent']).default('answer'),
  retryAfterSec: z.number().int().min(0).optional(),
  when: whenSchema,
});
export type ChatRule = z.output<typeof ruleSchema>;

export type ChatPost = { readonly path: string; readonly body: unknown; readonly raw: string };

/** Incoming webhooks of Slack and Teams: `/slack/…` takes Slack's messages, `/teams/…` those of Teams. */
export type FakeChat = {
  readonly url: string;
  /** Every message that came, refused ones too. */
  posts(): readonly ChatPost[];
  faults(rules: readonly z.input<typeof ruleSchema>[], seed?: number): void;
  clear(): void;
  close(): Promise<void>;
};

const MOST_BYTES = 100_000;

/** What each takes, as their public documents say; anything else is refused. */
const slackMessage = z.object({ text: z.string().min(1), blocks: z.array(z.object({ type: z.string() })).max(50) });
const teamsMessage = z.object({
  type: z.literal('message'),
  attachments: z
    .array(
      z.object({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        content: z.object({ type: z.literal('AdaptiveCard'), body: z.array(z.object({ type: z.string() })).min(1) }),
      }),
    )
    .min(1),
});

export async function startFakeChat(): Promise<FakeChat> {
  const rules = armedRules<ChatRule>(1);
  let posts: ChatPost[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const raw = (await readBody(request, MOST_BYTES)) ?? '';
      const body = bodyOf(raw);
      const path = request.url ?? '';
      posts.push({ path, body, raw });
      const [fault] = rules.struck(() => true);
      if (fault?.how === 'silent') return;
      if (fault?.how === 'hang-up') {
        request.socket.destroy();
        return;
      }
      if (fault?.retryAfterSec !== undefined) response.setHeader('retry-after', String(fault.retryAfterSec));
      sendJson(response, fault?.status ?? statusOf(path, body));
    })();
  });
  const port = await listen(server, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    posts: () => posts,
    faults: (given, seed = 1) =>
      rules.set(
        given.map((rule) => ruleSchema.parse(rule)),
        seed,
      ),
    clear: () => {
      posts = [];
      rules.set([], 1);
    },
    close: () => shut(server),
  };
}

function bodyOf(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

function statusOf(path: string, body: unknown): number {
  if (path.startsWith('/slack/')) return slackMessage.safeParse(body).success ? 200 : 400;
  if (path.startsWith('/teams/')) return teamsMessage.safeParse(body).success ? 202 : 400;
  return 404;
}
