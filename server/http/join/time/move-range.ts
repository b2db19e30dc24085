import type { EpochMs, MoveLimits } from '../../../../core/session-request/values.ts';
import type { Opened } from '../open-link.ts';

const MINUTE_MS = 60_000;

/** Between which whole minutes the recipient may choose a start now; null when there is nothing to move, or nothing left to choose. */
export function moveRange({ request, installation, now }: Opened): MoveLimits | null {
  if (request.status !== 'Open' || request.schedule === null) return null;
  const latest = request.createdAt + installation.settings.lifecycle.longestExpiryMs;
  const earliestAt = Math.max(now, request.moveLimits?.earliestAt ?? now);
  const latestAt = Math.min(latest, request.moveLimits?.latestAt ?? latest);
  const range = { earliestAt: wholeMinute(earliestAt, Math.ceil), latestAt: wholeMinute(latestAt, Math.floor) };
  return range.earliestAt <= range.latestAt ? range : null;
}

function wholeMinute(at: EpochMs, round: (minutes: number) => number): EpochMs {
  return round(at / MINUTE_MS) * MINUTE_MS;
}
