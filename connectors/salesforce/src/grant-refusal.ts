import type { NotDone } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { notDone } from '../../shared/answers.ts';
import { tokenRefusal } from './wire.ts';

const RATE_PAUSE_MS = 5 * 60_000;

/** What it means that no token was given. Whatever it is, the call that needed one was never made. */
export function readGrantRefusal(status: number, body: unknown, now: EpochMs): NotDone {
  const told = tokenRefusal.safeParse(body).data;
  const description = told?.error_description?.toLowerCase() ?? '';
  if (status === 429 || status === 420 || /login rate|too many/.test(description)) {
    return notDone(
      { when: 'at', at: now + RATE_PAUSE_MS },
      'rate-limited',
      'Salesforce gets too many sign-ins of ours.',
    );
  }
  if (status >= 500 || status < 400) {
    return notDone('soon', 'unreachable', `The sign-in of Salesforce answered with a fault of its own (${status}).`);
  }
  return notDone('after-reconnect', 'credentials-refused', sentenceFor(told?.error ?? '', description));
}

/** Known words of the vendor only; anything else is not repeated. */
function sentenceFor(error: string, description: string): string {
  if (description.includes('no client credentials user')) {
    return 'The app in Salesforce has no user to run as: choose one in its policies, under Client Credentials Flow.';
  }
  if (description.includes("hasn't approved this consumer")) {
    return 'The user is not allowed to use the app in Salesforce: assign its permission set or profile in the policies of the app.';
  }
  if (description.includes('audience') || description.includes('expired')) {
    return 'Salesforce did not accept the signed request: check the address and the clock of this server.';
  }
  switch (error) {
    case 'invalid_client_id':
    case 'invalid_client':
    case 'invalid_app_access':
    case 'app_not_found':
      return 'Salesforce does not know the consumer key, or the secret or certificate does not belong to it.';
    case 'inactive_user':
      return 'The integration user is not active in Salesforce.';
    case 'inactive_org':
      return 'The Salesforce org is locked or closed.';
    case 'unsupported_grant_type':
    case 'unauthorized_client':
      return 'This way to sign in is not switched on in the settings of the app in Salesforce.';
    case 'invalid_grant':
      return 'Salesforce refused the sign-in: check the username, the consumer key, the certificate and the policies of the app.';
    default:
      return 'Salesforce refused the sign-in.';
  }
}
