import { StorageFault } from './fault.ts';

/** What may be bound to a query on either engine. Times are epoch milliseconds, flags 0 or 1, JSON is text. */
export type Bindable = string | number | bigint | null | Uint8Array;

/**
 * Throws `parameter-refused` for anything but a `Bindable`. node:sqlite would read a leading `Date` as a bag of named parameters and
 * silently shift the others; a boolean is 0 or 1 on SQLite and an error on PostgreSQL.
 */
export function checkBindable(values: readonly unknown[]): asserts values is readonly Bindable[] {
  for (const value of values) if (!isBindable(value)) throw refusal(value);
}

function isBindable(value: unknown): value is Bindable {
  if (typeof value === 'string' || typeof value === 'bigint' || value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  return Object.prototype.toString.call(value) === '[object Uint8Array]';
}

function refusal(value: unknown): StorageFault {
  const kind = typeof value === 'number' ? 'a number that is not finite' : Object.prototype.toString.call(value);
  return new StorageFault('parameter-refused', `Only text, finite numbers, bytes and null can be stored, not ${kind}.`);
}
