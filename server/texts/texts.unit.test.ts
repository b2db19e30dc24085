import { describe, expect, it } from '@jest/globals';
import { chooseLanguage } from './choose-language.ts';
import { LANGUAGES, languageNames, texts } from './texts.ts';

const NOON = Date.UTC(2026, 10, 24, 12, 0);

const choose = (chosen: string | null, accepted: string | undefined, ...others: string[]): string =>
  chooseLanguage(LANGUAGES, { chosen, accepted, others });

describe('texts', () => {
  it('come in English first, then in every other language there is a file for', () => {
    expect(LANGUAGES[0]).toBe('en');
    expect(languageNames()).toContainEqual({ tag: 'zh-TW', name: '繁體中文' });
  });

  it('fill in what is put into them, and nothing else', () => {
    expect(texts('en').t('join.invitation.title', { agent: '{company}' })).toBe('{company} would like to help you');
  });

  it('refuse to be shown with a value missing', () => {
    expect(() => texts('en').t('join.invitation.title')).toThrow('join.invitation.title needs {agent}');
  });

  it('refuse a key that does not exist', () => {
    expect(() => texts('en').lookUp('join.nothing')).toThrow('en has no text join.nothing');
  });

  it('choose the plural form of the language', () => {
    expect(texts('en').t('join.address.digits', { count: 1 })).toContain('1 digit.');
    expect(texts('en').t('join.address.digits', { count: 7 })).toContain('7 digits.');
    expect(texts('zh-TW').t('join.address.digits', { count: 1 })).toContain('1 位數字');
  });

  it('choose it in languages that tell more numbers apart than English does', () => {
    const polish = [1, 3, 5, 22].map((count) => texts('pl').t('duration.minutes', { count }));
    expect(polish).toEqual(['1 minuta', '3 minuty', '5 minut', '22 minuty']);
    const arabic = [0, 1, 2, 3, 11, 100].map((count) => texts('ar').t('duration.hours', { count }));
    expect(arabic).toEqual(['0 ساعة', 'ساعة واحدة', 'ساعتان', '3 ساعات', '11 ساعة', '100 ساعة']);
  });

  it('put the Korean word that honours a person behind a person, also where the agent is not named', () => {
    const { t } = texts('ko');
    const agent = t('mail.team', { company: 'Acme' });
    expect(t('mail.invitation.lead', { agent, number: 'INC-42' })).toMatch(/^Acme 지원 담당자 님이 /);
  });

  it('keep what runs the other way apart from the words around it', () => {
    expect(texts('ar').t('join.ready.title', { agent: 'Anna (2)' })).toContain('\u2068Anna (2)\u2069');
    expect(texts('en').t('join.ready.title', { agent: 'ليلى' })).toBe('\u2068ليلى\u2069 can connect now');
    expect(texts('en').t('join.ready.title', { agent: 'Anna (2)' })).toBe('Anna (2) can connect now');
    expect(texts('ar').isolate('123 456 789')).toBe('\u2068123 456 789\u2069');
  });

  it('put no marks that cannot be seen into what is kept of a consent, nor behind the end of an address', () => {
    expect(texts('ar').t('named.agent', { agent: 'Anna Ng', company: 'Acme' })).toBe('Anna Ng من Acme');
    expect(texts('ar').isolate('https://support.example/join/abc')).toBe('https://support.example/join/abc');
  });

  it('tell durations in whole minutes and hours', () => {
    const { duration } = texts('en');
    expect([20_000, 60_000, 59 * 60_000, 60 * 60_000, 65 * 60_000, 121 * 60_000].map(duration)).toEqual([
      'less than a minute',
      '1 minute',
      '59 minutes',
      '1 hour',
      '1 hour 5 minutes',
      '2 hours 1 minute',
    ]);
  });

  it('tell times in the zone asked for, with its name', () => {
    expect(texts('en').dateTime(NOON, 'Europe/Berlin')).toBe('Tuesday, November 24, 2026 at 13:00 (GMT+1)');
    expect(texts('zh-TW').dateTime(NOON, 'Asia/Taipei')).toBe('2026年11月24日星期二 20:00 (GMT+8)');
    expect(texts('zh-TW').time(NOON, 'Asia/Taipei')).toBe('20:00');
    expect(texts('de').dateTime(NOON, 'Europe/Berlin')).toBe('Dienstag, 24. November 2026 um 13:00 (MEZ)');
    expect(texts('ar').time(NOON, 'Africa/Cairo')).toBe('14:00');
  });

  it('tell times in UTC when the zone does not exist', () => {
    expect(texts('en').time(NOON, 'Mars/Olympus')).toBe('12:00');
  });
});

describe('the language of a page', () => {
  it('is the one chosen on the page before all others', () => {
    expect(choose('zh-TW', 'en', 'en')).toBe('zh-TW');
  });

  it('is what the browser asks for before what the request says', () => {
    expect(choose(null, 'zh-TW,zh;q=0.9,en;q=0.8', 'en')).toBe('zh-TW');
    expect(choose(null, 'sv;q=0.9,en-GB;q=0.8,zh-TW;q=0.1', 'zh-TW')).toBe('en');
  });

  it('is what request and installation say when the browser asks for what we do not have', () => {
    expect(choose(null, 'sv,fi;q=0.5', 'zh-TW')).toBe('zh-TW');
    expect(choose(null, undefined, 'sv', 'zh-Hant')).toBe('zh-TW');
  });

  it('is traditional Chinese for readers in Hong Kong and Macao, simplified Chinese for others', () => {
    expect(['zh-HK', 'zh-MO', 'zh-Hant', 'ZH-tw'].map((tag) => choose(null, tag))).toEqual(Array(4).fill('zh-TW'));
    expect(['zh-CN', 'zh', 'zh-Hans-HK'].map((tag) => choose(null, tag))).toEqual(Array(3).fill('zh-CN'));
  });

  it('is the one language of its kind there is, whatever the country', () => {
    const found = ['pt', 'pt-PT', 'de-AT', 'es-MX', 'fr-CA', 'ar-EG', 'nl-BE', 'ko-KR'].map((tag) => choose(null, tag));
    expect(found).toEqual(['pt-BR', 'pt-BR', 'de', 'es', 'fr', 'ar', 'nl', 'ko']);
  });

  it('is English when nothing fits or what is said is nonsense', () => {
    expect(choose('../../etc', 'x'.repeat(5000), '', '*')).toBe('en');
    expect(choose(null, 'zh-TW;q=0,en;q=0.1')).toBe('en');
    expect(choose(null, '*;q=nonsense,;;,-')).toBe('en');
  });
});
