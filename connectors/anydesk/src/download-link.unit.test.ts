import { describe, expect, it } from '@jest/globals';
import { readDownloadHost, readDownloadLink } from './download-link.ts';

describe('a download link is accepted', () => {
  it.each([
    ['https://anydesk.com/en/downloads/windows', 'anydesk.com'],
    ['https://my.anydesk.com/v2/api/v2/custom-clients/downloads/public/ABCDEF012345/Help.exe', 'my.anydesk.com'],
    ['https://DOWNLOAD.AnyDesk.com/AnyDesk.dmg', 'download.anydesk.com'],
  ])('%s', (text, host) => {
    expect(readDownloadLink(text)).toEqual({ href: expect.stringContaining(`https://${host}/`), host });
  });

  it('on a host the admin added, in any case, and only on that one', () => {
    const extra = ['Files.Example.com'];
    expect(readDownloadLink('https://files.example.com/a.exe', extra)?.host).toBe('files.example.com');
    expect(readDownloadLink('https://other.example.com/a.exe', extra)).toBeNull();
    expect(readDownloadLink('https://x.files.example.com/a.exe', extra)).toBeNull();
  });
});

describe('a download link is refused', () => {
  it.each([
    ['without https', 'http://anydesk.com/a.exe'],
    ['on a host that only ends alike', 'https://evilanydesk.com/a.exe'],
    ['on a host that only begins alike', 'https://anydesk.com.evil.example/a.exe'],
    ['with the real name as its user', 'https://anydesk.com@evil.example/a.exe'],
    ['with a user', 'https://user@anydesk.com/a.exe'],
    ['with a password', 'https://:pw@anydesk.com/a.exe'],
    ['on another port', 'https://anydesk.com:8443/a.exe'],
    ['with a dot after the host', 'https://anydesk.com./a.exe'],
    ['on a look-alike host', 'https://аnydesk.com/a.exe'],
    ['as a script', 'javascript:alert(1)//anydesk.com'],
    ['as data', 'data:text/html,anydesk.com'],
    ['without a host', 'https:///a.exe'],
    ['as plain text', 'anydesk.com'],
  ])('%s', (_what, text) => {
    expect(readDownloadLink(text)).toBeNull();
  });

  it.each([
    ['a wildcard', '*.example.com'],
    ['a whole address', 'https://files.example.com'],
    ['an IP address', '10.0.0.1'],
    ['a single word', 'com'],
    ['a path', 'files.example.com/x'],
    ['nothing', ''],
  ])('whatever the admin added when that was %s', (_what, extra) => {
    expect(readDownloadHost(extra)).toBeNull();
    expect(readDownloadLink('https://files.example.com/a.exe', [extra])).toBeNull();
  });
});
