import { describe, expect, it } from '@jest/globals';
import { anInstallation } from '../../test/builders/an-installation.ts';
import { event } from '../../test/builders/events.ts';
import { fold } from '../../test/builders/histories.ts';
import { at } from '../../test/builders/times.ts';
import { LANGUAGES, texts } from '../texts/texts.ts';
import { phoneNumbers } from './phone-numbers.ts';
import { smsSize } from './sms-segments.ts';
import { SMS_KINDS, smsText, type SmsView, viewOfSms } from './sms-text.ts';

describe('A phone number', () => {
  const readNumber = async (text: string, country: string) => (await phoneNumbers()).read(text, country);

  it.each([
    ['+49 151 13000123', '+4915113000123', 'DE'],
    ['0049 151 13000123', '+4915113000123', 'DE'],
    ['0151/13000123', '+4915113000123', 'DE'],
    ['+886 912 345 678', '+886912345678', 'TW'],
    ['＋４９ 151 13000123', '+4915113000123', 'DE'],
  ])('%s is read as %s', async (text, number, country) => {
    expect(await readNumber(text, 'DE')).toEqual({ number, country });
  });

  it.each([
    '',
    '12',
    '+49',
    '+499999999999999',
    'call 0151 13000123',
    '+4915113000123, +4915113000124',
    '+4915113000123 ext. 5',
    '+4915113000123\r\n+33612345678',
    'tel:+4915113000123;phone-context=evil.example',
    '<script>',
  ])('%j is none, and no other number is guessed from it', async (text) => {
    expect(await readNumber(text, 'DE')).toBeNull();
  });

  it('without a country code needs a country that exists', async () => {
    expect(await readNumber('0151 13000123', 'XX')).toBeNull();
    expect(await readNumber('+49 151 13000123', 'XX')).toMatchObject({ country: 'DE' });
  });
});

describe('The size of a message', () => {
  it.each([
    ['a'.repeat(160), 'gsm-7', 160, 1],
    ['a'.repeat(161), 'gsm-7', 161, 2],
    ['a'.repeat(306), 'gsm-7', 306, 2],
    ['a'.repeat(307), 'gsm-7', 307, 3],
    ['€'.repeat(80), 'gsm-7', 160, 1],
    ['€'.repeat(81), 'gsm-7', 162, 2],
    ['ä@Δ\n', 'gsm-7', 4, 1],
    ['遠'.repeat(70), 'ucs-2', 70, 1],
    ['遠'.repeat(71), 'ucs-2', 71, 2],
    ['😀'.repeat(35), 'ucs-2', 70, 1],
    ['😀'.repeat(36), 'ucs-2', 72, 2],
  ])('of %j counts as the networks count', (text, alphabet, length, segments) => {
    expect(smsSize(text)).toEqual({ alphabet, length, segments });
  });
});

const LINK = `https://support.example.com/join/${'k'.repeat(58)}`;
const VIEW: SmsView = { company: 'Acme', ticketNumber: 'INC-1042', joinUrl: LINK, starts: [] };

const startsIn = (language: string): readonly string[] => {
  const { shortZonedDateTime, shortDateTime, dayTime } = texts(language);
  return [shortZonedDateTime, shortDateTime, dayTime].map((form) =>
    form(at('14:00'), 'America/Argentina/Buenos_Aires'),
  );
};

describe('A message', () => {
  const longest = {
    ...VIEW,
    company: 'Kestrel Logistics & Lagerhaus Süd GmbH 24',
    ticketNumber: 'INC-000000000001042',
  };

  it.each(LANGUAGES)(
    'in %s takes two segments at most, whatever is to be told, and always has its link',
    (language) => {
      for (const kind of SMS_KINDS) {
        for (const starts of [[], startsIn(language)]) {
          const text = smsText(kind, { ...longest, starts }, texts(language));
          expect(smsSize(text).segments).toBeLessThanOrEqual(2);
          expect(text).toContain(LINK);
          expect(text).toContain(longest.company.slice(0, 7));
        }
      }
    },
  );

  it('says when a planned session begins, with the zone', () => {
    expect(smsText('invitation', { ...VIEW, starts: startsIn('en') }, texts('en'))).toMatch(
      /planned for Jan 12, 2026, 11:00 \(GMT-3\)/,
    );
  });

  it.each(LANGUAGES)('in %s says when a planned session begins, also where there is little room', (language) => {
    for (const kind of SMS_KINDS) {
      const bare = (text: string): string =>
        text
          .replaceAll(/[\u2068\u2069]/g, '')
          .replace('\u2212', '-')
          .normalize('NFD');
      const starts = startsIn(language);
      const text = bare(smsText(kind, { ...VIEW, starts }, texts(language)));
      expect(starts.map(bare).filter((start) => text.includes(start))).not.toEqual([]);
    }
  });

  it.each(LANGUAGES)('in %s says what it is about, not only from whom', (language) => {
    const words = texts(language);
    for (const starts of [[], startsIn(language)]) {
      const text = smsText('invitation', { ...VIEW, company: 'Kestrel Logistics', starts }, words);
      const about = /(?:[\p{L}\p{M}'-]{2,} ?){2,}|[\p{Script=Han}\p{Script=Katakana}ー]{4,}/u;
      expect(text.replace('Kestrel Logistics', '').replace(LINK, '')).toMatch(about);
    }
  });

  it.each(['es', 'pt-BR', 'tr', 'pl'])('in %s leaves accents out before it leaves words out', (language) => {
    const text = smsText('invitation', { ...VIEW, company: 'Łódź Işık' }, texts(language));
    expect([smsSize(text).alphabet, text]).toEqual(['gsm-7', expect.stringMatching(/^Lodz Isik: .* STOP/)]);
    expect(text).toContain('INC-1042');
  });

  it('knows the start of an appointment in a long, a shorter and the shortest form', () => {
    const schedule = { startAt: at('14:00'), timeZone: 'America/Argentina/Buenos_Aires' };
    const request = fold([event('request-created', at('09:00'), { schedule })]);
    const { starts } = viewOfSms(request, anInstallation(), { joinUrl: () => LINK }, texts('en'));
    expect(starts).toEqual(['Jan 12, 2026, 11:00 (GMT-3)', 'Jan 12, 2026, 11:00', 'Jan 12, 11:00']);
  });

  it.each([
    ['Acme https://evil.example/x', 'Acme evil.example/x'],
    ['Acme\r\nYour code: 1234', 'Acme Your code: 1234'],
    ['Acme \u202emoc.live', 'Acme moc.live'],
    ['www.evil.example', 'evil.example'],
  ])('has no link, line or mark that %j brings along', (company, shown) => {
    const request = fold([event('request-created', at('09:00'))]);
    const links = { joinUrl: () => LINK };
    expect(viewOfSms(request, anInstallation({}, { company }), links, texts('en')).company).toBe(shown);
  });
});
