import {
  NOTICE_MOMENTS,
  NOTICE_WAYS,
  type NoticeChoice,
  type NoticeMoment,
  type NoticeWay,
} from '../../../notices/notice-choice.ts';
import type { Texts } from '../../../texts/texts.ts';
import { choicesField, optional, refined, textField, timeZoneField } from '../field-readers.ts';
import { type FormAnswer, type FormState, readForm, withError } from '../form-reading.ts';
import type { FieldSpec } from '../form-view.ts';
import { ZONE_LIST } from '../time-zones.ts';

/** The help desk tells nothing of the other moments. */
const TOLD_BY_HELP_DESK: ReadonlySet<NoticeMoment> = new Set(['joined', 'ready', 'moved', 'call-back', 'reported']);

const timeOfDay = refined(textField({ most: 5 }), (value) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value), {
  key: 'console.agentNotice.quietWrong',
});

const READERS = {
  joined: choicesField(NOTICE_WAYS),
  ready: choicesField(NOTICE_WAYS),
  moved: choicesField(NOTICE_WAYS),
  'call-back': choicesField(NOTICE_WAYS),
  reported: choicesField(NOTICE_WAYS),
  'nobody-came': choicesField(NOTICE_WAYS),
  assigned: choicesField(NOTICE_WAYS),
  quietFrom: optional(timeOfDay),
  quietTo: optional(timeOfDay),
  quietZone: optional(timeZoneField),
};

export type ChoiceReading =
  | { readonly ok: true; readonly choice: NoticeChoice }
  | { readonly ok: false; readonly state: FormState };

/** What was chosen. `usualZone`: on whose clock the quiet hours are where no zone is given. */
export function readNoticeForm(body: unknown, usualZone: string): ChoiceReading {
  const form: FormAnswer<typeof READERS> = readForm(body, READERS);
  if (!form.ok) return form;
  const { quietFrom, quietTo, quietZone, ...ways } = form.values;
  if (quietFrom === null && quietTo === null) return { ok: true, choice: { ways, quiet: null } };
  if (quietFrom === null || quietTo === null) {
    const missing = quietFrom === null ? 'quietFrom' : 'quietTo';
    return { ok: false, state: withError(form.state, missing, { key: 'console.agentNotice.quietBoth' }) };
  }
  if (quietFrom === quietTo) {
    return { ok: false, state: withError(form.state, 'quietTo', { key: 'console.agentNotice.quietSame' }) };
  }
  const quiet = { fromMinute: minuteOf(quietFrom), toMinute: minuteOf(quietTo), timeZone: quietZone ?? usualZone };
  return { ok: true, choice: { ways, quiet } };
}

/** One group of boxes a moment: by which ways. */
export function momentSpecs(choice: NoticeChoice, email: string, { t }: Texts): readonly FieldSpec[] {
  return NOTICE_MOMENTS.map((moment) => ({
    kind: 'checkboxes',
    name: moment,
    label: t(`console.agentNotice.moment.${moment}`),
    values: choice.ways[moment],
    options: NOTICE_WAYS.filter((way) => way !== 'help-desk' || TOLD_BY_HELP_DESK.has(moment)).map((way) => ({
      value: way,
      label: wayText(way, email, t),
    })),
  }));
}

export function wayText(way: NoticeWay, email: string, t: Texts['t']): string {
  return t(`console.agentNotice.way.${way}`, way === 'mail' ? { email } : {});
}

/** The zone stands there once it is chosen: another browser on another clock would shift the hours unseen. */
export function quietSpecs({ quiet }: NoticeChoice, usualZone: string, { t }: Texts): readonly FieldSpec[] {
  const label = { quietFrom: t('console.agentNotice.quietFrom'), quietTo: t('console.agentNotice.quietTo') };
  return [
    { kind: 'time', name: 'quietFrom', label: label.quietFrom, value: clockOf(quiet?.fromMinute) },
    { kind: 'time', name: 'quietTo', label: label.quietTo, value: clockOf(quiet?.toMinute) },
    {
      kind: 'text',
      name: 'quietZone',
      label: t('console.account.timeZone'),
      hint: t('console.account.timeZoneHint', { zone: usualZone }),
      value: quiet?.timeZone ?? '',
      list: ZONE_LIST,
    },
  ];
}

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

function clockOf(minute: number | undefined): string {
  if (minute === undefined) return '';
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
