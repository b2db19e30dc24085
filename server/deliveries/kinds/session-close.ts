import type { Answer } from '../../../core/ports/answer.ts';
import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import { readExternalId } from '../../session-watch/external-id.ts';
import { sent, skipped } from '../answers.ts';
import { REMOTE_TOOL_CHANNELS } from '../delivery-channel.ts';
import { deliveryKind, type PlanContext, type Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import {
  closeDelivery,
  type RemoteSessionName,
  remoteSessionName,
  SESSION_CLOSE,
} from '../remote-tool/close-delivery.ts';
import { noAccount } from '../remote-tool/no-account.ts';

/** Really ends the session when the end user stops it, or an agent closes the request or says that the session is over. */
export const kind = deliveryKind<RemoteSessionName>({
  name: SESSION_CLOSE,
  family: REMOTE_TOOL_CHANNELS,
  timeoutMs: 30_000,
  payload: remoteSessionName,
  plan,
  send: close,
  doubt: { remedy: 'probe', settleMs: 3000, probe },
});

function plan({ before, after, events, now }: RequestChange, context: PlanContext): readonly NewDelivery[] {
  const name = before === null ? null : runningIn(before, events);
  if (name === null || !events.some(endsIt)) return [];
  return [closeDelivery(after, name, { id: context.newId(), now })];
}

/** The session that ran before the change, or that began in it. */
function runningIn(before: SessionRequest, events: readonly SessionRequestEvent[]): RemoteSessionName | null {
  const begun = events.findLast((event) => event.type === 'session-started');
  const running = before.status === 'Connected' ? before.session.externalId : null;
  return readExternalId(begun?.externalId ?? running);
}

function endsIt(event: SessionRequestEvent): boolean {
  switch (event.type) {
    case 'consent-withdrawn':
    case 'request-reported':
    case 'request-closed':
      return event.sessionMs !== null;
    case 'session-ended':
      return event.source !== 'remote-tool';
    default:
      return false;
  }
}

async function close(
  { accountId, sessionId }: RemoteSessionName,
  _delivery: unknown,
  { sessionRecords }: DeliveryServices,
): Promise<Answer<Sent>> {
  const book = await sessionRecords.of(accountId);
  if (book === null) return noAccount();
  const answer = await book.close(sessionId);
  if (answer.kind !== 'done') return answer;
  return answer.value === 'closed' ? sent(sessionId) : skipped('The session was over already.');
}

async function probe(
  { accountId, sessionId }: RemoteSessionName,
  _delivery: unknown,
  { sessionRecords }: DeliveryServices,
): Promise<Answer<{ readonly found: string } | 'absent'>> {
  const book = await sessionRecords.of(accountId);
  if (book === null) return noAccount();
  const answer = await book.find(sessionId);
  if (answer.kind !== 'done') return answer;
  const isOver = answer.value === null || answer.value.state.kind === 'over';
  return { kind: 'done', value: isOver ? { found: sessionId } : 'absent' };
}
