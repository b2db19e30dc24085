import { describe, expect, it } from '@jest/globals';
import { createKeyRing } from '../../secrets/key-ring.ts';
import { LANGUAGES, texts } from '../../texts/texts.ts';
import { addressProblem } from './address-problem.ts';
import { readJoinForm } from './join-form.ts';
import { firstName } from './named.ts';
import { createPageNonces, PAGE_LASTS_MS } from './page-nonce.ts';
import { createPressChecks } from './press-check.ts';
import { visitorSystem } from './visitor-system.ts';

const NOW = Date.UTC(2026, 10, 24);
const KEYS = createKeyRing(Buffer.alloc(32, 1));
const OTHER_KEYS = createKeyRing(Buffer.alloc(32, 2));
const { t } = texts('en');

describe('the first name before the press', () => {
  it.each([
    ['Anna Ng', 'Anna'],
    ['Ng, Anna', 'Anna'],
    ['  Anna   Maria Ng', 'Anna'],
    ['anna.ng@desk.example', 'anna.ng'],
    ['王小明', '小明'],
    ['歐陽小明', '小明'],
    ['Anna', 'Anna'],
    ['', ''],
  ])('of %j is %j', (name, first) => {
    expect(firstName(name)).toBe(first);
  });
});

describe('an address that cannot be read', () => {
  it.each([
    ['', 'join.address.empty'],
    ['may@customer.example', 'join.address.mail'],
    ['https://anydesk.com/x', 'join.address.link'],
    ['192.168.1.20', 'join.address.network'],
    ['+886 912 345 678', 'join.address.phone'],
    ['555 123-4567', 'join.address.phone'],
    ['hello', 'join.address.other'],
  ] as const)('%j is explained: %s', (typed, key) => {
    expect(addressProblem(typed, texts('en'))).toBe(t(key));
  });

  it('tells how many digits were typed', () => {
    expect(addressProblem('123 456 7', texts('en'))).toBe(t('join.address.digits', { count: 7 }));
    expect(addressProblem('5', texts('en'))).toContain('1 digit.');
  });
});

describe('a page nonce', () => {
  const nonces = createPageNonces(KEYS);

  it('is fresh for half an hour, for its own request', () => {
    const nonce = nonces.make('request-1', NOW);
    expect(nonces.isFresh(nonce, 'request-1', NOW + PAGE_LASTS_MS)).toBe(true);
    expect(nonces.isFresh(nonce, 'request-1', NOW + PAGE_LASTS_MS + 1)).toBe(false);
    expect(nonces.isFresh(nonce, 'request-2', NOW)).toBe(false);
  });

  it('is another each time', () => {
    expect(nonces.make('request-1', NOW)).not.toBe(nonces.make('request-1', NOW));
  });

  it('made with another key, longer-lived by hand, or of another shape is not ours', () => {
    const [random = '', expires = '', mac = ''] = nonces.make('request-1', NOW).split('.');
    const later = (Number.parseInt(expires, 36) + 1).toString(36);
    const wrong = [
      `${random}.${later}.${mac}`,
      `${random}.${expires}`,
      '',
      'x'.repeat(80),
      `${random}.${expires}.${mac}x`,
    ];
    expect(wrong.map((nonce) => nonces.isFresh(nonce, 'request-1', NOW))).toEqual(wrong.map(() => false));
    expect(nonces.isFresh(createPageNonces(OTHER_KEYS).make('request-1', NOW), 'request-1', NOW)).toBe(false);
  });

  it('seals what the page showed, word for word', () => {
    const seal = nonces.seal('request-1', ['Anna Ng, Acme', '123456789', 'en']);
    expect(nonces.isSealOf(seal, 'request-1', ['Anna Ng, Acme', '123456789', 'en'])).toBe(true);
    expect(nonces.isSealOf(seal, 'request-1', ['Ben, Acme', '123456789', 'en'])).toBe(false);
    expect(nonces.isSealOf(seal, 'request-1', ['Anna Ng', ' Acme123456789', 'en'])).toBe(false);
    expect(nonces.isSealOf(seal, 'request-2', ['Anna Ng, Acme', '123456789', 'en'])).toBe(false);
    expect(nonces.isSealOf('', 'request-1', [])).toBe(false);
  });
});

