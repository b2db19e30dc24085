import type { InstallationSettings } from '../../../../core/ports/installation.ts';
import { defaultExpiry } from '../../../../core/session-request/decide/times.ts';
import type { EpochMs } from '../../../../core/session-request/values.ts';
import { isOpen, nextOpening } from '../../../../core/session-request/working-hours.ts';
import type { Texts } from '../../../texts/texts.ts';

/** What the saved settings mean at this moment, so that a wrong zone or day is seen before an end user sees it. */
export function timesNow({ lifecycle, timeZone }: InstallationSettings, now: EpochMs, texts: Texts): readonly string[] {
  const { workingHours, remindBeforeMs } = lifecycle;
  const zone = workingHours?.timeZone ?? timeZone;
  const told = (at: EpochMs): string => texts.dateTime(at, zone);
  const expiry = defaultExpiry(null, { now, recipientSeenAt: null, settings: lifecycle });
  const reminders = texts.list(remindBeforeMs.map((ms) => texts.duration(ms)));
  return [
    hoursLine(),
    texts.t('console.times.now.expiry', { time: told(expiry) }),
    remindBeforeMs.length === 0
      ? texts.t('console.times.now.noReminders')
      : texts.t('console.times.now.reminders', { times: reminders }),
  ];

  function hoursLine(): string {
    if (workingHours === null) return texts.t('console.times.now.always', { time: told(now) });
    if (isOpen(workingHours, now)) return texts.t('console.times.now.open', { time: told(now) });
    const next = nextOpening(workingHours, now);
    return next === null
      ? texts.t('console.times.now.never')
      : texts.t('console.times.now.closed', { time: told(next) });
  }
}
