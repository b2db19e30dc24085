import type { ConsoleAction } from './action.ts';
import { assign, attachTicket, resend } from './place-actions.ts';
import { PRESSES } from './presses.ts';
import { close, comment, correctRecipient, enterAddress, setSessionLink } from './text-actions.ts';
import { extend, reopen, reschedule } from './time-actions.ts';

/** Everything that can be done with a request in the console, in the order of the page. Connecting has a page of its own. */
export const ACTIONS: readonly ConsoleAction[] = [
  ...PRESSES,
  enterAddress,
  setSessionLink,
  resend,
  comment,
  assign,
  reschedule,
  extend,
  correctRecipient,
  attachTicket,
  close,
  reopen,
];
