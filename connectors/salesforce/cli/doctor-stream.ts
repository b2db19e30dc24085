import type { Finding } from '../../../core/ports/answer.ts';
import type { Send } from '../src/call.ts';
import { createDoorbell } from '../src/doorbell.ts';
import type { Session } from '../src/session.ts';
import { warning, wellDone } from '../../shared/verify-finding.ts';

const EVENT = 'Session_Request_Ring__e';
const PATIENCE_MS = 15_000;

/** Listens once to the doorbell, where the org has one. */
export async function checkStream(send: Send, session: Session): Promise<Finding> {
  const path = `/sobjects/${EVENT}/describe`;
  const described = await send({ method: 'GET', path, urgency: 'read', effect: 'read' });
  if (described.kind !== 'done') {
    return wellDone(
      'doorbell',
      'There is no doorbell that the integration user may hear: panels are answered at the next round. (Optional: deploy with --with doorbell, and assign Session_Requests_Doorbell.)',
    );
  }
  const state = await firstState(session);
  if (state === null) return wellDone('doorbell', 'The doorbell can be heard.');
  return warning(
    'doorbell',
    state,
    'Panels are answered all the same, at the next round. Check that proxies let long connections to the org through, and the limits above.',
  );
}

/** Null when the subscription stands; otherwise what was said. */
async function firstState(session: Session): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const timer = setTimeout(() => resolve('The stream of the org did not answer in time.'), PATIENCE_MS);
  const listening = createDoorbell(session, `/event/${EVENT}`).listen({
    position: null,
    ring: () => undefined,
    onState: (isUp, message) => resolve(isUp ? null : message),
  });
  const state = await promise;
  clearTimeout(timer);
  await listening.stop();
  return state;
}
