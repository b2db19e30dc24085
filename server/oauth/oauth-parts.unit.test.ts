import { parse as parseQuery } from 'node:querystring';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Answer } from '../../core/ports/answer.ts';
import type { AgentRef } from '../../core/session-request/values.ts';
import { HOME, returnPath } from '../sign-in/return-path.ts';
import { ASKED, authorizePath, LONGEST_PATH } from './authorize-path.ts';
import { patientFinder } from './find-agent.ts';
import { fitsChallenge, isChallenge } from './pkce.ts';
import { readAsked } from './read-authorize.ts';
import { isUsableRedirect, redirectsFor, withAnswer } from './redirects.ts';
import { isWholeScope } from './scope.ts';

const askedOf = (path: string) => readAsked(parseQuery(path.slice(path.indexOf('?') + 1)));

describe('the address of "Let the app act for you?"', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });
  const anything = fc.record(Object.fromEntries(ASKED.map((name) => [name, text])), { requiredKeys: [] });

  it('carries everything that was asked, letter by letter, through the sign-in and back', () => {
    fc.assert(
      fc.property(anything, (asks) => {
        const path = authorizePath(asks);
        fc.pre(path.length <= LONGEST_PATH);
        expect(returnPath(path)).toBe(path);
        expect(askedOf(path)).toEqual({ ...asks });
      }),
      { seed: 20_261_122 },
    );
  });

  it('keeps what forms and filters like to change', () => {
    const state = 'a\nb\r\nc  ..//\\ %2E+&=#?\u0000é🙂*~\'"()!';
    expect(askedOf(authorizePath({ state }))).toEqual({ state });
  });

  it.each([
    'https://evil.example/oauth/authorize?state=1',
    '//evil.example/oauth/authorize?state=1',
    '/oauth/authorize',
    '/oauth/authorize/../../join?state=1',
    '/oauth/authorize?redirect_uri=https://evil.example',
    '/oauth/authorize?state=a\nLocation:x',
    '/oauth/authorize?state=1#x',
    '/oauth/authorizer?state=1',
    '/oauth/token?state=1',
    `/oauth/authorize?state=${'x'.repeat(LONGEST_PATH)}`,
  ])('leads home when it is not as we write it: %j', (path) => {
    expect(returnPath(path)).toBe(HOME);
  });

  it('cannot be read when something stands in it twice, is too long or is broken', () => {
    expect(askedOf('?state=1&state=2')).toBeNull();
    expect(readAsked({ state: 'x'.repeat(LONGEST_PATH) })).toBeNull();
    expect(readAsked({ state: '\ud800' })).toBeNull();
    expect(readAsked({ state: '1', other: ['a', 'b'] })).toEqual({ state: '1' });
  });
});

describe('an address for the answer', () => {
  it("is the platform's own, and the developer's machine for test accounts only", () => {
    expect(redirectsFor('production', [])).toEqual(['https://oauth.freshdev.io/auth/callback']);
    expect(redirectsFor('test', [])).toContain('http://localhost:10001/auth/callback');
  });

  it.each(['https://platform.example/auth/callback', 'http://127.0.0.1:4001/auth/callback', 'http://[::1]:1/x'])(
    'may be added: %s',
    (address) => {
      expect(isUsableRedirect(address)).toBe(true);
    },
  );

  it.each([
    'http://platform.example/callback',
    'https://user@platform.example/callback',
    'https://platform.example/callback#x',
    'https://platform.example/a/../callback',
    'https://PLATFORM.example/callback',
    'javascript:alert(1)',
    'data:text/html,x',
    '/callback',
    '',
  ])('may not be added: %s', (address) => {
    expect(isUsableRedirect(address)).toBe(false);
  });

  it('keeps its own query, and gets what is there of the answer', () => {
    expect(withAnswer('https://a.example/b?c=d', { code: 'x y', state: null })).toBe(
      'https://a.example/b?c=d&code=x+y',
    );
  });
});

describe('a challenge', () => {
  // The pair of RFC 7636, appendix B.
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

  it('is met by its verifier and by nothing else', () => {
    expect(isChallenge(challenge)).toBe(true);
    expect(fitsChallenge(verifier, challenge)).toBe(true);
    for (const wrong of [`${verifier}x`, verifier.slice(1), challenge, '', null]) {
      expect([wrong, fitsChallenge(wrong, challenge)]).toEqual([wrong, false]);
    }
  });

  it('need not be, but then there is no verifier either: somebody took it out on the way', () => {
    expect([fitsChallenge(null, null), fitsChallenge(verifier, null)]).toEqual([true, false]);
  });
});

describe('the scope', () => {
  it.each([
    null,
    'sessions:read sessions:write',
    'sessions:write sessions:read',
    'sessions:read sessions:write sessions:read',
  ])('is whole as %j', (scope) => {
    expect(isWholeScope(scope)).toBe(true);
  });
  it.each([
    '',
    'sessions:read',
    'sessions:read  sessions:write',
    'sessions:read sessions:write admin',
    'SESSIONS:READ',
  ])('is not as %j', (scope) => {
    expect(isWholeScope(scope)).toBe(false);
  });
});

describe('asking the help desk who somebody is', () => {
  const mara: AgentRef = { id: '21', name: 'Mara', email: 'mara@kestrel.example' };
  const finder = (answers: readonly Answer<AgentRef | null>[], now = { ms: 0 }) => {
    const left = [...answers];
    const asked: string[] = [];
    const find = patientFinder(
      async (installationId, email) => {
        asked.push(`${installationId} ${email}`);
        return left.shift() ?? { kind: 'unknown', because: 'nothing is left' };
      },
      { now: () => now.ms },
    );
    return { find, asked };
  };
  const found: Answer<AgentRef | null> = { kind: 'done', value: mara };

  it('does not ask again within a minute for whom it found', async () => {
    const now = { ms: 0 };
    const { find, asked } = finder([found, found, found], now);
    for (const at of [0, 59_999, 60_000]) {
      now.ms = at;
      expect(await find('acme', 'mara@kestrel.example')).toEqual(found);
    }
    expect(asked).toHaveLength(2);
    await find('other', 'mara@kestrel.example');
    expect(asked).toHaveLength(3);
  });

  it('asks again at once for whom it did not find, and after trouble', async () => {
    const none: Answer<AgentRef | null> = { kind: 'done', value: null };
    const { find, asked } = finder([none, { kind: 'unknown', because: 'reset' }, found]);
    expect(await find('acme', 'm')).toEqual(none);
    expect(await find('acme', 'm')).toMatchObject({ kind: 'unknown' });
    expect(await find('acme', 'm')).toEqual(found);
    expect(asked).toHaveLength(3);
  });

  it('does not wait longer than a person would', async () => {
    const never = Promise.withResolvers<Answer<AgentRef | null>>();
    const find = patientFinder(() => never.promise, { now: () => 0 }, 20);
    expect(await find('acme', 'm')).toEqual({ kind: 'unknown', because: 'The help desk did not answer in time.' });
  });
});
