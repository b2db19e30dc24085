import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { TimelineEntry } from '../../../core/ports/help-desk.ts';
import { checkEntry, COMMENT_LIMIT, entryHtml, entryText } from './entry-text.ts';

const entry = (over: Partial<TimelineEntry> = {}) => {
  const checked = checkEntry({
    ticketId: '5005g0000000001AAA',
    marker: 'RS-000123-07-K7QX',
    paragraphs: ['One\ntwo', 'Three'],
    links: [{ label: 'Open', url: 'https://support.example/r?a=1&b=2' }],
    visibility: 'private',
    notify: [],
    ...over,
  });
  if (checked === null) throw new Error('refused');
  return checked;
};

describe('an entry as the feed takes it', () => {
  it('has paragraphs and links alone, no line breaks', () => {
    expect(entryHtml(entry())).toBe(
      '<p>One</p><p>two</p><p>Three</p><p><a href="https://support.example/r?a=1&amp;b=2">Open</a></p><p>Ref RS-000123-07-K7QX</p>',
    );
  });

  it('is at most 10,000 characters, markup counted, and keeps its links and its reference', () => {
    const html = entryHtml(entry({ paragraphs: Array.from({ length: 900 }, () => '<<<<<<<<<< & more') }));
    expect(html.length).toBeLessThanOrEqual(10_000);
    expect(html).toMatch(/<p>…<\/p><p><a href="[^"]+">Open<\/a><\/p><p>Ref RS-000123-07-K7QX<\/p>$/);
  });

  it('has no markup of anybody else, whatever they wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (paragraphs) => {
        const html = entryHtml(entry({ paragraphs, links: [] }));
        return !/[<>]/.test(html.replaceAll(/<\/?p>/g, ''));
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('an entry as a comment', () => {
  it('is plain text with its links spelled out', () => {
    expect(entryText(entry(), COMMENT_LIMIT)).toBe(
      'One\ntwo\nThree\nOpen: https://support.example/r?a=1&b=2\nRef RS-000123-07-K7QX',
    );
  });

  it('counts bytes, not characters', () => {
    const text = entryText(
      entry({ paragraphs: Array.from({ length: 300 }, () => '標籤印表機無法連線') }),
      COMMENT_LIMIT,
    );
    expect(Buffer.byteLength(text, 'utf8')).toBeLessThanOrEqual(4000);
    expect(Buffer.byteLength(text, 'utf8')).toBeGreaterThan(3900);
    expect(text).toMatch(/線\n…\nOpen: .*\nRef RS-000123-07-K7QX$/);
  });
});

describe('an entry that may not be written', () => {
  it.each(['javascript:alert(1)', 'http://evil.example/', 'https://user:pw@evil.example/', 'no link'])(
    'has the link %j',
    (url) => {
      expect(() => entry({ links: [{ label: 'Open', url }] })).toThrow('refused');
    },
  );

  it.each(['', 'rs-1', "RS-1' OR Key__c != '", `RS-${'1'.repeat(60)}`])('has the reference %j', (marker) => {
    expect(() => entry({ marker })).toThrow('refused');
  });
});
