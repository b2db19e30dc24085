import { Refusal } from './refusal.ts';

/** A query that is wrong, or that this org cannot answer: never answered as if part of it were not there. */
export function malformed(message: string): never {
  throw new Refusal(400, 'MALFORMED_QUERY', message);
}

export function invalidField(message: string): never {
  throw new Refusal(400, 'INVALID_FIELD', message);
}
