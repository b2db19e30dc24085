import type { CommandType } from './commands.ts';
import type { Status } from './states.ts';
import type { Actor } from './values.ts';

/** Who may give a command, and in which statuses it can be carried out. `decide` adds each command's own conditions. */
export type CommandRule = {
  readonly who: readonly Actor['kind'][];
  readonly from: readonly (Status | 'none')[];
};

const NOT_CONNECTED = ['Open', 'Waiting', 'Ready'] as const;
const ACTIVE = ['Open', 'Waiting', 'Ready', 'Connected'] as const;
const ENDED = ['Closed', 'Expired'] as const;
const ANY = [...ACTIVE, ...ENDED] as const;

/** The lifecycle as a table; `docs/reference/lifecycle.md` is generated from it and from `decide`. */
export const COMMAND_RULES: Readonly<Record<CommandType, CommandRule>> = {
  'create-request': { who: ['agent'], from: ['none'] },
  'move-here': { who: ['recipient'], from: ['Waiting', 'Ready'] },
  'note-readiness': { who: ['recipient'], from: ['Open', 'Waiting'] },
  join: { who: ['recipient'], from: ['Open'] },
  'enter-address': { who: ['recipient', 'agent'], from: ['Waiting'] },
  'propose-addresses': { who: ['system'], from: ['Open', 'Waiting'] },
  'note-download': { who: ['recipient'], from: ['Waiting'] },
  'ask-for-access': { who: ['agent'], from: ['Waiting'] },
  'allow-access': { who: ['recipient'], from: ['Waiting'] },
  'deny-access': { who: ['recipient'], from: ['Waiting', 'Ready'] },
  'withdraw-consent': { who: ['recipient'], from: ['Ready', 'Connected'] },
  'lapse-access': { who: ['system'], from: ['Ready'] },
  'report-request': { who: ['recipient'], from: ACTIVE },
  'launch-connect': { who: ['agent'], from: ['Ready'] },
  'note-unanswered': { who: ['system'], from: ['Ready'] },
  'tell-nobody-came': { who: ['system'], from: ['Ready'] },
  remind: { who: ['system'], from: ['Open'] },
  'start-session': { who: ['remote-tool', 'agent'], from: NOT_CONNECTED },
  'end-session': { who: ['remote-tool', 'agent'], from: ['Connected'] },
  'ask-session-end': { who: ['system'], from: ['Connected'] },
  'close-request': { who: ['agent', 'recipient', 'system'], from: ACTIVE },
  'reopen-request': { who: ['agent'], from: ENDED },
  'expire-request': { who: ['system'], from: NOT_CONNECTED },
  reschedule: { who: ['agent', 'recipient'], from: NOT_CONNECTED },
  'set-session-link': { who: ['agent'], from: NOT_CONNECTED },
  'rate-session': { who: ['recipient'], from: ['Closed'] },
  'correct-recipient': { who: ['agent'], from: NOT_CONNECTED },
  'ask-new-link': { who: ['recipient'], from: ENDED },
  'ask-call-back': { who: ['recipient'], from: ACTIVE },
  'drop-call-back': { who: ['recipient'], from: ACTIVE },
  'note-called-back': { who: ['agent'], from: ANY },
  assign: { who: ['agent'], from: ACTIVE },
  claim: { who: ['agent'], from: ACTIVE },
  extend: { who: ['agent'], from: NOT_CONNECTED },
  'add-comment': { who: ['agent', 'remote-tool'], from: ANY },
  'resend-invitation': { who: ['agent'], from: NOT_CONNECTED },
  'record-invitation': { who: ['system'], from: ANY },
  'attach-ticket': { who: ['agent'], from: ANY },
  'follow-ticket-merge': { who: ['help-desk'], from: ANY },
  'follow-ticket-closed': { who: ['help-desk'], from: ACTIVE },
  'follow-ticket-deleted': { who: ['help-desk'], from: ACTIVE },
  'follow-ticket-reassigned': { who: ['help-desk'], from: NOT_CONNECTED },
  'follow-agent-left': { who: ['help-desk'], from: ACTIVE },
  'keep-open': { who: ['agent', 'help-desk'], from: ACTIVE },
  'erase-recipient': { who: ['system'], from: ENDED },
};
