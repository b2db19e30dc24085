import { TAG, TAGS, has, languageFor, languageName, t } from 'c/sessionRequestTexts';
import latin from 'c/sessionRequestTextsLatin';

describe('the words', () => {
  it('speak of cases, not of tickets', () => {
    expect(Object.values(latin.en).filter((text) => /ticket|app\b/i.test(text))).toEqual([]);
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

it('the words fit into what an org takes: 131,072 bytes in a bundle', () => {
  const { readdirSync, statSync } = jest.requireActual('node:fs');
  const { join } = jest.requireActual('node:path');
  const sizeOf = (bundle) => {
    const folder = join(__dirname, '../..', bundle);
    return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  };
  const sizes = ['sessionRequestTextsLatin', 'sessionRequestTextsLatinMore', 'sessionRequestTextsOther'].map(sizeOf);
  expect(sizes.filter((size) => size > 131072 || size < 10000)).toEqual([]);
});

describe('the language', () => {
  it.each([
    ['en-US', 'en'],
    ['de', 'de'],
    ['de_CH', 'de'],
    ['pt', 'pt-BR'],
    ['sv', 'en'],
    ['../en', 'en'],
    ['zh-TW', 'zh-TW'],
    ['zh_HK', 'zh-TW'],
    ['zh-Hant', 'zh-TW'],
    ['zh-CN', 'zh-CN'],
    ['zh_SG', 'zh-CN'],
    [undefined, 'en'],
  ])('for %p is %p', (wish, tag) => {
    expect(languageFor(wish)).toBe(tag);
  });

  it('is the agent’s own', () => {
    expect(TAG).toBe('en');
    expect(TAGS[0]).toBe('en');
    expect(['en', 'de', 'zh-TW'].map(languageName)).toEqual(['English', 'Deutsch', '中文（台灣）']);
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
