import { randomInt } from 'node:crypto';
import type { Clock, Ids } from '../core/ports/world.ts';
import { PHRASE_WORDS } from './phrase-words.ts';
import { newId } from './secrets/secret-token.ts';

export const systemClock: Clock = { now: () => Date.now() };

export const randomIds: Ids = {
  requestId: newId,
  phrase: () => `${pick(PHRASE_WORDS.first)} ${pick(PHRASE_WORDS.second)}`,
};

function pick(words: readonly string[]): string {
  const word = words[randomInt(words.length)];
  if (word === undefined) throw new Error('the list of words is empty');
  return word;
}
