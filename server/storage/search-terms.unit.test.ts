import { describe, expect, it } from '@jest/globals';
import { aRequest } from '../../test/builders/a-request.ts';
import { searchText, termsOf, wordsToFind } from './search-terms.ts';

describe('the terms of a text', () => {
  it.each<[string, readonly string[]]>([
    ['Anna Ng', ['anna', 'ng']],
    ['anna.ng@customer.example', ['anna', 'ng', 'customer', 'example']],
    ['INC-1042', ['inc', '1042']],
    ['Straße ＡＢＣ ﬁ', ['straße', 'abc', 'fi']],
    ['無法開啟', ['無法', '法開', '開啟', '啟']],
    ['林', ['林']],
    ['Outlook無法', ['outlook', '無法', '法']],
    ['東京オフィス', ['東京', '京オ', 'オフ', 'フィ', 'ィス', 'ス']],
    ['same Same SAME', ['same']],
    ['Åsa ÖBERG Trần Đức', ['asa', 'oberg', 'tran', 'đuc']],
    ['がぎ й', ['がぎ', 'ぎ', 'й']],
    ['  \u0000\u202E -- ', []],
    ['हिन्दी भाषा', ['हिन्दी', 'भाषा']],
  ])('%p are %p', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  it('are bounded in number and length', () => {
    const terms = termsOf(Array.from({ length: 1_000 }, (_, n) => `${n}${'y'.repeat(500)}`).join(' '));
    expect(terms).toHaveLength(80);
    expect(Math.max(...terms.map((term) => term.length))).toBe(40);
    expect(termsOf('漢'.repeat(10_000)).length).toBeLessThanOrEqual(80);
  });

  it('cut at whole characters', () => {
    expect(termsOf('𝒜'.normalize('NFC').repeat(1) + '𐐷'.repeat(50))[0]).not.toMatch(/[\uD800-\uDBFF]$/);
  });

  it('of a request hold number, recipient and ticket, but not its comment or phrase', () => {
    const { request } = aRequest({ number: 'RS-000123', comment: 'secretcomment', phrase: 'amber harbour' });
    const terms = termsOf(searchText(request));
    expect(terms).toEqual(
      expect.arrayContaining(['123', '000123', 'may', 'lin', '886912345678', 'inc', '42', 'printer']),
    );
    expect(terms).not.toContain('secretcomment');
    expect(terms).not.toContain('amber');
  });
});

describe('the words of a search', () => {
  it.each<[string, readonly string[]]>([
    ['Anna  NG', ['anna', 'ng']],
    ['RS-000123', ['123']],
    ['rs123', ['123']],
    ['rs', ['rs']],
    ['RS-12a', ['rs', '12a']],
    ['無法開', ['無法', '法開']],
    ['林', ['林']],
    ['!?', []],
    ['', []],
  ])('%p are %p', (search, words) => {
    expect(wordsToFind(search)).toEqual(words);
  });

  it('are never more than eight', () => {
    expect(wordsToFind('a b c d e f g h i j k l')).toHaveLength(8);
    expect(wordsToFind('漢字'.repeat(5_000)).length).toBeLessThanOrEqual(8);
  });

  it.each(['Åsa Öberg', 'INC-1042 x', 'Outlook無法開啟 now', 'asa@kestrel.example', '東京オフィス'])(
    'of a text are all beginnings of its own terms: %p',
    (text) => {
      const terms = termsOf(text);
      const lost = wordsToFind(text).filter((word) => !terms.some((term) => term.startsWith(word)));
      expect(lost).toEqual([]);
    },
  );
});
