import type { CreateRequest } from '../commands.ts';
import type { SessionRequestEvent } from '../events.ts';
import { type Decision, refuse } from '../refusals.ts';
import type { Situation } from '../values.ts';
import { channelRefusal } from './reach.ts';
import { defaultExpiry, expiryRefusal, limitsRefusal, startRefusal } from './times.ts';

export function createRequest(command: CreateRequest, situation: Situation): Decision<SessionRequestEvent> {
  if (command.channels.length === 0) return refuse({ reason: 'nobody-to-reach' });
  const expiresAt = command.expiresAt ?? defaultExpiry(command.schedule, situation);
  const refusal =
    channelRefusal(command.channels, command.recipient, command.ticket, situation.settings) ??
    startRefusal(command.schedule, situation) ??
    limitsRefusal(command.moveLimits) ??
    expiryRefusal(expiresAt, command.schedule, situation);
  if (refusal !== null) return refuse(refusal);
  const { type: _type, ...asked } = command;
  return { ok: true, events: [{ ...asked, type: 'request-created', at: situation.now, expiresAt }] };
}
