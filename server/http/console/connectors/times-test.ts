import type { Finding } from '../../../../core/ports/answer.ts';
import type { InstallationSettings } from '../../../../core/ports/installation.ts';
import { nextOpening } from '../../../../core/session-request/working-hours.ts';
import { offeredLanguages } from '../../../texts/offered-languages.ts';
import { languageNames, texts as textsOf } from '../../../texts/texts.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import type { SignedInVisit } from '../visit.ts';

/** What stands in the way of reminders, hours and languages as they are saved. Sends nothing. */
export async function testTimes(
  deps: ConsoleDeps,
  { texts }: SignedInVisit,
  settings: InstallationSettings,
): Promise<readonly Finding[]> {
  const { t } = texts;
  const { remindBeforeMs, workingHours } = settings.lifecycle;
  const now = deps.core.clock.now();
  const wrong: Finding[] = [];
  if (remindBeforeMs.length === 0) wrong.push(told('warning', t('console.times.now.noReminders')));
  else {
    const sms = await deps.people.smsSettings.shown();
    const mail = deps.demoMailbox ?? (await deps.people.mailSettings.shown());
    if (mail === null) wrong.push(told('problem', t('console.timesTest.noMail')));
    if (sms === null || !sms.isOn) wrong.push(told('warning', t('console.timesTest.noSms')));
  }
  if (workingHours !== null && nextOpening(workingHours, now) === null)
    wrong.push(told('problem', t('console.times.now.never')));
  const offered = languageNames(offeredLanguages(settings)).map(({ name }) => texts.isolate(name));
  const languages = told('ok', t('console.timesTest.offered', { languages: texts.list(offered) }));
  const language = languageNames().find(({ tag }) => tag === settings.language)?.name ?? settings.language;
  const zone = workingHours?.timeZone ?? settings.timeZone;
  const reads = t('console.timesTest.reads', {
    language,
    time: texts.isolate(textsOf(settings.language).dateTime(now, zone)),
  });
  return [...(wrong.length === 0 ? [told('ok', t('console.timesTest.fine'))] : wrong), languages, told('ok', reads)];
}

const told = (level: Finding['level'], message: string): Finding => ({ check: 'times', level, message, mend: null });
