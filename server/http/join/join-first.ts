import { commandRequest } from '../../../core/use-cases/command-request.ts';
import type { Reply } from '../reply.ts';
import { give } from './give-command.ts';
import { isDoneAlready } from './join-actions.ts';
import type { JoinDeps } from './join-deps.ts';
import type { JoinPost, PostTools } from './join-post.ts';
import { openLink } from './open-link.ts';
import { refused, showAgain } from './post-pages.ts';
import { returningAddress } from './returning.ts';

/**
 * The answer of a returning device begins with the join that its page did not ask for separately; the post then goes on with the request as
 * it is after that. Only for the person it was shown to: anybody else gets the page that is his. What becomes of the answer afterwards does
 * not undo the join.
 */
export async function joinFirst(
  deps: JoinDeps,
  tools: PostTools,
  post: JoinPost,
  device: string | null,
): Promise<JoinPost | Reply> {
  const { opened, action, form, language, request } = post;
  if (!post.atOnce || opened.request.status !== 'Open') return post;
  const address = returningAddress(deps, tools.devices, opened, request.get('cookie'));
  const isAsShown = address !== null && (action !== 'allow' || address === form.address);
  if (!isAsShown) return showAgain(deps, tools, post, 'changedName', 422);
  const given = await give(deps, tools, { ...post, action: 'join' }, device);
  if ('status' in given) return given;
  const { answer } = given;
  if (!answer.ok && !isDoneAlready('join', answer.refusal.reason)) return refused(deps, tools, post);
  await deps.presence.markSeen(opened.request.id, opened.now);
  await enterOwnAddress(deps, tools, post, `${form.nonce}.address`);
  const joined = await openLink(deps, opened.token);
  return joined === null ? tools.pages.plain('unknown', language, 404) : { ...post, opened: joined };
}

/** The address that was allowed with this browser the last time stands there already; it counts only when it is allowed again. */
export async function enterOwnAddress(
  deps: JoinDeps,
  { devices }: PostTools,
  { opened, request }: JoinPost,
  commandId: string | null,
): Promise<void> {
  const cookie = request.get('cookie');
  const kept = devices.addressOf(cookie);
  const address = kept === null ? null : deps.remoteTool.readAddress(kept, opened.installation.settings.remoteClient);
  if (address === null) return;
  await commandRequest(deps.core, {
    requestId: opened.request.id,
    command: {
      type: 'enter-address',
      actor: { kind: 'recipient' },
      address,
      device: devices.nameOf(cookie),
      remembered: true,
    },
    person: null,
    installationId: null,
    expectedVersion: null,
    envelope: commandId === null ? null : { scope: `join:${opened.request.id}`, commandId, bodyHash: 'address' },
  });
}
