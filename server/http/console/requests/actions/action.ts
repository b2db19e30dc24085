import type { InstallationSettings } from '../../../../../core/ports/installation.ts';
import type { StoredRequest } from '../../../../../core/ports/stores.ts';
import type { CommandType, SessionRequestCommand } from '../../../../../core/session-request/commands.ts';
import type { Actor, EpochMs } from '../../../../../core/session-request/values.ts';
import type { PersonRecord } from '../../../../people/person-record.ts';
import type { Queue } from '../../../../people/queues.ts';
import type { ConsoleDeps } from '../../console-deps.ts';
import type { FieldError, FormState } from '../../form-reading.ts';
import type { FieldSpec } from '../../form-view.ts';
import type { SignedInVisit } from '../../visit.ts';

/** What an action's form and its reading may look at. */
export type ActionContext = {
  readonly deps: ConsoleDeps;
  readonly visit: SignedInVisit;
  readonly stored: StoredRequest;
  readonly settings: InstallationSettings | null;
  /** Who may work on the request. */
  readonly agents: readonly PersonRecord[];
  /** Queues that take requests of this installation. */
  readonly queues: readonly Queue[];
  /** The queue the request is in now, also when an agent has it; null for none. */
  readonly queueId: string | null;
  readonly actor: Actor;
  readonly now: EpochMs;
};

export type GivenCommand = Exclude<SessionRequestCommand, { type: 'create-request' }>;

export type ActionReading =
  | { readonly ok: true; readonly command: GivenCommand }
  | {
      readonly ok: false;
      readonly state: FormState;
      /** What is wrong where there is no field beside which it could be said. */
      readonly because?: FieldError;
    };

/** The commands that have a button on a request's page. */
export type ActionName = Extract<
  CommandType,
  | 'claim'
  | 'ask-for-access'
  | 'start-session'
  | 'end-session'
  | 'keep-open'
  | 'note-called-back'
  | 'enter-address'
  | 'set-session-link'
  | 'resend-invitation'
  | 'add-comment'
  | 'assign'
  | 'reschedule'
  | 'extend'
  | 'correct-recipient'
  | 'attach-ticket'
  | 'close-request'
  | 'reopen-request'
>;

/** Something a person does with a request in the console: a button, or a form behind a button. */
export type ConsoleAction = {
  readonly command: ActionName;
  /** No fields: one press does it. */
  readonly fields: (context: ActionContext) => readonly FieldSpec[];
  readonly read: (body: unknown, context: ActionContext) => Promise<ActionReading>;
  /** Made on what the page showed: refused when the request changed since. */
  readonly needsVersion: boolean;
  /** Hard to undo: shown so. */
  readonly isHarmful: boolean;
};

/** An action of one press. */
export function press(command: ActionName, make: (context: ActionContext) => GivenCommand): ConsoleAction {
  return {
    command,
    fields: () => [],
    read: async (_, context) => ({ ok: true, command: make(context) }),
    needsVersion: false,
    isHarmful: false,
  };
}
