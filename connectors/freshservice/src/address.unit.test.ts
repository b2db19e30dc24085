import { describe, expect, it } from '@jest/globals';
import { readFreshserviceAddress } from './address.ts';

const read = (text: string, allowLoopback = false) => readFreshserviceAddress(text, { allowLoopback });

describe('the address of a Freshservice account', () => {
  it.each([
    'acme',
    ' Acme ',
    'acme.freshservice.com',
    'ACME.FRESHSERVICE.COM',
    'https://acme.freshservice.com',
    'https://acme.freshservice.com/',
    'https://acme.freshservice.com/a/tickets/42?current_tab=details#notes',
  ])('is read from %p', (text) => {
    expect(read(text)).toEqual({ ok: true, origin: 'https://acme.freshservice.com' });
  });

  it('may have digits and hyphens in its name', () => {
    expect(read('acme-2-support')).toEqual({ ok: true, origin: 'https://acme-2-support.freshservice.com' });
  });

  it.each([
    ['user:secret@acme.freshservice.com', 'a user name in it'],
    ['https://acme.freshservice.com@evil.example', 'another host after an @'],
    ['https://evil.example/acme.freshservice.com', 'ours only in the path'],
    ['https://evil.example?x=.freshservice.com', 'ours only in the query'],
    ['https://evil.example#.freshservice.com', 'ours only in the fragment'],
    ['https://acme.freshservice.com:8443', 'a port'],
    ['acme.freshservice.com.', 'a dot at the end'],
    ['acme.freshservice.com.evil.example', 'ours as the beginning of another host'],
    ['acme.freshservice.co', 'another domain'],
    ['acme.freshdesk.com', 'the sibling product'],
    ['acmefreshservice.com', 'a missing dot'],
    ['a.b.freshservice.com', 'two names'],
    ['freshservice.com', 'no name'],
    ['.freshservice.com', 'an empty name'],
    ['-acme.freshservice.com', 'a leading hyphen'],
    ['xn--acm-epa.freshservice.com', 'a name that shows as other letters'],
    ['acmé.freshservice.com', 'letters beyond ASCII'],
    ['аcme.freshservice.com', 'a Cyrillic look-alike'],
    ['acme.freshservice\u3002com', 'an ideographic full stop'],
    ['acme.fre\u017fhservice.com', 'a long s that upper-cases to S'],
    ['127.0.0.1', 'a number'],
    ['http://127.0.0.1:8080', 'a loopback address where none is allowed'],
    ['https://[::1]', 'an IPv6 address'],
    ['https:\\\\acme.freshservice.com', 'backslashes'],
    ['https://acme.freshservice.com\\@evil.example', 'a backslash'],
    ['https://acme.freshservice.com/\n', 'nothing hidden: the break at the end is trimmed', true],
    ['https://acme.freshservice.com/a b', 'a space'],
    ['ac\tme.freshservice.com', 'a tab that a URL parser would drop'],
    ['javascript:acme', 'another scheme'],
    ['//acme.freshservice.com', 'no scheme'],
    ['a'.repeat(64), 'a name longer than a host name allows'],
  ])('%p is judged by %s', (text, _why, accepted = false) => {
    expect(read(text).ok).toBe(accepted);
  });

  it('must be https', () => {
    expect(read('http://acme.freshservice.com')).toMatchObject({ ok: false, reason: 'not-https' });
  });

  it('may not be empty', () => {
    expect(read('  ')).toMatchObject({ ok: false, reason: 'empty' });
  });

  describe('where loopback is allowed, for the fake help desk', () => {
    it.each(['http://127.0.0.1:4100', 'http://127.0.0.1:4100/', 'http://127.0.0.1:4100/api/v2'])('takes %p', (text) => {
      expect(read(text, true)).toEqual({ ok: true, origin: 'http://127.0.0.1:4100' });
    });

    it.each([
      'http://127.0.0.1',
      'http://127.0.0.1:99999',
      'http://127.0.0.1:0',
      'http://localhost:4100',
      'http://127.0.0.2:4100',
      'http://127.0.0.1:4100@evil.example',
      'http://127.0.0.1:4100.evil.example',
      'http://192.168.0.1:4100',
    ])('still refuses %p', (text) => {
      expect(read(text, true).ok).toBe(false);
    });

    it('still takes a real account', () => {
      expect(read('acme', true).ok).toBe(true);
    });
  });
});
