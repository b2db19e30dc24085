import { describe, expect, it } from '@jest/globals';
import { isIdOf, isRecordId, longId } from './record-id.ts';

describe('a record id', () => {
  it.each([
    ['001A0000006Vm9r', '001A0000006Vm9rIAC'],
    ['500000000000000', '500000000000000AAA'],
    ['00D5g000000ABCd', '00D5g000000ABCdEAO'],
  ])('%s is %s in its long form', (short, long) => {
    expect(longId(short)).toBe(long);
    expect(longId(long)).toBe(long);
    expect(isRecordId(short) && isRecordId(long)).toBe(true);
  });

  it.each([
    '',
    '5005g00000000',
    '5005g0000000001AAB',
    "5005g000000000'",
    '5005g0000000001 ',
    '5005g000000000é',
    'x'.repeat(5000),
  ])('is not %j', (text) => {
    expect(isRecordId(text)).toBe(false);
  });

  it('tells what it belongs to', () => {
    expect([isIdOf('case', '5005g0000000001AAA'), isIdOf('user', '5005g0000000001AAA')]).toEqual([true, false]);
  });
});
