import { describe, expect, it } from '@jest/globals';
import { readEmail, readLanguage, readLine, readText } from './plain-text.ts';

describe('text from outside', () => {
  it('loses controls and reading-order marks, and keeps its letters', () => {
    expect(readText('\uFEFFZoë\u0000 \u202E王小明\u007F\u0085 👩‍💻', 100)).toBe('Zoë 王小明 👩‍💻');
  });

  it('has one kind of line break', () => {
    expect(readText('a\r\nb\rc\u2028d\ne', 100)).toBe('a\nb\nc\nd\ne');
  });

  it('is one line where one is wanted', () => {
    expect(readLine('a\r\nBcc: x@example.com\t b', 100)).toBe('a Bcc: x@example.com b');
  });

  it('is cut with a sign, and not when it just fits', () => {
    expect([readText('abcd', 4), readText('abcde', 4), readText('😀😀', 2)]).toEqual(['abcd', 'abc…', '😀😀']);
  });

  it('is empty when there is none', () => {
    expect(readLine(null, 10)).toBe('');
  });
});

describe('an e-mail address', () => {
  it.each(['ana@example.com', ' ana@example.com ', "o'brien+x@sub.example.com"])('is read from %p', (text) => {
    expect(readEmail(text)).toBe(text.trim());
  });

  it.each([
    null,
    '',
    'ana',
    '@example.com',
    'ana@',
    'ana@example.com, eve@example.com',
    'ana@example.com;eve@example.com',
    'Ana <ana@example.com>',
    'ana@example.com\r\nBcc: eve@example.com',
    'ana@exa\u0000mple.com',
    'a@b@example.com',
    `ana@${'x'.repeat(400)}.com`,
  ])('is not %p', (text) => {
    expect(readEmail(text)).toBeNull();
  });
});

describe('a language', () => {
  it.each([
    ['en', 'en'],
    ['zh-tw', 'zh-TW'],
    ['pt-BR', 'pt-BR'],
    [null, null],
    ['', null],
    ['English please', null],
    ['en\u0000', 'en'],
  ])('%p is read as %p', (text, language) => {
    expect(readLanguage(text)).toBe(language);
  });
});
