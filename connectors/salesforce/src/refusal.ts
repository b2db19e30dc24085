import type { Answer, NotDone } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { notDone, unknown } from '../../shared/answers.ts';

/** One error as Salesforce tells it, in any of its three shapes. `code` is such as `UNABLE_TO_LOCK_ROW`; prose is never shown. */
export type WireError = { readonly code: string; readonly fields: readonly string[] };

/** `read`: repeating it harms nobody. `idempotent`: the same. `once`: it might have been done. */
export type Effect = 'read' | 'idempotent' | 'once';

const LIMIT_PAUSE_MS = 5 * 60_000;
const BUSY_PAUSE_MS = 60_000;

/** The call may have taken effect. Whatever may be repeated without harm is simply repeated. */
export function ambiguous(effect: Effect, because: string): Answer<never> {
  return effect === 'once' ? unknown(because) : notDone('soon', 'unreachable', because);
}

/** Sorts an answer that is no success by what it means for the call that got it. */
export function readRefusal(
  effect: Effect,
  reply: { readonly status: number; readonly errors: readonly WireError[] },
  now: EpochMs,
): Answer<never> {
  const { status, errors } = reply;
  const known = errors.map((error) => readError(error, now)).find((answer) => answer !== null);
  // A known code tells more than the status: it is never sent along with something done.
  if (known !== undefined && known !== null) return known;
  if (status >= 500) return ambiguous(effect, `Salesforce answered with its own fault (${status}).`);
  if (status >= 300 && status < 400) {
    return effect === 'once'
      ? unknown(`Salesforce answered with a redirection (${status}), which is not followed.`)
      : notDone('never', 'refused', `The address redirects elsewhere (${status}), and redirections are not followed.`);
  }
  switch (status) {
    case 401:
      return refusedCredentials();
    case 403:
      return notDone('never', 'not-permitted', `Salesforce does not permit this${codesOf(errors)}.`);
    case 404:
    case 410:
      return gone();
    case 408:
    case 421:
    case 425:
      return notDone('soon', 'unreachable', `Salesforce did not take the request (${status}).`);
    case 420:
    case 429:
      return notDone({ when: 'at', at: now + BUSY_PAUSE_MS }, 'rate-limited', 'Salesforce gets too many calls.');
    default:
      return notDone('never', 'invalid', `Salesforce found the request invalid${codesOf(errors)}.`);
  }
}

export function refusedCredentials(): NotDone {
  return notDone('after-reconnect', 'credentials-refused', 'Salesforce refused the credentials.');
}

function gone(): NotDone {
  return notDone('never', 'not-found', 'Salesforce has no such record, or does not show it to the integration user.');
}

/** What a code means wherever it appears; null for one that the status must explain. */
function readError(error: WireError, now: EpochMs): NotDone | null {
  switch (error.code) {
    case 'INVALID_SESSION_ID':
    case 'INVALID_AUTH_HEADER':
      return refusedCredentials();
    case 'REQUEST_LIMIT_EXCEEDED':
    case 'TOO_MANY_REQUESTS':
      return notDone(
        { when: 'at', at: now + LIMIT_PAUSE_MS },
        'rate-limited',
        "The org's limit of calls is used up, or too many long calls run at once.",
      );
    case 'UNABLE_TO_LOCK_ROW':
      return notDone('soon', 'unreachable', 'Somebody else was changing the same record.');
    case 'API_CURRENTLY_DISABLED':
      return notDone('soon', 'unreachable', "The org's API is switched off for maintenance.");
    case 'ENTITY_IS_DELETED':
    case 'NOT_FOUND':
    case 'INVALID_CROSS_REFERENCE_KEY':
      return gone();
    case 'INVALID_TYPE':
      return notDone(
        'never',
        'not-permitted',
        'An object of the app is missing, or the integration user may not use it: deploy the app and assign the permission set Session_Requests_Server.',
      );
    case 'INVALID_FIELD':
    case 'INVALID_FIELD_FOR_INSERT_UPDATE':
      return notDone(
        'never',
        'not-permitted',
        `A field${namesOf(error.fields)} is missing, or the integration user may not use it: deploy the app and assign the permission set Session_Requests_Server.`,
      );
    default:
      return /^(?:INSUFFICIENT_ACCESS|FUNCTIONALITY_NOT_ENABLED|API_DISABLED_FOR_ORG|FEED_NOT_ENABLED|CANNOT_POST)/.test(
        error.code,
      )
        ? notDone('never', 'not-permitted', `Salesforce does not permit this${codesOf([error])}.`)
        : null;
  }
}

/** Codes and field names only, and only such as look like them: the prose may repeat what was sent. */
function codesOf(errors: readonly WireError[]): string {
  const told = errors.slice(0, 3).flatMap(({ code, fields }) => (isCode(code) ? [`${code}${namesOf(fields)}`] : []));
  return told.length === 0 ? '' : `: ${told.join(', ')}`;
}

function namesOf(fields: readonly string[]): string {
  const names = fields.filter((field) => /^[A-Za-z]\w{0,79}$/.test(field)).slice(0, 5);
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}

function isCode(text: string): boolean {
  return /^[A-Z][A-Z0-9_]{2,79}$/.test(text);
}