describe('the word to type', () => {
  const checks = createPressChecks(KEYS);
  const pressed = { requestId: 'request-1', action: 'allow', values: { address: '123456789', consent: 'yes' } };

  it.each(LANGUAGES)('passes in any letter case, with spaces around and in full-width letters (%s)', (language) => {
    const { word, token } = checks.ask(pressed, NOW, texts(language));
    const wide = Array.from(word, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)).join('');
    for (const typed of [word, word.toLowerCase(), `  ${word} `, wide]) {
      expect(checks.passes(pressed, token, typed, NOW)).toBe(true);
    }
  });

  it('does not pass when it is another word, or comes too late', () => {
    const { word, token } = checks.ask(pressed, NOW, texts('en'));
    expect(checks.passes(pressed, token, `${word}X`, NOW)).toBe(false);
    expect(checks.passes(pressed, token, '', NOW)).toBe(false);
    expect(checks.passes(pressed, token, word, NOW + PAGE_LASTS_MS + 1)).toBe(false);
  });

  it('passes for this very press alone: not for another action, request or value', () => {
    const { word, token } = checks.ask(pressed, NOW, texts('en'));
    const others = [
      { ...pressed, action: 'deny' },
      { ...pressed, requestId: 'request-2' },
      { ...pressed, values: { ...pressed.values, address: '987654321' } },
      { ...pressed, values: {} },
    ];
    expect(others.map((other) => checks.passes(other, token, word, NOW))).toEqual(others.map(() => false));
  });

  it('is offered in many forms, each without a space', () => {
    for (const language of LANGUAGES) {
      const words = texts(language).t('press.words').split(' ');
      expect(new Set(words).size).toBeGreaterThanOrEqual(32);
    }
  });
});

describe('a browser in which the word was typed', () => {
  const checks = createPressChecks(KEYS);
  const cookie = checks.personCookie('request-1', NOW, 'https://support.example.com');
  const sent = cookie.split(';')[0] ?? '';

  it('is known by a cookie that no script and no other site can use', () => {
    expect(cookie).toMatch(/^__Host-sr-person=.*; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/);
    expect(checks.personCookie('request-1', NOW, 'http://127.0.0.1:3000')).not.toContain('__Host-');
  });

  it('is known for this request, for twelve hours', () => {
    expect(checks.isKnownPerson('request-1', `a=b; ${sent}; c=d`, NOW + 12 * 3_600_000)).toBe(true);
    expect(checks.isKnownPerson('request-1', sent, NOW + 12 * 3_600_000 + 1)).toBe(false);
    expect(checks.isKnownPerson('request-2', sent, NOW)).toBe(false);
  });

  it('is not known by a cookie made elsewhere', () => {
    const foreign = createPressChecks(OTHER_KEYS).personCookie('request-1', NOW, 'https://x.example').split(';')[0];
    expect(
      [undefined, '', 'sr-person=x', foreign].map((header) => checks.isKnownPerson('request-1', header, NOW)),
    ).toEqual([false, false, false, false]);
  });
});

describe('a form of the join page', () => {
  it.each([
    [{ nonce: ['a', 'b'] }],
    [{ role: 'admin' }],
    [{ consent: 'on' }],
    [{ outcome: 'no-show' }],
    [{ address: '1\u00002' }],
    [{ address: '1'.repeat(201) }],
    [{ __proto__: null, word: 'x'.repeat(61) }],
  ])('%j is not read', (body) => {
    expect(readJoinForm(body)).toBeNull();
  });

  it('that is empty is read as one that says nothing', () => {
    expect(readJoinForm(undefined)).toMatchObject({ nonce: '', consent: '', outcome: 'not-stated' });
  });

  it('takes an address with the marks that right-to-left pages put around a number, and none of other tricks of direction', () => {
    expect(readJoinForm({ address: '\u2068518 274 963\u2069' })).toMatchObject({ address: '518 274 963' });
    expect(readJoinForm({ address: '\u202e518 274 963' })).toBeNull();
  });
});

describe("the visitor's system", () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'macos'],
    ['Mozilla/5.0 (X11; Linux x86_64)', 'linux'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)', 'ios'],
    ['Mozilla/5.0 (Linux; Android 14)', 'android'],
    ['', 'other'],
  ])('of %j is %s', (userAgent, system) => {
    expect(visitorSystem(userAgent)).toBe(system);
  });
});
