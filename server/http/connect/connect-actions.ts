import { asActor } from '../../../core/people/rights.ts';
import type { SessionRequestCommand } from '../../../core/session-request/commands.ts';
import type { RefusalReason } from '../../../core/session-request/refusals.ts';
import type { ConnectForm } from './connect-form.ts';
import type { OpenedConnect } from './open-connect.ts';

export const CONNECT_ACTIONS = ['launch', 'ask', 'started', 'ended', 'called', 'close'] as const;
export type ConnectAction = (typeof CONNECT_ACTIONS)[number];

/** The command that a button of the connect page stands for. */
export function commandOf(
  action: ConnectAction,
  form: ConnectForm,
  { signedIn, situation }: OpenedConnect,
): Exclude<SessionRequestCommand, { type: 'create-request' }> {
  const actor = asActor(signedIn.person, 'signed-in');
  const { id, name, email } = signedIn.person;
  switch (action) {
    case 'launch':
      return { type: 'launch-connect', actor, takeOver: form.takeOver === 'yes' };
    case 'ask':
      return { type: 'ask-for-access', actor };
    case 'started':
      return {
        type: 'start-session',
        actor,
        source: 'agent',
        startedAt: situation.now,
        address: null,
        agent: { id, name, email },
        externalId: null,
      };
    case 'ended':
      return { type: 'end-session', actor, source: 'agent', endedAt: situation.now, endedBy: 'agent' };
    case 'called':
      return { type: 'note-called-back', actor };
    case 'close':
      return { type: 'close-request', actor, outcome: form.outcome, note: form.note };
    default:
      return action satisfies never;
  }
}

/** A second press of the same button has nothing to say when the first did it. */
const DONE_ALREADY: Readonly<Record<ConnectAction, readonly RefusalReason[]>> = {
  launch: [],
  ask: [],
  started: ['already-done'],
  ended: ['nothing-changed', 'wrong-status'],
  called: ['nothing-changed'],
  close: ['wrong-status', 'expired'],
};

export function isDone(action: ConnectAction, reason: RefusalReason): boolean {
  return DONE_ALREADY[action].includes(reason);
}

/** Text keys below `connect.notice`. */
export function noticeFor(reason: RefusalReason): 'moved' | 'askedRecently' | 'notPermitted' {
  if (reason === 'asked-recently') return 'askedRecently';
  return reason === 'not-permitted' || reason === 'sign-in-needed' ? 'notPermitted' : 'moved';
}
