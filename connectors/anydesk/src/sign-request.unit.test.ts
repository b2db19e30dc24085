import { describe, expect, it } from '@jest/globals';
import { authorization, signature } from './sign-request.ts';

const LICENCE = { licenseId: '1438129266231705', apiPassword: 'UYETICGU2CT3KES' };
const AT = 1_445_440_997;

describe('the signature of a request', () => {
  it.each([
    ['GET', '/auth', '', 'T2YsCOj2o3Rb79nLPUgx3Gl+nnw='],
    ['GET', '/sessions?cid=123456789&limit=10', '', '0DR+CpWrST5JN9mBOpYOrwOfEkc='],
    ['POST', '/sessions/900537412/action', '{"action":"close"}', 'O50mF/mfoG9xR5MU2/oX8RMFDlQ='],
  ])('of %s %s %s is %s', (method, resource, body, token) => {
    expect(signature({ method, resource, body }, AT, LICENCE.apiPassword)).toBe(token);
  });

  it('covers every part of the request', () => {
    const request = { method: 'GET', resource: '/sessions?limit=10', body: '' };
    const sign = (change: Partial<typeof request>, at = AT, password = LICENCE.apiPassword) =>
      signature({ ...request, ...change }, at, password);
    const tokens = [
      sign({}),
      sign({ method: 'POST' }),
      sign({ resource: '/sessions?limit=11' }),
      sign({ resource: '/sessions' }),
      sign({ body: ' ' }),
      sign({}, AT + 1),
      sign({}, AT, 'another'),
    ];
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  it('stands in the header with licence and time, and without the password', () => {
    const header = authorization({ method: 'get', resource: '/auth', body: '' }, AT, LICENCE);
    expect(header).toBe('AD 1438129266231705:1445440997:T2YsCOj2o3Rb79nLPUgx3Gl+nnw=');
  });
});
