import { describe, expect, it } from '@jest/globals';
import { readSessionLink } from './read-session-link.ts';

describe('A link to a session that AnyDesk made', () => {
  it.each([
    ['https://my.anydesk.com/v2/session/abc?d=1', 'https://my.anydesk.com/v2/session/abc?d=1'],
    ['  <https://go.anydesk.com/x#y>  ', 'https://go.anydesk.com/x#y'],
    ['https://anydesk.com/?s=1', 'https://anydesk.com/?s=1'],
  ])('is read from %j', (pasted, link) => {
    expect(readSessionLink(pasted)).toBe(link);
  });

  it.each([
    ['http://my.anydesk.com/x', 'not encrypted'],
    ['https://anydesk.com.evil.example/x', 'another host'],
    ['https://notanydesk.com/x', 'another host that ends alike'],
    ['https://anydesk.com@evil.example/x', 'a user name that looks like the host'],
    ['https://user:secret@my.anydesk.com/x', 'a password in it'],
    ['https://my.anydesk.com:8443/x', 'another port'],
    ['https://my.anydesk.com/', 'the front page'],
    ['javascript:alert(1)//anydesk.com', 'a script'],
    ['anydesk:123456789', 'another scheme'],
    ['https://my.anydesk.com/a b', 'a space'],
    ['https://my.anydesk.com/a\nb', 'a line break'],
    [`https://my.anydesk.com/${'a'.repeat(600)}`, 'endless'],
    ['', 'nothing'],
  ])('is not %j: %s', (pasted) => {
    expect(readSessionLink(pasted)).toBeNull();
  });
});
