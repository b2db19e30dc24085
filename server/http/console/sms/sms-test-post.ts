import { randomUUID } from 'node:crypto';
import type { Answer } from '../../../../core/ports/answer.ts';
import { phoneNumbers } from '../../../sms/phone-numbers.ts';
import { maySendTo, type SmsSettings } from '../../../sms/sms-settings.ts';
import { reasonText } from '../../../texts/reason-text.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { EMPTY_FORM, valuesOf } from '../form-reading.ts';
import type { SignedInVisit } from '../visit.ts';
import { showSms, type SmsTested } from './sms-page.ts';

/** Looks whether account and sender are accepted and, where a number is given, sends one message to it. Says what is wrong. */
export async function smsTestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const settings = await deps.people.smsSettings.read();
  if (settings === null) return showSms(deps, visit, EMPTY_FORM, [], 409);
  const { texts } = visit;
  const sender = deps.sms.senderFor(settings);
  const findings = await sender.verify();
  const tested: SmsTested = findings.map(({ level, message, mend }) => ({
    level,
    text: [message, mend].flatMap((part) => (part === null ? [] : [reasonText(texts, part)])).join(' '),
  }));
  const off: SmsTested = settings.isOn ? [] : [{ level: 'problem', text: texts.t('console.sms.barred.off') }];
  const typed = valuesOf(visit.request.body, 'number')[0]?.trim() ?? '';
  const isFine = settings.isOn && findings.every(({ level }) => level !== 'problem');
  const sent = typed === '' || !isFine ? [] : [await sendTest(deps, visit, settings, typed)];
  return showSms(deps, visit, EMPTY_FORM, [...tested, ...off, ...sent], 200);
}

async function sendTest(
  deps: ConsoleDeps,
  { texts }: SignedInVisit,
  settings: SmsSettings,
  typed: string,
): Promise<SmsTested[number]> {
  const read = (await phoneNumbers()).read(typed, settings.defaultCountry);
  if (read === null) return { level: 'problem', text: texts.t('console.sms.testNoNumber') };
  const { number, country } = read;
  if (!maySendTo(settings, country)) return { level: 'problem', text: texts.t('console.sms.barred.country') };
  const attemptId = randomUUID();
  const at = deps.core.clock.now();
  const { book } = deps.sms;
  const barred = await book.begin({ attemptId, deliveryId: 'test', requestId: 'test', number, at }, settings);
  if (barred !== null) return { level: 'problem', text: texts.t(`console.sms.barred.${barred}`) };
  const text = texts.t('console.sms.testText');
  const answer = await deps.sms.senderFor(settings).send({ to: number, text, reference: attemptId });
  if (answer.kind === 'not-done') await book.takeBack(attemptId);
  return said(answer, texts.t('console.sms.testDone', { number }));
}

function said(answer: Answer<unknown>, done: string): SmsTested[number] {
  switch (answer.kind) {
    case 'done':
      return { level: 'ok', text: done };
    case 'not-done':
      return { level: 'problem', text: answer.because.message };
    case 'unknown':
      return { level: 'warning', text: answer.because };
    default:
      return answer satisfies never;
  }
}
