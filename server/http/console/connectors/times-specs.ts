import type { InstallationSettings } from '../../../../core/ports/installation.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { FieldSpec } from '../form-view.ts';
import { ZONE_LIST } from '../time-zones.ts';
import { clockOf, USUAL_NAMES, USUAL_REMINDERS, WEEKDAYS } from './times-form.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** 1970-01-05 was a Monday. */
const A_MONDAY = 4 * DAY_MS;
/** What a help desk that sets hours for the first time most likely has. */
const USUAL_DAY = { fromMinute: 9 * 60, toMinute: 17 * 60 };
const WORKDAYS = 5;

export function reminderSpecs({ lifecycle }: InstallationSettings, texts: Texts): readonly FieldSpec[] {
  const minutes = lifecycle.remindBeforeMs.map((ms) => Math.round(ms / MINUTE_MS));
  const usual: readonly number[] = Object.values(USUAL_REMINDERS);
  return [
    {
      kind: 'checkboxes',
      name: 'remind',
      label: texts.t('console.times.reminders'),
      values: USUAL_NAMES.filter((name) => minutes.includes(USUAL_REMINDERS[name])),
      options: USUAL_NAMES.map((name) => ({ value: name, label: texts.t(`console.times.remind.${name}`) })),
    },
    {
      kind: 'text',
      name: 'own',
      label: texts.t('console.times.own'),
      value: minutes.filter((one) => !usual.includes(one)).join(', '),
      hint: texts.t('console.times.ownHint'),
    },
  ];
}

export function hoursSpecs(settings: InstallationSettings, texts: Texts): readonly FieldSpec[] {
  const hours = settings.lifecycle.workingHours;
  return [
    {
      kind: 'checkbox',
      name: 'alwaysOpen',
      label: texts.t('console.times.alwaysOpen'),
      checked: hours === null,
      hint: texts.t('console.times.alwaysOpenHint'),
    },
    {
      kind: 'text',
      name: 'hoursZone',
      label: texts.t('console.times.zone'),
      value: hours?.timeZone ?? settings.timeZone,
      required: true,
      list: ZONE_LIST,
    },
    ...WEEKDAYS.flatMap((day) => daySpecs(day, settings, texts)),
    {
      kind: 'textarea',
      name: 'closedDates',
      label: texts.t('console.times.daysOff'),
      value: (hours?.closedDates ?? []).join('\n'),
      hint: texts.t('console.times.daysOffHint'),
    },
  ];
}

function daySpecs(day: number, { lifecycle }: InstallationSettings, texts: Texts): readonly FieldSpec[] {
  const usual = day < WORKDAYS ? USUAL_DAY : null;
  const open = lifecycle.workingHours === null ? usual : (lifecycle.workingHours.week[day] ?? null);
  const name = new Intl.DateTimeFormat(texts.language, { weekday: 'long', timeZone: 'UTC' }).format(
    A_MONDAY + day * DAY_MS,
  );
  return [
    {
      kind: 'time',
      name: `from${day}`,
      label: texts.t('console.times.from', { day: name }),
      value: open === null ? '' : clockOf(open.fromMinute),
    },
    {
      kind: 'time',
      name: `to${day}`,
      label: texts.t('console.times.until', { day: name }),
      value: open === null ? '' : clockOf(open.toMinute),
    },
  ];
}
