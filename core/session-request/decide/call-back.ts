import type { AskCallBack, DropCallBack, NoteCalledBack } from '../commands.ts';
import type { SessionRequestEvent } from '../events.ts';
import { type Decision, refuse } from '../refusals.ts';
import type { SessionRequest } from '../states.ts';
import type { Situation } from '../values.ts';

/** "Please call me", "I do not need the call any more", and the agent's "I called". */
export function decideOnCallBack(
  command: AskCallBack | DropCallBack | NoteCalledBack,
  request: SessionRequest,
  { now, settings }: Situation,
): Decision<SessionRequestEvent> {
  const { callBack } = request;
  const { actor } = command;
  switch (command.type) {
    case 'ask-call-back': {
      if (!settings.callBacks) return refuse({ reason: 'not-permitted' });
      const againAt = callBack === null ? now : callBack.askedAt + settings.callBackAgainAfterMs;
      if (now < againAt) return refuse({ reason: 'asked-recently', againAt });
      const { phone, when } = command;
      return { ok: true, events: [{ type: 'call-back-asked', at: now, actor, phone, when }] };
    }
    case 'drop-call-back':
      if (callBack === null || !callBack.isOpen) return refuse({ reason: 'nothing-changed' });
      return { ok: true, events: [{ type: 'call-back-dropped', at: now, actor }] };
    case 'note-called-back':
      if (callBack === null || !callBack.isOpen) return refuse({ reason: 'nothing-changed' });
      return { ok: true, events: [{ type: 'called-back', at: now, actor }] };
    default:
      return command satisfies never;
  }
}
