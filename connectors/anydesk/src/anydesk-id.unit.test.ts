import { describe, expect, it } from '@jest/globals';
import { readAddress } from './read-address.ts';
import { showAddress } from './anydesk-id.ts';

describe('an address is shown', () => {
  it.each([
    ['123456789', '123 456 789'],
    ['1876365234', '1 876 365 234'],
    ['support@ad', 'support@ad'],
    ['4711@acme', '4711@acme'],
  ])('%s as %s, and reads back as itself', (address, shown) => {
    expect(showAddress(address)).toBe(shown);
    expect(readAddress(shown)).toBe(address);
  });
});
