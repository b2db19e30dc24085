import { describe, expect, it } from '@jest/globals';
import { CLOUD_API, readApiAddress } from './api-address.ts';

const read = (text: string, allowLoopback = false) => readApiAddress(text, { allowLoopback });

describe('the address of the REST API', () => {
  it.each(['', '  '])('is the cloud where none is given (%j)', (text) => {
    expect(read(text)).toEqual({ ok: true, origin: CLOUD_API });
  });

  it.each([
    ['https://anydesk.example.com', 'https://anydesk.example.com:8081'],
    ['anydesk.example.com', 'https://anydesk.example.com:8081'],
    [' AnyDesk.Example.com:9000/ ', 'https://anydesk.example.com:9000'],
    ['https://v1.api.anydesk.com:8081', CLOUD_API],
    ['https://appliance', 'https://appliance:8081'],
  ])('of an on-premises server is read from %j', (text, origin) => {
    expect(read(text)).toEqual({ ok: true, origin });
  });

  it.each([
    ['http://anydesk.example.com:8081', 'not-https'],
    ['HTTP://anydesk.example.com', 'not-https'],
    ['https://user:secret@anydesk.example.com', 'not-an-address'],
    ['https://anydesk.example.com/path', 'not-an-address'],
    ['https://anydesk.example.com?x=1', 'not-an-address'],
    ['https://anydesk.example.com#x', 'not-an-address'],
    ['https://anydesk.example.com:99999', 'not-an-address'],
    ['https://anydesk.example.com.', 'not-an-address'],
    ['https://anydesk..com', 'not-an-address'],
    ['https://xn--anydsk-kva.com', 'not-an-address'],
    ['https://аnydesk.com', 'not-an-address'],
    ['https://anydesk.com\\@evil.example', 'not-an-address'],
    ['https://any desk.com', 'not-an-address'],
    ['ftp://anydesk.example.com', 'not-an-address'],
    ['javascript:alert(1)', 'not-an-address'],
    ['http://127.0.0.1:8081', 'not-https'],
  ])('%j is refused: %s', (text, reason) => {
    expect(read(text)).toMatchObject({ ok: false, reason });
  });

  it('may be one on this machine where that is allowed, and no other without https', () => {
    expect(read('http://127.0.0.1:4711', true)).toEqual({ ok: true, origin: 'http://127.0.0.1:4711' });
    expect(read('http://127.0.0.1:99999', true).ok).toBe(false);
    expect(read('http://192.168.0.1:4711', true)).toMatchObject({ reason: 'not-https' });
  });
});
