import type { NotDone } from '../../../core/ports/answer.ts';
import { invalid } from '../../shared/answers.ts';

/** Ids become parts of an address, and come from outside: only a whole number that is exact in JSON passes. */
export function isRecordId(text: string): boolean {
  return /^[1-9]\d{0,14}$/.test(text);
}

/** The refusal for an id that Freshservice cannot have given out. */
export function notARecordId(what: string): NotDone {
  return invalid(`This is not the id of a Freshservice ${what}.`);
}
