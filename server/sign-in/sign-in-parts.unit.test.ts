import { describe, expect, it } from '@jest/globals';
import { signInCookie } from './cookie.ts';
import { networkOf } from './network-of.ts';
import { passwordProblem } from './password-rules.ts';
import { HOME, returnPath } from './return-path.ts';
import { takeTurns } from './take-turns.ts';
import { THROTTLE_RULES, waitAfter } from './throttle-rules.ts';

const TOKEN = '0123456789abcdefghjkmnpqrstvwxyz';

describe('the cookie of a sign-in', () => {
  it('on https belongs to this very host, and no script reads it', () => {
    const cookie = signInCookie(true);
    expect(cookie.set(TOKEN, 60)).toBe(`__Host-sr=${TOKEN}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure`);
    expect(cookie.clear()).toContain('Max-Age=0');
  });

  it('on this machine itself has a name that plain http can carry', () => {
    expect(signInCookie(false).set(TOKEN, 60)).toBe(`sr-local=${TOKEN}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax`);
  });

  it('is read among others', () => {
    expect(signInCookie(true).read(`a=b; __Host-sr=${TOKEN}; c`)).toBe(TOKEN);
  });

  it.each([
    ['twice, one of them planted', `__Host-sr=${TOKEN}; __Host-sr=${TOKEN.toUpperCase()}`],
    ['of another form', '__Host-sr=../../etc'],
    ['under another name', `sr-local=${TOKEN}`],
    ['absent', undefined],
  ])('is not believed when it comes %s', (_, header) => {
    expect(signInCookie(true).read(header)).toBeNull();
  });
});

describe('a new password', () => {
  it('needs 12 characters, counted as people count them', () => {
    expect(passwordProblem('elevenchars', 'a@b.example')).toBe('too-short');
    expect(passwordProblem('twelve chars', 'a@b.example')).toBeNull();
    expect(passwordProblem('🙂'.repeat(11), 'a@b.example')).toBe('too-short');
  });

  it('needs no digits, capitals or signs', () => {
    expect(passwordProblem('all small letters here', 'a@b.example')).toBeNull();
  });

  it('must not be the mail address', () => {
    expect(passwordProblem('Mara.Lindqvist@kestrel.example', 'mara.lindqvist@kestrel.example')).toBe('is-email');
  });

  it('must have an end, and no broken characters', () => {
    expect(passwordProblem('x'.repeat(201), 'a@b.example')).toBe('too-long');
    expect(passwordProblem('twelve chars\u0000', 'a@b.example')).toBe('broken');
    expect(passwordProblem('twelve chars\ud800', 'a@b.example')).toBe('broken');
  });
});

describe('the wait after wrong passwords', () => {
  const rule = THROTTLE_RULES.accountFromNetwork;

  it('is nothing for somebody who mistypes a few times', () => {
    expect([1, 2, 3, 4].map((failures) => waitAfter(failures, rule))).toEqual([0, 0, 0, 0]);
  });

  it('then doubles up to a limit', () => {
    expect([5, 6, 7].map((failures) => waitAfter(failures, rule))).toEqual([2000, 4000, 8000]);
    expect(waitAfter(1_000_000, rule)).toBe(15 * 60_000);
  });

  it('never locks an owner out of his account for long, whoever else is guessing', () => {
    expect(waitAfter(1_000_000, THROTTLE_RULES.account)).toBeLessThanOrEqual(20_000);
  });
});

describe('the network that wrong passwords are counted for', () => {
  it('is the address itself for IPv4, also when it comes in IPv6 clothes', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
  });

  it('is the /64 for IPv6, however it is written', () => {
    expect(networkOf('2001:db8:0:1::5')).toBe('2001:db8:0:1::/64');
    expect(networkOf('2001:0DB8:0000:0001:ffff:0:0:9')).toBe('2001:db8:0:1::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  });

  it('is one common network for what is no address', () => {
    expect(networkOf('not an address')).toBe('unknown');
  });
});

describe('the way back after signing in', () => {
  it.each(['/console/requests?list=past&search=a%20b', '/connect/0123456789abcdefghjkmnpqrs', '/console'])(
    'leads to our page %s',
    (path) => {
      expect(returnPath(path)).toBe(path);
    },
  );

  it.each([
    'https://evil.example/',
    '//evil.example/console',
    '/\\evil.example',
    '/console/../join/x',
    '/console//evil.example',
    '/join/token',
    '/console\nSet-Cookie: a=b',
    'javascript:alert(1)',
    '/console/requests#x',
    '',
    undefined,
    ['/console'],
  ])('leads home instead of to %j', (path) => {
    expect(returnPath(path)).toBe(HOME);
  });
});

describe('password checks', () => {
  it('run few at a time, in the order they came, and turn the rest away', async () => {
    const inTurn = takeTurns(1, 1);
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = inTurn(async () => {
      await gate.promise;
      order.push('first');
    });
    const second = inTurn(async () => {
      order.push('second');
    });
    await expect(inTurn(async () => order.push('third'))).rejects.toMatchObject({ code: 'too-many-waiting' });
    gate.resolve();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('give their place on when one of them fails', async () => {
    const inTurn = takeTurns(1, 1);
    await expect(inTurn(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await inTurn(async () => 'fine')).toBe('fine');
  });
});
