import { describe, expect, it } from '@jest/globals';
import { plainLine } from './plain-line.ts';

describe('text from outside in one line', () => {
  it.each([
    ['two\nlines', 'two lines'],
    ['  spaces \t and   tabs ', 'spaces and tabs'],
    ['nul\u0000 bell\u0007 escape\u001b[31m', 'nul bell escape [31m'],
    ['gnp.\u202eexe', 'gnp. exe'],
    ['paragraph\u2029separator', 'paragraph separator'],
    ['\ud800 alone', '\ufffd alone'],
    ['<b>markup</b> stays text', '<b>markup</b> stays text'],
  ])('%j becomes %j', (text, line) => {
    expect(plainLine(text, 100)).toBe(line);
  });

  it('is cut between characters, with a sign that it was cut', () => {
    expect(plainLine('😀😀😀', 2)).toBe('😀…');
    expect(plainLine('abc', 3)).toBe('abc');
  });
});
