import type { Kysely } from 'kysely';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { Tables } from '../storage/tables.ts';

export type SmsCaps = { readonly mostPerHour: number; readonly mostPerDay: number };

export type CapReached = 'number' | 'hour' | 'day';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Whoever needs more than these has another problem than a lost message. */
export const MOST_PER_NUMBER = 3;
const NUMBER_WITHIN_MS = 10 * MINUTE_MS;

/** The limit that one more message would break; null when there is room. What may have been sent counts as sent. */
export async function capReached(
  db: Kysely<Tables>,
  numberHash: string,
  now: EpochMs,
  { mostPerHour, mostPerDay }: SmsCaps,
): Promise<CapReached | null> {
  const sentSince = async (since: EpochMs, number: string | null): Promise<number> => {
    const rows = db.selectFrom('sms_message').select((row) => row.fn.countAll<number>().as('count'));
    const recent = rows.where('at', '>', since);
    const found = await (number === null ? recent : recent.where('number_hash', '=', number)).executeTakeFirst();
    return found?.count ?? 0;
  };
  if ((await sentSince(now - NUMBER_WITHIN_MS, numberHash)) >= MOST_PER_NUMBER) return 'number';
  if ((await sentSince(now - HOUR_MS, null)) >= mostPerHour) return 'hour';
  return (await sentSince(now - 24 * HOUR_MS, null)) >= mostPerDay ? 'day' : null;
}
