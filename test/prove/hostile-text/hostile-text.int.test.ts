import { describe, expect, it } from '@jest/globals';
import { proveHostileText } from './hostile-text-proof.ts';
import { pageFaults, plain, shapeOf, wordsOf } from './page-faults.ts';
import { smsFaults } from './sent-faults.ts';

describe('the proof with hostile texts', () => {
  it('finds nothing in a small run with every field and every kind', async () => {
    const result = await proveHostileText({ scale: 56, seed: 7, store: 'sqlite', tell: () => undefined });
    expect(result.details['wrong']).toBeUndefined();
    expect(result.ok).toBe(true);
    expect(result.checked).toBeGreaterThan(200);
    expect(result.details['accepted']).toBeGreaterThan(10);
    expect(result.details['refused']).toBeGreaterThan(5);
  }, 120_000);
});

describe('what it looks for', () => {
  const shape = shapeOf('<main><p class="x">May <a href="/join">go</a></p></main>');

  it.each([
    ['a script', '<p class="x"><script>alert(1)</script></p>'],
    ['a tag of another kind', '<p class="x"><b>May</b></p>'],
    ['a handler', '<p class="x" onclick="alert(1)">May</p>'],
    ['an address that runs', '<a href="javascript:alert(1)">go</a>'],
    ['an attribute that broke out', '<a href="/join" style=x>go</a>'],
  ])('is found: %s', (_name, page) => {
    expect(pageFaults(page, shape)).not.toEqual([]);
  });

  it('is not found in text that only looks like it', () => {
    expect(pageFaults('<p class="x">&lt;script&gt;alert(1)&lt;/script&gt; onclick=</p>', shape)).toEqual([]);
    expect(wordsOf('<p>&lt;b&gt;&#x27;May&#39; &amp;amp;</p>')).toBe("<b>'May' &amp;");
    expect(plain('\u2068May\u2069  Lin')).toBe('May Lin');
  });

  it('is found in a message to two numbers, or with two links', () => {
    const message = { sid: 'SM1', from: null, serviceSid: null, statusCallback: null, createdAt: 0, status: 'queued' };
    const body = 'See https://help.example/join/x';
    expect(smsFaults({ ...message, to: '+4915110000001', body })).toEqual([]);
    expect(smsFaults({ ...message, to: '+4915110000001,+4915110000002', body })).not.toEqual([]);
    expect(smsFaults({ ...message, to: '+4915110000001', body: `${body} https://evil.example` })).not.toEqual([]);
  });
});
