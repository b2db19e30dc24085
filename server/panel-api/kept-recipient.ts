import type { InstallationSettings } from '../../core/ports/installation.ts';
import type { Channel, Recipient } from '../../core/session-request/values.ts';
import type { KeepNumber } from '../sms/kept-number.ts';
import type { RequestReader } from '../storage/store.ts';
import { keptLanguage } from '../texts/offered-languages.ts';
import type { CommandBody } from './command-schemas.ts';
import type { Usable } from './to-command.ts';

export type NumberDeps = { readonly keepNumber: KeepNumber };

/** The recipient with the number as it is kept. One that nobody can dial is shown as it was typed, but no SMS can go to it. */
export async function keptRecipient(
  { keepNumber }: NumberDeps,
  settings: Pick<InstallationSettings, 'phoneCountry'>,
  recipient: Recipient,
  channels: readonly Channel[],
): Promise<Usable<Recipient>> {
  if (recipient.phone === null) return { ok: true, value: recipient };
  const { phone, canBeDialled } = await keepNumber(settings, recipient.phone);
  return canBeDialled || !channels.includes('sms')
    ? { ok: true, value: { ...recipient, phone } }
    : { ok: false, reason: 'not-a-phone-number' };
}

/** A command with number and language of the recipient as they are kept, where it names them or sends an SMS. */
export async function withKeptRecipient(
  deps: NumberDeps & { readonly reader: Pick<RequestReader, 'find'> },
  settings: InstallationSettings,
  requestId: string,
  body: CommandBody,
): Promise<Usable<CommandBody>> {
  const unchanged = { ok: true, value: body } as const;
  const isResend = body.type === 'resend-invitation' && body.channel === 'sms';
  if (!isResend && body.type !== 'correct-recipient') return unchanged;
  const request = (await deps.reader.find(requestId))?.request;
  if (request === undefined) return unchanged;
  if (body.type === 'resend-invitation') {
    const recipient = await keptRecipient(deps, settings, request.recipient, ['sms']);
    return recipient.ok ? unchanged : recipient;
  }
  const recipient = await keptRecipient(deps, settings, body.recipient, request.channels);
  if (!recipient.ok) return recipient;
  // A language that is offered no more is kept by the requests that have it.
  const language = body.language === request.language ? body.language : keptLanguage(settings, body.language);
  return { ok: true, value: { ...body, recipient: recipient.value, language } };
}
