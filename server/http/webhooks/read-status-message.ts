import { z } from 'zod';
import { emailAddress } from '../../outside-text.ts';

/** What a script tells of a session. `at`: epoch milliseconds. */
export type StatusMessage =
  | {
      readonly type: 'session.started';
      readonly request: string;
      readonly at: number;
      /** As it was sent; null when it was left out. */
      readonly address: string | null;
      /** The agent's e-mail address. */
      readonly agent: string | null;
    }
  | {
      readonly type: 'session.ended';
      readonly request: string;
      readonly at: number;
      readonly endedBy: 'technical' | 'agent' | 'recipient';
    };

const request = z.string().regex(/^RS-\d{1,15}$/, 'must be the number of a request, such as RS-000123');
const at = z.iso
  .datetime({ offset: true, error: 'must be a moment such as 2026-11-22T10:00:00Z' })
  .transform(Date.parse);
const ended = ['technical', 'agent', 'recipient'] as const;

const message = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('session.started'),
    timestamp: at,
    data: z.object({ request, address: z.string().max(100).nullish(), agent: emailAddress.nullish() }),
  }),
  z.object({
    type: z.literal('session.ended'),
    timestamp: at,
    data: z.object({ request, endedBy: z.enum(ended).default('technical') }),
  }),
]);

export type StatusReading =
  | { readonly ok: true; readonly value: StatusMessage }
  | { readonly ok: false; readonly because: string };

/** Reads the body of a message, shaped as Standard Webhooks advises: type, timestamp, data. */
export function readStatusMessage(text: string): StatusReading {
  const read = message.safeParse(parsed(text));
  if (!read.success) return { ok: false, because: sentenceOf(read.error) };
  const { type, timestamp, data } = read.data;
  const common = { request: data.request, at: timestamp };
  if (type === 'session.ended') return { ok: true, value: { ...common, type, endedBy: data.endedBy } };
  return { ok: true, value: { ...common, type, address: data.address ?? null, agent: data.agent ?? null } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Names the field, never what was in it. */
function sentenceOf({ issues }: z.ZodError): string {
  const [issue] = issues;
  const path = issue?.path.join('.') ?? '';
  if (path === '' || issue === undefined) return 'The body must be JSON with type, timestamp and data.';
  if (path === 'type') return 'type must be session.started or session.ended.';
  return `${path} ${issue.message.startsWith('must') ? issue.message : 'is missing or not as described'}.`;
}
