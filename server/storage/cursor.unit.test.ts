import { describe, expect, it } from '@jest/globals';
import { pageLimit, readCursor, writeCursor } from './cursor.ts';

const PLACE = { sortAt: 1_768_208_400_000, serial: 123 };

describe('a cursor', () => {
  it('leads back to its place, in its own list only', () => {
    const cursor = writeCursor('past', PLACE);
    expect(readCursor('past', cursor)).toEqual(PLACE);
    expect(readCursor('active', cursor)).toBeNull();
    expect(cursor).toMatch(/^[\w-]+$/);
  });

  it.each([
    null,
    '',
    '%',
    'bnVsbA',
    encode('{}'),
    encode('["past",1]'),
    encode('["past",1,1,1]'),
    encode('["past",-1,1]'),
    encode('["past",1e400,1]'),
    encode('["past",1.5,1]'),
    'A'.repeat(100_000),
  ])('that we did not make is no place (%#)', (cursor) => {
    expect(readCursor('past', cursor)).toBeNull();
  });
});

describe('the length of a page', () => {
  it.each([
    [1, 1],
    [25, 25],
    [100, 100],
    [101, 100],
    [0, 1],
    [-5, 1],
    [2.5, 100],
    [Number.NaN, 100],
  ])('asked for as %p is %p', (asked, given) => {
    expect(pageLimit(asked)).toBe(given);
  });
});

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}
