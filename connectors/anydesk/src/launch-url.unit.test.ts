import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { AnyDeskClient } from '../../../core/ports/installation.ts';
import { isClientPrefix } from './anydesk-id.ts';
import { LaunchFault } from './launch-fault.ts';
import { launchUrl } from './launch-url.ts';
import { readAddress } from './read-address.ts';

const KINDS = ['custom-1', 'custom-1-msi', 'custom-2', 'custom-2-msi'] as const;
const STRICT =
  /^(?:anydesk:|anydesk-[A-Za-z0-9]{1,32}:|anydesk:AnyDesk-(?:ad_)?[A-Za-z0-9]{1,32}(?:_msi)?:)(?:[1-9]\d{8,9}|[a-z0-9._][a-z0-9._-]{0,24}@[a-z0-9_][a-z0-9._-]{0,31})$/;

describe('the URL that starts the agent’s client', () => {
  it.each<[AnyDeskClient, string]>([
    [{ kind: 'standard' }, 'anydesk:123456789'],
    [{ kind: 'custom-1', prefix: 'abc12345' }, 'anydesk-abc12345:123456789'],
    [{ kind: 'custom-1-msi', prefix: 'abc12345' }, 'anydesk:AnyDesk-abc12345_msi:123456789'],
    [{ kind: 'custom-2', prefix: 'abc12345' }, 'anydesk:AnyDesk-ad_abc12345:123456789'],
    [{ kind: 'custom-2-msi', prefix: 'abc12345' }, 'anydesk:AnyDesk-ad_abc12345_msi:123456789'],
  ])('of %j is %s', (client, url) => {
    expect(launchUrl('123456789', client)).toBe(url);
  });

  it('takes an alias too', () => {
    expect(launchUrl('support@ad', { kind: 'standard' })).toBe('anydesk:support@ad');
  });
});

describe('a launch is refused', () => {
  it.each([
    ['for an address as people show it', '123 456 789'],
    ['for an alias in capitals', 'Support@ad'],
    ['for an option', '--with-password'],
    ['for an option after the address', '123456789 --with-password'],
    ['for the licence registration', '//register-license?key=abc'],
    ['for nothing', ''],
  ])('%s', (_what, address) => {
    expect(codeThrown(address, { kind: 'standard' })).toBe('anydesk-not-an-address');
  });

  it.each([
    ['an empty prefix', ''],
    ['a prefix with a space', 'abc 123'],
    ['a prefix with a colon', 'abc:1'],
    ['a prefix with an option', 'abc" --x'],
    ['the name around the prefix, not the prefix', 'ad_42f4937a'],
    ['a prefix of 33 characters', 'a'.repeat(33)],
    ['an AnyDesk ID in place of the prefix', '123456789'],
  ])('for %s', (_what, prefix) => {
    expect(KINDS.map((kind) => codeThrown('123456789', { kind, prefix }))).toEqual(
      KINDS.map(() => 'anydesk-not-a-prefix'),
    );
  });

  it('without repeating the hostile text, which would end in a log', () => {
    const hostile = '123456789 --with-password';
    expect(() => launchUrl(hostile, { kind: 'standard' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('--with-password') }),
    );
  });
});

describe('whatever address and prefix go in', () => {
  it('the launch is refused, or its URL has one of the five forms and names that address alone', () => {
    const seen = { built: 0, refused: 0 };
    fc.assert(
      fc.property(anyAddress(), anyClient(), (address, client) => {
        const result = tryLaunch(address, client);
        seen[typeof result === 'string' ? 'built' : 'refused'] += 1;
        return typeof result === 'string' ? isStrictLaunch(result, address) : isRightlyRefused(address, client);
      }),
      { seed: 20261122, numRuns: 3000 },
    );
    expect(seen.built).toBeGreaterThan(500);
    expect(seen.refused).toBeGreaterThan(500);
  });
});

function isStrictLaunch(url: string, address: string): boolean {
  return STRICT.test(url) && url.endsWith(`:${address}`) && readAddress(url) === address;
}

function isRightlyRefused(address: string, client: AnyDeskClient): boolean {
  return readAddress(address) !== address || (client.kind !== 'standard' && !isClientPrefix(client.prefix));
}

function anyAddress(): fc.Arbitrary<string> {
  const id = fc.integer({ min: 100_000_000, max: 9_999_999_999 }).map(String);
  const alias = fc
    .tuple(fc.stringMatching(/^[a-z0-9._][a-z0-9._-]{0,24}$/), fc.stringMatching(/^[a-z0-9_][a-z0-9._-]{0,31}$/))
    .map((parts) => parts.join('@'));
  return fc.oneof({ weight: 3, arbitrary: id }, { weight: 2, arbitrary: alias }, fc.string({ unit: 'binary' }));
}

function anyClient(): fc.Arbitrary<AnyDeskClient> {
  const prefix = fc.oneof(
    { weight: 4, arbitrary: fc.stringMatching(/^[A-Za-z0-9]{1,32}$/) },
    fc.stringMatching(/^[1-9]\d{7,10}$/),
    fc.string({ unit: 'binary' }),
  );
  return fc.oneof(
    fc.constant<AnyDeskClient>({ kind: 'standard' }),
    fc.record({ kind: fc.constantFrom(...KINDS), prefix }),
  );
}

function tryLaunch(address: string, client: AnyDeskClient): string | LaunchFault {
  try {
    return launchUrl(address, client);
  } catch (error) {
    if (error instanceof LaunchFault) return error;
    throw error;
  }
}

function codeThrown(address: string, client: AnyDeskClient): string {
  const result = tryLaunch(address, client);
  return typeof result === 'string' ? `no refusal: ${result}` : result.code;
}
