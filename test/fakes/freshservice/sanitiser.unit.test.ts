import { describe, expect, it } from '@jest/globals';
import { plainText } from './plain-text.ts';
import { sanitise } from './sanitiser.ts';

describe('HTML of a note', () => {
  it.each([
    ['keeps plain formatting', '<p>a <b>b</b><br>c</p>', '<p>a <b>b</b><br>c</p>'],
    ['drops comments', 'a<!-- RS-1 -->b', 'ab'],
    ['drops a comment that never ends', 'a<!-- RS-1', 'a'],
    ['drops scripts with their content', 'a<script>alert(1)</script>b<style>p{}</style>', 'ab'],
    ['drops a script that never ends', 'a<script>alert(1)', 'a'],
    ['drops unknown tags and keeps their text', '<custom-tag>a</custom-tag><form>b</form>', 'ab'],
    ['drops data attributes and classes', '<p data-ref="RS-1" class="x" id="y">a</p>', '<p>a</p>'],
    ['drops event handlers', '<b onclick="x()" onmouseover=y>a</b>', '<b>a</b>'],
    ['drops hidden elements with their content', 'a<span style="display: none">RS-1</span><p hidden>b</p>c', 'ac'],
    ['drops what is hidden by nesting', '<div style="visibility:hidden"><b>a</b><p>b</p></div>c', 'c'],
    ['drops styles that hide nothing', '<p style="color:red">a</p>', '<p>a</p>'],
    [
      'keeps https links',
      '<a href="https://a.example/?x=1&amp;y=2" target="_blank">a</a>',
      '<a href="https://a.example/?x=1&amp;y=2" rel="noreferrer">a</a>',
    ],
    ['drops script links', '<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
    ['drops script links behind entities', '<a href="java&#115;cript&colon;alert(1)">a</a>', '<a>a</a>'],
    ['drops embedded images', '<img src="data:image/png;base64,xx" onerror="x()">', '<img>'],
    ['drops drawings whole', 'a<svg><a href="https://x.example">b</a></svg>c', 'ac'],
    ['closes what was left open', '<p><b>a', '<p><b>a</b></p>'],
    ['ignores end tags of nothing', 'a</p></b>', 'a'],
    ['keeps escaped text escaped', '&lt;script&gt;alert(1)&lt;/script&gt;', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['escapes a lone bracket', 'a < b', 'a &lt; b'],
  ])('%s', (_what, given, expected) => {
    expect(sanitise(given)).toBe(expected);
  });

  it('comes out the same when cleaned twice', () => {
    const once = sanitise('<p title="x">&amp;lt;b&gt; <a href="https://a.example/?a=&quot;">"q"</a><hr>');
    expect(sanitise(once)).toBe(once);
  });

  it('reads as one line of text; inline tags do not split a word', () => {
    expect(plainText('<p>Ref: RS-<b>000001</b>-05</p><ul><li>one</li><li>two&nbsp; three</li></ul>a<br>b')).toBe(
      'Ref: RS-000001-05 one two three a b',
    );
  });

  it('is read in a moment however it is nested', () => {
    const deep = '<b>'.repeat(20_000) + '<'.repeat(20_000);
    expect(sanitise(deep).length).toBeGreaterThan(100_000);
  });
});
