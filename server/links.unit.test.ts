import { describe, expect, it } from '@jest/globals';
import { createLinks } from './links.ts';
import { createKeyRing } from './secrets/key-ring.ts';

const ID = '2mkzpxcfv6xq9bctex5ez6q3pr';
const OTHER_ID = 'zfjcadqkgek6b1axnzkkwhefzm';
const links = createLinks(createKeyRing(Buffer.alloc(32, 1)), 'https://support.example.com');
const request = (id = ID, linkGeneration = 0) => ({ id, linkGeneration });
const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';
const TOKEN = tokenOf(links.joinUrl(request()));

describe('A join link', () => {
  it('is an address of ours with the request in it, the same each time', () => {
    expect(links.joinUrl(request())).toMatch(/^https:\/\/support\.example\.com\/join\/[0-9a-z]{58}$/);
    expect(links.joinUrl(request())).toBe(links.joinUrl(request()));
    expect(links.requestIdOf(TOKEN)).toBe(ID);
  });

  it('opens its request', () => expect(links.opens(TOKEN, request())).toBe(true));

  it('does not open another request, nor its own when that is gone', () => {
    expect(links.opens(TOKEN, request(OTHER_ID))).toBe(false);
    expect(links.opens(TOKEN, null)).toBe(false);
  });

  it('dies when a newer one is made, and does not come alive with later ones', () => {
    for (const generation of [1, 2, 10]) expect(links.opens(TOKEN, request(ID, generation))).toBe(false);
    const newer = tokenOf(links.joinUrl(request(ID, 1)));
    expect([links.opens(newer, request(ID, 1)), links.opens(newer, request(ID, 0))]).toEqual([true, false]);
  });

  it('does not mix up request 1, generation 11 with request 11, generation 1', () => {
    const [a, b] = [tokenOf(links.joinUrl(request(ID, 11))), tokenOf(links.joinUrl(request(ID, 1)))];
    expect(a).not.toBe(b);
  });

  it('cannot be made from a stolen database: under another key it is another link', () => {
    const elsewhere = createLinks(createKeyRing(Buffer.alloc(32, 2)), 'https://support.example.com');
    expect(elsewhere.opens(TOKEN, request())).toBe(false);
  });

  it('does not open with any one character changed, cut off or added', () => {
    const changed = Array.from(
      TOKEN,
      (char, at) => TOKEN.slice(0, at) + (char === '0' ? '1' : '0') + TOKEN.slice(at + 1),
    );
    const wrong = [...changed, TOKEN.slice(0, -1), `${TOKEN}0`, `${TOKEN} `, TOKEN.toUpperCase(), '', ' '.repeat(58)];
    expect(wrong.filter((token) => links.opens(token, request()))).toEqual([]);
  });

  it.each(['', 'short', 'x'.repeat(10_000), '../../etc/passwd', `${TOKEN}/`, `${TOKEN}\n`, TOKEN.toUpperCase(), '%00'])(
    'that cannot be ours claims no request: %j',
    (token) => {
      expect(links.requestIdOf(token)).toBeNull();
    },
  );

  it('shares nothing with the address of the connect page', () => {
    expect(links.connectUrl(ID)).toBe(`https://support.example.com/connect/${ID}`);
  });
});
