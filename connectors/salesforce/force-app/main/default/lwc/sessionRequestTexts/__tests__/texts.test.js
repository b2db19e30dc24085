import { TAG, TAGS, has, languageFor, languageName, t } from 'c/sessionRequestTexts';
import en from '../en';
import zhTW from '../zhTW';

const places = (text) => Array.from(text.matchAll(/\{\w+\}/g), ([place]) => place).sort();

describe('the words', () => {
  it('are there in every language, with the same places to fill', () => {
    expect(Object.keys(zhTW).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(zhTW)) {
      // A place may be said twice in one language and once in the other.
      expect([key, Array.from(new Set(places(text)))]).toEqual([key, Array.from(new Set(places(en[key])))]);
    }
  });

  it('are Chinese in the Chinese file', () => {
    const latin = Object.entries(zhTW).filter(([, text]) => !/[\u4e00-\u9fff]/.test(text));
    expect(latin.map(([key]) => key)).toEqual(['fact.address']);
  });

  it('speak of cases, not of tickets', () => {
    expect(Object.values(en).filter((text) => /ticket|app\b/i.test(text))).toEqual([]);
  });

  it('are filled once: what was filled in is not looked at again', () => {
    expect(t('now.asked', { name: '{time}', time: '3:00' })).toBe(
      '{time} was asked for access at 3:00 and has not answered yet.',
    );
    expect(t('now.asked', {})).toBe('{name} was asked for access at {time} and has not answered yet.');
    expect(t('no such words')).toBe('no such words');
    expect(has('toString')).toBe(false);
  });
});

describe('the language', () => {
  it.each([
    ['en-US', 'en'],
    ['de', 'en'],
    ['zh-TW', 'zh-TW'],
    ['zh_HK', 'zh-TW'],
    ['zh-Hant', 'zh-TW'],
    ['zh-CN', 'en'],
    [undefined, 'en'],
  ])('for %p is %p', (wish, tag) => {
    expect(languageFor(wish)).toBe(tag);
  });

  it('is the agent’s own', () => {
    expect(TAG).toBe('en');
    expect(TAGS.map(languageName)).toEqual(['English', '中文（台灣）']);
  });
});

it('every word that a component asks for exists', () => {
  const { readdirSync, readFileSync } = jest.requireActual('node:fs');
  const { join } = jest.requireActual('node:path');
  const root = join(__dirname, '../..');
  const sources = readdirSync(root, { recursive: true }).filter((path) => /^[^_]+\.js$/.test(path));
  const asked = sources.flatMap((path) =>
    Array.from(readFileSync(join(root, path), 'utf8').matchAll(/\bt\('([^'`]+)'/g), ([, key]) => key),
  );
  expect(asked.length).toBeGreaterThan(80);
  expect(asked.filter((key) => !has(key))).toEqual([]);
});
