import { describe, expect, it } from '@jest/globals';
import { isPublicHttps } from './is-public-https.ts';

describe('An address that the servers of a help desk could call', () => {
  it.each(['https://support.example.com', 'https://support.example.com:443/', 'https://a-b.xn--p1ai'])(
    'is %s',
    (address) => {
      expect(isPublicHttps(address)).toBe(true);
    },
  );

  it.each([
    'http://support.example.com',
    'https://support.example.com:8443',
    'https://localhost',
    'https://desk.local',
    'https://192.0.2.7',
    'https://[2001:db8::7]',
    'https://intranet',
  ])('is not %s', (address) => {
    expect(isPublicHttps(address)).toBe(false);
  });
});
