import { isActive } from '../../../core/session-request/states.ts';
import type { CommandAnswer } from '../../../core/use-cases/answers.ts';
import { commandRequest } from '../../../core/use-cases/command-request.ts';
import type { Reply } from '../reply.ts';
import { handOver } from './hand-over.ts';
import { askedBy } from './join-actions.ts';
import type { JoinDeps } from './join-deps.ts';
import type { JoinPost, PostTools } from './join-post.ts';
import { openLink } from './open-link.ts';
import { sealAddress } from './seal-address.ts';
import { badAddress, goOn, showAgain } from './post-pages.ts';

/** Somebody else may change the request between our look at it and our command; then we look again. */
const MOST_LOOKS = 5;

/** What became of the command, and the request as it was when it was given. */
export type Given = { readonly post: JoinPost; readonly answer: CommandAnswer };

/** Gives the command that was asked for, on the request as it stands; or answers with a page when there is none to give. */
export async function give(
  deps: JoinDeps,
  tools: PostTools,
  post: JoinPost,
  device: string | null,
): Promise<Given | Reply> {
  let { opened } = post;
  const userAgent = post.request.get('user-agent') ?? '';
  for (let look = 1; ; look += 1) {
    const seen = { ...post, opened };
    if (isDeniedAlready(seen)) return goOn(post, []);
    const asked = askedBy(post.action, post.form, opened, post.language.texts, {
      ...tools,
      remoteTool: deps.remoteTool,
      device,
      userAgent,
      sealAddress: (address) => sealAddress(deps.keys, address),
    });
    if (asked.kind === 'notice') return showAgain(deps, tools, seen, asked.notice, 422);
    if (asked.kind === 'bad-address') return badAddress(deps, tools, seen, asked);
    if (asked.kind === 'code') {
      if (!isActive(opened.request)) return showAgain(deps, tools, seen, 'moved');
      return handOver(deps, tools.pages, opened, post.language, await deps.codes.make(opened.request));
    }
    const answer = await commandRequest(deps.core, {
      requestId: opened.request.id,
      command: asked.command,
      person: null,
      installationId: null,
      expectedVersion: opened.version,
      envelope: envelopeOf(post),
    });
    const isStale = !answer.ok && answer.refusal.reason === 'stale-version';
    if (!isStale || look === MOST_LOOKS) return { post: seen, answer };
    const again = await openLink(deps, opened.token);
    if (again === null) return tools.pages.plain('unknown', post.language, 404);
    opened = again;
  }
}

/**
 * A second Deny closes the request, so one press that arrives twice must count once; and the one press of a returning device is three
 * commands, of which each must count once even when the answer was lost. The others are harmless when repeated.
 */
function envelopeOf({ action, form, atOnce, opened }: JoinPost) {
  const scope = `join:${opened.request.id}`;
  if (action === 'deny') return { scope, commandId: form.nonce, bodyHash: action };
  return atOnce ? { scope, commandId: `${form.nonce}.${action}`, bodyHash: action } : null;
}

/** Two pages that both began with the first look were answered with no: that is one no, and does not close. */
function isDeniedAlready({ action, atOnce, opened: { request } }: JoinPost): boolean {
  return atOnce && action === 'deny' && request.status === 'Waiting' && request.because === 'denied';
}
