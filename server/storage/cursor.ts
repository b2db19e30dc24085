import { z } from 'zod';

const LONGEST = 200;
const whole = z.int().nonnegative();

/** The place of the last row of a page: its sort value and what settles ties. Both are whole numbers. */
export type Place = { readonly sortAt: number; readonly serial: number };

/** Text that a caller hands back to get the next page. `list` keeps a cursor of one list from being used on another. */
export function writeCursor(list: string, place: Place): string {
  return Buffer.from(JSON.stringify([list, place.sortAt, place.serial])).toString('base64url');
}

/** Null for no cursor, and for anything that `writeCursor` did not make for this list. */
export function readCursor(list: string, cursor: string | null): Place | null {
  if (cursor === null || cursor.length > LONGEST) return null;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  const read = z.tuple([z.literal(list), whole, whole]).safeParse(value);
  return read.success ? { sortAt: read.data[1], serial: read.data[2] } : null;
}

const MOST = 100;

/** 1 to 100, whatever was asked for. */
export function pageLimit(limit: number): number {
  return Number.isInteger(limit) ? Math.min(Math.max(limit, 1), MOST) : MOST;
}
