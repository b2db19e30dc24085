import { INTENTS, type EpochMs, type Intent, type MoveLimits } from '../../../../core/session-request/values.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { FieldSpec } from '../form-view.ts';
import { localTime, momentOf } from '../local-time.ts';

/** What the agent wants to do; the end user reads it before anybody connects. */
export function intentSpec(texts: Texts, values: readonly Intent[]): FieldSpec {
  const options = INTENTS.map((value) => ({ value, label: texts.t(`console.intent.${value}`) }));
  return { kind: 'checkboxes', name: 'intents', label: texts.t('console.field.intents'), values, options };
}

/** Between which starts the end user may choose, in the zone of the start. */
export function limitSpecs(texts: Texts, limits: MoveLimits | null, zone: string): readonly FieldSpec[] {
  const at = (moment: EpochMs | undefined): string => (moment === undefined ? '' : localTime(moment, zone));
  const from = { name: 'moveFrom', label: texts.t('console.field.moveFrom'), value: at(limits?.earliestAt) };
  const until = { name: 'moveUntil', label: texts.t('console.field.moveUntil'), value: at(limits?.latestAt) };
  const hint = texts.t('console.field.moveHint');
  return [
    { kind: 'datetime-local', ...from },
    { kind: 'datetime-local', ...until, hint },
  ];
}

type Typed = { readonly moveFrom: string; readonly moveUntil: string };

/** Null: nothing was typed. Only the latest start: the earliest is now. */
export function readLimits({ moveFrom, moveUntil }: Typed, zone: string, now: EpochMs): MoveLimits | null | 'wrong' {
  if (moveFrom === '' && moveUntil === '') return null;
  const earliestAt = moveFrom === '' ? now : momentOf(moveFrom, zone);
  const latestAt = momentOf(moveUntil, zone);
  if (earliestAt === null || latestAt === null || latestAt <= now || earliestAt >= latestAt) return 'wrong';
  return { earliestAt, latestAt };
}
