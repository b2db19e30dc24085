import type { Actor } from '../../../core/session-request/values.ts';
import type { LoggedEvent } from '../../storage/store.ts';

/** An event as the API shows it: who and when beside what only this kind of event has. */
export function loggedEvent(logged: LoggedEvent) {
  const { type, at, actor, ...data } = logged.event;
  return { seq: logged.seq, type, at, by: whoOf(actor), data: withoutSalt(data) };
}

/** Who keeps a copy of the log must not keep what the ledger's hash could be tried with after the person was erased here. */
function withoutSalt(data: object): object {
  if (!('consent' in data) || typeof data.consent !== 'object' || data.consent === null) return data;
  const { addressSalt: _salt, ...consent } = data.consent as { readonly addressSalt?: string };
  return { ...data, consent };
}

function whoOf(actor: Actor) {
  return actor.kind === 'agent'
    ? { kind: actor.kind, name: actor.agent.name, verified: actor.proof === 'signed-in' }
    : { kind: actor.kind, name: null, verified: true };
}
