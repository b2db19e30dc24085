import { describe, expect, it } from '@jest/globals';
import { phoneNumber } from './outside-text.ts';

describe('A phone number from outside', () => {
  it.each([
    ['+31 6 5550 0142', '+31655500142'],
    ['0031 (6) 5550-0142', '+31655500142'],
    ['＋３１　６　５５５０　０１４２', '+31655500142'],
    ['\u202a+31 6 5550 0142\u202c', '+31655500142'],
    ['tel:+31-6-5550-0142', '+31655500142'],
    ['０９１２ ３４５ ６７８', '0912345678'],
  ])('is read from %j', (typed, read) => {
    expect(phoneNumber.parse(typed)).toBe(read);
  });

  it.each([
    '',
    '12',
    'call me',
    '+1 555 CALL NOW',
    '+31655500142, +31655500143',
    '+31 6 5550 0142 ext 12',
    '+31655500142 😀',
  ])('is refused when it is %j', (typed) => {
    expect(phoneNumber.safeParse(typed).success).toBe(false);
  });
});
