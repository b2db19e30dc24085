import type { UnusableReason, Usable } from '../../panel-api/to-command.ts';
import { problem, type ProblemFault } from '../problem.ts';

/** The value; throws a 422 problem that says what to give instead. */
export function demandUsable<Value>(usable: Usable<Value>): Value {
  if (usable.ok) return usable.value;
  throw unusable(usable.reason);
}

function unusable(reason: UnusableReason): ProblemFault {
  switch (reason) {
    case 'no-such-queue':
      return problem(422, reason, 'There is no such queue', 'Choose a queue that exists.');
    case 'not-a-session-link':
      return problem(
        422,
        reason,
        'This is not an AnyDesk session link',
        'Paste the whole link that AnyDesk made; it begins with https:// and leads to anydesk.com.',
      );
    case 'not-a-phone-number':
      return problem(
        422,
        reason,
        'No SMS can be sent to this phone number',
        'Write the number with its country code, such as +49 30 1234567.',
      );
    case 'not-an-address':
      return problem(
        422,
        reason,
        'This is not an AnyDesk address',
        'Give one AnyDesk ID of 9 or 10 digits, or one alias such as name@ad.',
      );
    default:
      return reason satisfies never;
  }
}
