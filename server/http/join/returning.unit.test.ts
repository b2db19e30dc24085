import { describe, expect, it } from '@jest/globals';
import { MAY, MAYS_ADDRESS } from '../../../test/builders/people.ts';
import { createKeyRing } from '../../secrets/key-ring.ts';
import { createDevices } from './devices.ts';
import { personOf } from './returning.ts';

const KEYS = createKeyRing(Buffer.alloc(32, 1));
const OTHER_KEYS = createKeyRing(Buffer.alloc(32, 2));
const HTTPS = 'https://support.example.com';

const sentBack = (cookies: readonly string[]): string => cookies.map((one) => one.split(';', 1)[0]).join('; ');

describe('whom a link was sent to', () => {
  const known = personOf({ installationId: 'acme', recipient: MAY });

  it('is the same person in any letter case and spacing', () => {
    const recipient = { ...MAY, name: ' may  LIN', email: 'May@Customer.example' };
    expect(personOf({ installationId: 'acme', recipient })).toBe(known);
  });

  it.each([
    ['account', { installationId: 'globex', recipient: MAY }],
    ['name', { installationId: 'acme', recipient: { ...MAY, name: 'April Lin' } }],
    ['e-mail', { installationId: 'acme', recipient: { ...MAY, email: 'april@customer.example' } }],
    ['phone', { installationId: 'acme', recipient: { ...MAY, phone: null } }],
  ])('is somebody else with another %s', (_what, other) => {
    expect(personOf(other)).not.toBe(known);
  });

  it('is nobody who could be known again where there is only a name', () => {
    expect(personOf({ installationId: 'acme', recipient: { ...MAY, email: null, phone: null } })).toBeNull();
  });

  it('cannot be mixed up by moving text from one point to the next', () => {
    const recipient = { name: 'a', email: 'b","c', phone: null };
    expect(personOf({ installationId: 'x', recipient })).not.toBe(
      personOf({ installationId: 'x', recipient: { name: 'a","b', email: 'c', phone: null } }),
    );
  });
});

describe('a browser in which somebody allowed access', () => {
  const devices = createDevices(KEYS, HTTPS);
  const device = sentBack(devices.known(undefined).cookies);
  const keep = (before: string, person: string | null, address = MAYS_ADDRESS): string => {
    const kept = devices.keepAddress(`${device}; ${before}`, address, person);
    return [device, sentBack(kept)].join('; ');
  };

  it('keeps it in cookies that no script, no other site and no plain connection can use', () => {
    const cookies = devices.keepAddress(device, MAYS_ADDRESS, 'may');
    expect(cookies.map((one) => one.split('=', 1)[0])).toEqual(['__Host-sr-address', '__Host-sr-known']);
    for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/);
    expect(cookies.join(' ')).not.toContain('may');
  });

  it('knows the address for this person alone', () => {
    const sent = keep('', 'may');
    expect(devices.addressAllowedBy(sent, 'may')).toBe(MAYS_ADDRESS);
    expect(devices.addressAllowedBy(sent, 'june')).toBeNull();
    expect(devices.addressOf(sent)).toBe(MAYS_ADDRESS);
  });

  it('knows four people at most, those who came last', () => {
    const people = ['a', 'b', 'c', 'd', 'a', 'e'];
    const sent = people.reduce((before, person) => keep(before, person), '');
    const known = ['a', 'b', 'c', 'd', 'e'].filter((person) => devices.addressAllowedBy(sent, person) !== null);
    expect(known).toEqual(['a', 'c', 'd', 'e']);
  });

  it('forgets who it was with an address that was allowed since', () => {
    const sent = keep(keep('', 'may'), 'june', '987654321');
    const both = `${device}; ${sent}`;
    expect(devices.addressAllowedBy(both, 'may')).toBeNull();
    expect(devices.addressAllowedBy(both, 'june')).toBe('987654321');
  });

  it('keeps the address alone for nobody in particular, and nothing without its own cookie', () => {
    expect(devices.keepAddress(device, MAYS_ADDRESS, null)).toHaveLength(1);
    expect(devices.keepAddress('', MAYS_ADDRESS, 'may')).toEqual([]);
  });

  it('is not made up with another key, without the prefix that binds a cookie to this host, or with too many marks', () => {
    const sent = keep('', 'may');
    expect(createDevices(OTHER_KEYS, HTTPS).addressAllowedBy(sent, 'may')).toBeNull();
    expect(devices.addressAllowedBy(sent.replaceAll('__Host-', ''), 'may')).toBeNull();
    expect(devices.addressAllowedBy(`${sent}${`.${'0'.repeat(26)}`.repeat(4)}`, 'may')).toBeNull();
    expect(devices.addressAllowedBy(undefined, 'may')).toBeNull();
  });
});
