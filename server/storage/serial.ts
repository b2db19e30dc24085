import { StorageFault } from './fault.ts';

const NUMBER = /^RS-(\d{6,15})$/;
const DIGITS = 6;

/** `RS-000123` for 123. */
export function numberOf(serial: number): string {
  return `RS-${String(serial).padStart(DIGITS, '0')}`;
}

/** 123 for `RS-000123`; null for anything that is not a number of ours. */
export function serialOf(number: string): number | null {
  const digits = NUMBER.exec(number)?.[1];
  if (digits === undefined) return null;
  const serial = Number(digits);
  return numberOf(serial) === number ? serial : null;
}

/** As `serialOf`, for requests that are about to be stored. */
export function serialToStore(number: string): number {
  const serial = serialOf(number);
  if (serial === null)
    throw new StorageFault('number-unreadable', 'A request has a number that the store did not give out.');
  return serial;
}
