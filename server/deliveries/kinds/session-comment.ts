import type { Answer } from '../../../core/ports/answer.ts';
import { z } from 'zod';
import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import { readExternalId } from '../../session-watch/external-id.ts';
import { ourLine, withOurLine } from '../../session-watch/session-comment.ts';
import { sent, skipped } from '../answers.ts';
import { REMOTE_TOOL_CHANNELS, remoteToolChannel } from '../delivery-channel.ts';
import { deliveryKind, type PlanContext, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import { remoteSessionName } from '../remote-tool/close-delivery.ts';
import { noAccount } from '../remote-tool/no-account.ts';

const NAME = 'session-comment';

const commentPayload = remoteSessionName.extend({ line: z.string() });
type CommentPayload = z.infer<typeof commentPayload>;

/** Writes request and ticket on the session in the remote tool, below what is written there. */
export const kind = deliveryKind<CommentPayload>({
  name: NAME,
  family: REMOTE_TOOL_CHANNELS,
  timeoutMs: 45_000,
  payload: commentPayload,
  plan,
  send: write,
  doubt: { remedy: 'probe', settleMs: 5000, probe },
});

function plan({ after, events, now }: RequestChange, context: PlanContext): readonly NewDelivery[] {
  return events.flatMap((event) => {
    const name = event.type === 'session-started' ? readExternalId(event.externalId) : null;
    if (name === null) return [];
    const channel = remoteToolChannel(name.accountId);
    const payload: CommentPayload = { ...name, line: ourLine(after) };
    return [
      {
        id: context.newId(),
        kind: NAME,
        installationId: after.installationId,
        requestId: after.id,
        channel,
        lane: `${channel}:${name.sessionId}`,
        notBefore: now,
        payload: JSON.stringify(payload),
        mergeKey: null,
      },
    ];
  });
}

async function write(
  { accountId, sessionId, line }: CommentPayload,
  _delivery: unknown,
  { sessionRecords }: DeliveryServices,
): Promise<Answer<Sent>> {
  const book = await sessionRecords.of(accountId);
  if (book === null) return noAccount();
  const found = await book.find(sessionId);
  if (found.kind !== 'done') return found;
  if (found.value === null) return skipped('The session is not in the book any more.');
  const { comment } = found.value;
  const wanted = withOurLine(comment, line);
  if (wanted === comment) return sent(sessionId);
  const answer = await book.comment(sessionId, wanted);
  return answer.kind === 'done' ? sent(sessionId) : answer;
}

async function probe(
  { accountId, sessionId, line }: CommentPayload,
  _delivery: unknown,
  { sessionRecords }: DeliveryServices,
): Promise<Answer<{ readonly found: string } | 'absent'>> {
  const book = await sessionRecords.of(accountId);
  if (book === null) return noAccount();
  const found = await book.find(sessionId);
  if (found.kind !== 'done') return found;
  const isThere = found.value !== null && withOurLine(found.value.comment, line) === found.value.comment;
  return { kind: 'done', value: isThere ? { found: sessionId } : 'absent' };
}
