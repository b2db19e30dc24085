import { describe, expect, it } from '@jest/globals';
import { readNextPage } from './next-page.ts';

const BASE = new URL('https://acme.freshservice.com/api/v2/');
const read = (header: string | null) => readNextPage(header, BASE);

describe('the next page of a list', () => {
  it.each([null, '', '<https://acme.freshservice.com/api/v2/tickets?page=1>; rel="prev"', 'nonsense', '<>'])(
    'is none when the header is %p',
    (header) => {
      expect(read(header)).toEqual({ kind: 'none' });
    },
  );

  it.each([
    '<https://acme.freshservice.com/api/v2/tickets?page=2>; rel="next"',
    '<https://acme.freshservice.com/api/v2/tickets?page=2>;rel=next',
    '</api/v2/tickets?page=2>; rel="next"',
    '<https://acme.freshservice.com/api/v2/tickets?page=9>; rel="last", <https://acme.freshservice.com/api/v2/tickets?page=2>; title="a, b"; rel="next"',
    '<https://acme.freshservice.com/api/v2/tickets?page=2>; REL="prefetch next"',
  ])('is read from %p', (header) => {
    const page = read(header);
    expect(page).toMatchObject({ kind: 'page' });
    expect(page.kind === 'page' ? page.url.href : '').toBe('https://acme.freshservice.com/api/v2/tickets?page=2');
  });

  it.each([
    ['https://evil.example/api/v2/tickets?page=2', 'another host'],
    ['//evil.example/api/v2/tickets', 'another host without a scheme'],
    ['https://acme.freshservice.com:8443/api/v2/tickets', 'another port'],
    ['http://acme.freshservice.com/api/v2/tickets', 'another scheme'],
    ['https://acme.freshservice.com.evil.example/api/v2/', 'a host that begins like ours'],
    ['https://key:X@acme.freshservice.com/api/v2/tickets', 'credentials'],
    ['https://acme.freshservice.com/logout', 'another part of the site'],
    ['https://acme.freshservice.com/api/v2/../../logout', 'a way out of the interface'],
    ['javascript:alert(1)', 'no address of the web'],
    ['https://', 'no address at all'],
  ])('%p is refused: %s', (target) => {
    expect(read(`<${target}>; rel="next"`)).toEqual({ kind: 'refused' });
  });
});
