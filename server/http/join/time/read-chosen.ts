import type { EpochMs, MoveLimits, Schedule } from '../../../../core/session-request/values.ts';
import { timeZone } from '../../../outside-text.ts';
import type { Texts } from '../../../texts/texts.ts';
import { localTime, momentOf } from '../../console/local-time.ts';

/** What was sent as another time: a moment, or what a clock on the wall of a zone shows. */
export type Asked = { readonly at: unknown; readonly start: unknown; readonly zone: unknown };

export type Chosen =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'problem'; readonly problem: string }
  | { readonly kind: 'chosen'; readonly schedule: Schedule };

export type Place = {
  readonly range: MoveLimits;
  readonly now: EpochMs;
  readonly planned: Schedule;
};

const problem = (text: string): Chosen => ({ kind: 'problem', problem: text });

/** Reads another start; what cannot be is told in words. */
export function readChosen(asked: Asked, place: Place, texts: Texts): Chosen {
  const { t } = texts;
  const zone = readZone(asked.zone, place.planned.timeZone);
  if (zone === null) return problem(t('join.move.error.zone', { zone: place.planned.timeZone }));
  const startAt = readMoment(asked, zone);
  if (startAt === 'nothing') return { kind: 'nothing' };
  if (typeof startAt === 'string') return problem(t(`join.move.error.${startAt}`));
  const { earliestAt, latestAt } = place.range;
  if (startAt < place.now) return problem(t('join.move.error.past'));
  if (startAt < earliestAt || startAt > latestAt) {
    const earliest = texts.dateTime(earliestAt, zone);
    return problem(t('join.move.error.outside', { earliest, latest: texts.dateTime(latestAt, zone) }));
  }
  if (startAt === place.planned.startAt) return problem(t('join.move.error.same'));
  return { kind: 'chosen', schedule: { startAt, timeZone: zone } };
}

/** The appointment's own zone where none was sent; null for one that there is not. */
export function readZone(asked: unknown, planned: string): string | null {
  if (asked === undefined || asked === '') return planned;
  const zone = timeZone.safeParse(asked);
  return zone.success ? zone.data : null;
}

function readMoment({ at, start }: Asked, zone: string): EpochMs | 'nothing' | 'empty' | 'notATime' | 'skipped' {
  if (typeof at === 'string' && at !== '') return /^[0-9]{12,14}$/.test(at) ? Number(at) : 'notATime';
  if (start === undefined) return at === undefined ? 'nothing' : 'notATime';
  if (start === '') return 'empty';
  if (typeof start !== 'string') return 'notATime';
  const moment = momentOf(start, zone);
  if (moment === null) return 'notATime';
  // A change of clocks skips this minute: nobody could come then.
  return localTime(moment, zone) === start.slice(0, 16) ? moment : 'skipped';
}
