import type { EpochMs, Schedule } from '../../../../core/session-request/values.ts';
import type { PageLanguage } from '../../../pages/page-language.ts';
import { localTime } from '../../console/local-time.ts';
import type { Reply } from '../../reply.ts';
import type { JoinDeps } from '../join-deps.ts';
import type { JoinPages } from '../join-page.ts';
import type { Opened } from '../open-link.ts';
import { moveRange } from './move-range.ts';
import { type Asked, readChosen, readZone } from './read-chosen.ts';
import { suggestTimes } from './suggest-times.ts';

export type TimeDeps = Pick<JoinDeps, 'requests'>;

/** More appointments ahead than this are not looked at. */
const MOST_AHEAD = 100;

/** Choosing another time, or the question whether the chosen one is right; null when there is nothing to choose. Changes nothing. */
export async function timePage(
  deps: TimeDeps,
  pages: JoinPages,
  opened: Opened,
  language: PageLanguage,
  asked: Asked,
): Promise<Reply | null> {
  const range = moveRange(opened);
  const planned = opened.request.schedule;
  if (range === null || planned === null) return null;
  const chosen = readChosen(asked, { range, now: opened.now, planned }, language.texts);
  if (chosen.kind === 'chosen') return pages.aside('move-check', opened, language, checkView(planned, chosen.schedule));
  const zone = readZone(asked.zone, planned.timeZone) ?? planned.timeZone;
  const slots = suggestTimes({
    now: opened.now,
    range,
    hours: opened.installation.settings.lifecycle.workingHours,
    timeZone: zone,
    taken: await takenStarts(deps, opened),
  });
  const typed = typeof asked.start === 'string' ? asked.start.slice(0, 16) : '';
  return pages.aside('move-time', opened, language, {
    range,
    moveZone: zone,
    least: localTime(range.earliestAt, zone),
    most: localTime(range.latestAt, zone),
    typed: typed === '' ? localTime(slots[0] ?? range.earliestAt, zone) : typed,
    problem: chosen.kind === 'problem' ? chosen.problem : null,
    slots: slots.map((at) => ({ at })),
  });
}

function checkView(planned: Schedule, chosen: Schedule): object {
  return {
    before: { at: planned.startAt, zone: planned.timeZone },
    after: { at: chosen.startAt, zone: chosen.timeZone },
  };
}

/** When the agent is busy already, as far as appointments tell; and the one that does not suit. */
async function takenStarts({ requests }: TimeDeps, { request, now }: Opened): Promise<readonly EpochMs[]> {
  const own = request.schedule === null ? [] : [request.schedule.startAt];
  const { assignee } = request;
  if (assignee.kind !== 'agent') return own;
  const { items } = await requests.list({
    list: 'upcoming',
    now,
    installationId: request.installationId,
    search: '',
    visibleTo: { kind: 'everything' },
    page: { cursor: null, limit: MOST_AHEAD },
  });
  const others = items.filter(
    ({ request: other }) => other.assignee.kind === 'agent' && other.assignee.agent.id === assignee.agent.id,
  );
  return [...own, ...others.flatMap(({ request: other }) => other.schedule?.startAt ?? [])];
}
