import { describe, expect, it } from '@jest/globals';
import { authorization, checkAuthorization, contentHash, signToken } from './api-signature.ts';

const LICENCE = { licenseId: '1438129266231705', apiPassword: 'UYETICGU2CT3KES' };
const TIME = '1445440997';
const AUTH = { method: 'GET', resource: '/auth', body: '' };
const HEADER = 'AD 1438129266231705:1445440997:T2YsCOj2o3Rb79nLPUgx3Gl+nnw=';

describe('the token of a request', () => {
  it.each([
    ['the published sample', AUTH, 'T2YsCOj2o3Rb79nLPUgx3Gl+nnw='],
    [
      'one with a query',
      { method: 'GET', resource: '/sessions?cid=123456789&limit=10', body: '' },
      '0DR+CpWrST5JN9mBOpYOrwOfEkc=',
    ],
    [
      'one with a body',
      { method: 'POST', resource: '/sessions/900537412/action', body: '{"action":"close"}' },
      'O50mF/mfoG9xR5MU2/oX8RMFDlQ=',
    ],
  ])('of %s is as AnyDesk makes it', (_what, request, token) => {
    expect(signToken(request, TIME, LICENCE.apiPassword)).toBe(token);
  });

  it('signs the hash of an empty body too', () => {
    expect(contentHash('')).toBe('2jmj7l5rSw0yVb/vlWAYkK/YBwk=');
    expect(contentHash('{"action":"close"}')).toBe('kKOYWD8LrHpm5c+lWTuKNSIZeN8=');
  });

  it('goes into the header behind licence and time', () => {
    expect(authorization(AUTH, TIME, LICENCE)).toBe(HEADER);
  });
});

describe('an Authorization header', () => {
  const check = (header: string | undefined, request = AUTH, nowSeconds = 1445440997): boolean =>
    checkAuthorization(header, request, LICENCE, nowSeconds, 300).ok;

  it('is taken when everything fits, with the clock up to five minutes off either way', () => {
    expect(check(HEADER)).toBe(true);
    expect(check(HEADER, AUTH, 1445440997 + 300)).toBe(true);
    expect(check(HEADER, AUTH, 1445440997 - 300)).toBe(true);
  });

  it('is refused when the clock is further off', () => {
    expect(check(HEADER, AUTH, 1445440997 + 301)).toBe(false);
    expect(check(HEADER, AUTH, 1445440997 - 301)).toBe(false);
  });

  it.each([
    ['another method', { ...AUTH, method: 'DELETE' }],
    ['another path', { ...AUTH, resource: '/sysinfo' }],
    ['a query that was not signed', { ...AUTH, resource: '/auth?x=1' }],
    ['a body that was not signed', { ...AUTH, body: '{}' }],
  ])('is refused for %s', (_what, request) => {
    expect(check(HEADER, request)).toBe(false);
  });

  it.each([
    ['no header', undefined],
    ['another scheme', HEADER.replace('AD ', 'Bearer ')],
    ['another licence', HEADER.replace('1438129266231705', '1438129266231706')],
    ['a time that was not signed', HEADER.replace('1445440997', '1445440998')],
    ['a cut token', HEADER.slice(0, -4)],
    ['an empty token', 'AD 1438129266231705:1445440997:'],
    ['the password in place of the token', 'AD 1438129266231705:1445440997:UYETICGU2CT3KES='],
  ])('is refused with %s', (_what, header) => {
    expect(check(header)).toBe(false);
  });
});
