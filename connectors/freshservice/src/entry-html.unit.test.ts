import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from '../../../core/ports/help-desk.ts';
import { entryHtml, LONGEST_ENTRY_CHARS } from './entry-html.ts';

const entry = (parts: Partial<TimelineEntry> = {}): TimelineEntry => ({
  ticketId: '1042',
  marker: 'RS-000123-07-K7QX',
  paragraphs: ['Mara Lindqvist asked Ana Sousa for a session.'],
  links: [],
  visibility: 'private',
  notify: [],
  ...parts,
});

const html = (parts: Partial<TimelineEntry>): string => {
  const made = entryHtml(entry(parts));
  return made.ok ? made.html : `refused: ${made.reason}`;
};

describe('a timeline entry as HTML', () => {
  it('begins with the visible reference', () => {
    expect(html({})).toBe('<p>Ref RS-000123-07-K7QX<br>Mara Lindqvist asked Ana Sousa for a session.</p>');
  });

  it('keeps paragraphs and line breaks', () => {
    expect(html({ paragraphs: ['one\r\ntwo', 'three'] })).toBe(
      '<p>Ref RS-000123-07-K7QX<br>one<br>two</p><p>three</p>',
    );
  });

  it('puts links into a paragraph of their own', () => {
    const links = [
      { label: 'Open the request', url: 'https://help.example/r/1?a=1&b=2' },
      { label: '', url: 'http://127.0.0.1:3000/r/1' },
    ];
    expect(html({ links })).toContain(
      '<p><a href="https://help.example/r/1?a=1&amp;b=2">Open the request</a><br><a href="http://127.0.0.1:3000/r/1">http://127.0.0.1:3000/r/1</a></p>',
    );
  });

  it('is still an entry when there is nothing to say', () => {
    expect(html({ paragraphs: ['', '  '] })).toBe('<p>Ref RS-000123-07-K7QX</p>');
  });

  it('shows hostile text as text', () => {
    const made = html({ paragraphs: [`<script>alert("1")</script> <img src=x onerror='go()'> &amp; <!-- hidden -->`] });
    expect(made).toContain(
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &lt;img src=x onerror=&#39;go()&#39;&gt; &amp;amp; &lt;!-- hidden --&gt;',
    );
    expect(made.match(/<[^>]*>/g)).toEqual(['<p>', '<br>', '</p>']);
  });

  it('lets no label leave its link', () => {
    const made = html({ links: [{ label: '"></a><b>x', url: 'https://help.example/' }] });
    expect(made).toContain('<a href="https://help.example/">&quot;&gt;&lt;/a&gt;&lt;b&gt;x</a>');
  });

  it('drops control characters and marks that turn the reading order round', () => {
    expect(html({ paragraphs: ['a\u0000b\u202Ec\u2066d\u001B[31m'] })).toBe('<p>Ref RS-000123-07-K7QX<br>abcd[31m</p>');
  });

  it('replaces half of a character', () => {
    expect(html({ paragraphs: ['x\uD83D'] })).toContain('x\uFFFD');
  });

  it('is cut between characters where it grows beyond all measure', () => {
    const made = html({ paragraphs: ['😀'.repeat(LONGEST_ENTRY_CHARS + 1), 'never reached'] });
    expect(made).toContain('Ref RS-000123-07-K7QX');
    expect(made).not.toContain('never reached');
    expect(made).not.toMatch(/\uFFFD/);
    expect(Array.from(made).length).toBeLessThan(LONGEST_ENTRY_CHARS + 100);
    expect(made.endsWith('😀…</p>')).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'http://help.example/',
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    'data:text/html,x',
    'https://user:pw@help.example/',
    '//help.example',
    '/relative',
    'ftp://127.0.0.1/',
    'https://',
    '',
  ])('with the link %p is refused as a whole', (url) => {
    expect(html({ links: [{ label: 'x', url }] })).toBe('refused: link-refused');
  });

  it.each(['', 'RS', 'RS-1 <b>', 'rs-000123', 'RS-1\n2', `RS-${'1'.repeat(70)}`])(
    'with the marker %p is refused',
    (marker) => {
      expect(html({ marker })).toBe('refused: marker-refused');
    },
  );

  it('cannot be made to hold a break out of an attribute by a link', () => {
    expect(html({ links: [{ label: 'x', url: `https://help.example/"onmouseover="go()` }] })).toContain(
      'href="https://help.example/%22onmouseover=%22go()"',
    );
  });
});
