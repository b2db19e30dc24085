import type { Answer } from '../../../core/ports/answer.ts';
import { notDone, unknown } from '../../shared/answers.ts';

/** Sorts an answer that is not a 2xx. Its text is never looked at: it repeats what was sent. */
export function readApiRefusal(method: 'GET' | 'PATCH' | 'POST', status: number): Answer<never> {
  if (status >= 500) {
    const because = `AnyDesk’s REST API answered with a fault of its own (${status}).`;
    return method === 'GET' ? notDone('soon', 'unreachable', because) : unknown(because);
  }
  if (status < 400) {
    return notDone(
      'never',
      'refused',
      `The address redirects elsewhere (${status}), and redirections are not followed.`,
    );
  }
  switch (status) {
    case 401:
      return notDone('after-reconnect', 'credentials-refused', 'AnyDesk refused the licence ID or the API password.');
    case 402:
    case 403:
      return notDone('never', 'not-permitted', 'The AnyDesk licence does not permit this.');
    case 404:
    case 410:
      return notDone('never', 'not-found', 'AnyDesk knows nothing of this ID.');
    case 408:
    case 425:
      return notDone('soon', 'unreachable', `AnyDesk did not take the request (${status}).`);
    case 429:
      return notDone('soon', 'rate-limited', 'AnyDesk was asked too often.');
    default:
      return notDone('never', 'refused', `AnyDesk refused the request (${status}).`);
  }
}
