import type { Actor } from '../../../core/session-request/values.ts';
import type { LoggedEvent } from '../../storage/store.ts';

/** An event as the API shows it: who and when beside what only this kind of event has. */
export function loggedEvent(logged: LoggedEvent) {
  const { type, at, actor, ...data } = logged.event;
  return { seq: logged.seq, type, at, by: whoOf(actor), data };
}

function whoOf(actor: Actor) {
  return actor.kind === 'agent'
    ? { kind: actor.kind, name: actor.agent.name, verified: actor.proof === 'signed-in' }
    : { kind: actor.kind, name: null, verified: true };
}
