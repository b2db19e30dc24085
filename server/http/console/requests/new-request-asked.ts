import type { Ticket } from '../../../../core/ports/ticket.ts';
import { keptLanguage } from '../../../texts/offered-languages.ts';
import { keptRecipient } from '../../../panel-api/kept-recipient.ts';
import type { InstallationRow } from '../../../storage/store.ts';
import type { Channel, EpochMs, Recipient } from '../../../../core/session-request/values.ts';
import type { RequestCreation } from '../../../../core/use-cases/create-request.ts';
import { type AssigneeContext, readAssignee } from './actions/place-actions.ts';
import { type FieldError, type FormState, type ReadValues, withError } from '../form-reading.ts';
import { momentOf } from '../local-time.ts';
import { readLimits } from './limit-fields.ts';
import type { newRequestReaders } from './new-request-form.ts';

type Values = ReadValues<ReturnType<typeof newRequestReaders>>;

type Reading =
  | { readonly ok: true; readonly asked: RequestCreation['asked'] }
  | { readonly ok: false; readonly state: FormState };

/** Puts the form's values together; what does not fit together is told beside its field. */
export async function readAsked(
  values: Values,
  state: FormState,
  { ticket, row }: { readonly ticket: Ticket | null; readonly row: InstallationRow },
  context: AssigneeContext,
): Promise<Reading> {
  const wrong = (name: string, key: FieldError['key']): Reading => ({
    ok: false,
    state: withError(state, name, { key }),
  });
  const { name, email, phone, language, channels, comment, zone } = values;
  const typed = { name, email, phone };
  const reachError = channelsError(channels, typed, ticket);
  if (reachError !== null) return wrong('channels', reachError);
  const kept = await keptRecipient(context.deps.people, row.installation.settings, typed, channels);
  if (!kept.ok) return wrong('phone', 'console.error.smsPhone');
  const assignee = readAssignee(values.to, values.client, context);
  if ('error' in assignee) return wrong(assignee.field, assignee.error.key);
  const startAt = readMoment(values.start, zone);
  if (startAt === 'wrong') return wrong('start', 'console.error.time');
  const expiresAt = readMoment(values.expires, zone);
  if (expiresAt === 'wrong') return wrong('expires', 'console.error.time');
  const moveLimits = readLimits(values, zone, context.deps.core.clock.now());
  if (moveLimits === 'wrong') return wrong('moveUntil', 'console.error.limits');
  if (values.intents.length === 0) return wrong('intents', 'console.error.channels');
  return {
    ok: true,
    asked: {
      ticket: ticket === null ? null : { id: ticket.id, number: ticket.number, subject: ticket.subject },
      recipient: kept.value,
      language: keptLanguage(row.installation.settings, language),
      channels,
      comment,
      assignee: assignee.assignee,
      schedule: startAt === null ? null : { startAt, timeZone: zone },
      expiresAt,
      intents: values.intents,
      moveLimits,
    },
  };
}

function channelsError(channels: readonly Channel[], recipient: Recipient, ticket: Ticket | null) {
  if (channels.length === 0) return 'console.error.channels' as const;
  if (channels.includes('email') && recipient.email === null) return 'console.error.channelEmail' as const;
  if (channels.includes('sms') && recipient.phone === null) return 'console.error.channelSms' as const;
  return channels.includes('ticket') && ticket === null ? ('console.error.channelTicket' as const) : null;
}

/** Null: nothing was typed. */
function readMoment(typed: string, zone: string): EpochMs | null | 'wrong' {
  return typed === '' ? null : (momentOf(typed, zone) ?? 'wrong');
}
