import type { Answer } from '../../../core/ports/answer.ts';
import type { Installation } from '../../../core/ports/installation.ts';
import type { SmsSender } from '../../../core/ports/sms.ts';
import { isActive, type SessionRequest } from '../../../core/session-request/states.ts';
import { phoneNumbers } from '../../sms/phone-numbers.ts';
import { maySendTo, type SmsSettings } from '../../sms/sms-settings.ts';
import { smsText, viewOfSms } from '../../sms/sms-text.ts';
import { refused, sent } from '../answers.ts';
import type { Sent } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { whyNoReminder } from '../no-reminder.ts';
import { mayBeWrittenTo, NOT_ON_THE_LIST } from '../mail/allow-list.ts';
import type { SmsPayload } from './sms-payload.ts';

/** What a message needs to leave: where to, what it says, and by whom. */
type Ready = {
  readonly number: string;
  readonly text: string;
  readonly sender: SmsSender;
  readonly settings: SmsSettings;
};
type Barring = Exclude<Answer<Sent>, { kind: 'unknown' }>;
type Readiness = { readonly ok: true; readonly ready: Ready } | { readonly ok: false; readonly answer: Barring };

/** Sends one message, unless a rule stands against it. What cannot be told is `unknown` and is never sent again by itself. */
export async function sendSms(
  payload: SmsPayload,
  delivery: ClaimedDelivery,
  services: DeliveryServices,
): Promise<Answer<Sent>> {
  const readiness = await makeReady(payload, delivery, services);
  if (!readiness.ok) return readiness.answer;
  const { number, text, sender, settings } = readiness.ready;
  const { book } = services.sms;
  const { attemptId, id: deliveryId, requestId } = delivery;
  const at = services.clock.now();
  const barred = await book.begin({ attemptId, deliveryId, requestId, number, at }, settings);
  if (barred !== null) return refused('refused', BARRED[barred]);
  const answer = await sender.send({ to: number, text, reference: attemptId });
  if (answer.kind === 'unknown') return answer;
  if (answer.kind === 'not-done') {
    await book.takeBack(attemptId);
    return answer;
  }
  await book.taken(attemptId, answer.value.remoteId);
  return sent(answer.value.remoteId);
}

/**
 * Whether a message in doubt is at the service. When it is not to be seen there, a person decides, as a second message costs money and
 * trust: the look that follows the person's press is the first of its count, and lets it be sent.
 */
export async function lookForSms(
  payload: SmsPayload,
  delivery: ClaimedDelivery,
  services: DeliveryServices,
): Promise<Answer<{ readonly found: string } | 'absent'>> {
  const known = await services.sms.book.latest(delivery.id);
  if (known !== null && known.remoteId !== null) return { kind: 'done', value: { found: known.remoteId } };
  const readiness = await makeReady(payload, delivery, services);
  if (!readiness.ok) return readiness.answer.kind === 'done' ? IN_DOUBT : readiness.answer;
  const { number, text, sender } = readiness.ready;
  const answer = await sender.find({ to: number, text }, delivery.attemptingSince);
  if (answer.kind !== 'done' || answer.value !== 'absent') return answer;
  const isAskedFor = delivery.attempts <= 1;
  return isAskedFor ? answer : IN_DOUBT;
}

const IN_DOUBT = refused(
  'refused',
  'It is not known whether the SMS was sent. Ask the recipient before you send it again.',
);

const BARRED = {
  stopped: 'The recipient answered STOP and wants no SMS. Send the link another way.',
  number: 'This number got 3 SMS within ten minutes. Wait a little, or send the link another way.',
  hour: 'The limit of SMS in an hour is reached. An admin can raise it in the console under SMS.',
  day: 'The limit of SMS in a day is reached. An admin can raise it in the console under SMS.',
} as const;

const no = (answer: Barring): Readiness => ({ ok: false, answer });
const skip = (why: string): Readiness => no({ kind: 'done', value: { remoteId: null, skipped: why } });

async function makeReady(
  payload: SmsPayload,
  delivery: ClaimedDelivery,
  services: DeliveryServices,
): Promise<Readiness> {
  const stored = await services.requests.find(delivery.requestId);
  if (stored === null) return skip('The request is gone.');
  const installation = await services.installations.find(delivery.installationId);
  if (installation === null) return no(refused('not-configured', 'The help desk account of this request was removed.'));
  const { request } = stored;
  if (!isActive(request)) return skip('The request had ended before the SMS was sent.');
  if (request.recipient.phone !== payload.phone) return skip('The number was corrected before the SMS was sent.');
  const late = payload.sms === 'reminder' ? whyNoReminder(request, payload.at ?? 0, services.clock.now()) : null;
  if (late !== null) return skip(late);
  const sms = await services.sms.current();
  if (sms === null)
    return no(refused('not-configured', 'SMS is not set up. An admin can do it in the console under SMS.'));
  const { settings, sender } = sms;
  const number = await permittedNumber(payload.phone, settings, installation);
  if (typeof number !== 'string') return no(refused('refused', number.because));
  return { ok: true, ready: { number, text: textOf(payload, request, installation, services), sender, settings } };
}

async function permittedNumber(
  phone: string,
  settings: SmsSettings,
  installation: Installation,
): Promise<string | { readonly because: string }> {
  if (!settings.isOn) return { because: 'SMS is switched off. An admin can switch it on in the console under SMS.' };
  const read = (await phoneNumbers()).read(phone, settings.defaultCountry);
  if (read === null) return { because: 'The phone number is not one that exists. Correct the recipient.' };
  const { number, country } = read;
  if (!maySendTo(settings, country)) {
    return { because: `SMS to this country (${country || 'none'}) are not allowed. An admin can allow it under SMS.` };
  }
  return mayBeWrittenTo(installation, number) ? number : { because: NOT_ON_THE_LIST };
}

function textOf(
  { sms, language }: SmsPayload,
  request: SessionRequest,
  installation: Installation,
  { texts, links }: DeliveryServices,
): string {
  const words = texts(language);
  return smsText(sms, viewOfSms(request, installation, links, words), words);
}
