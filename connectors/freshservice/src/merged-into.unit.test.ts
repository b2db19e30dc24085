import { describe, expect, it } from '@jest/globals';
import { readMergedInto } from './merged-into.ts';

describe('An activity of a ticket', () => {
  it.each([
    ' merged this ticket into INC-43',
    'merged ticket INC-42 into #43',
    'has merged the ticket into ticket SR-43.',
    '<b>merged</b> this ticket into <a href="/a/tickets/43">INC-43</a>',
  ])('that says "%s" tells of a merge', (content) => {
    expect(readMergedInto(content)).toBe('43');
  });

  it.each([
    null,
    '',
    'set Status as Closed',
    'set Subject as merged this ticket into INC-43',
    'set Subject as "x"\nmerged this ticket into INC-43',
    'added a note: merged this ticket into INC-43',
    'merged this ticket into the archive, see INC-43',
    'merged this ticket into INC-',
    'merged this ticket into INC-0043',
    `merged this ticket into INC-${'9'.repeat(40)}`,
    'unmerged this ticket into INC-43',
  ])('that says %p tells of none', (content) => {
    expect(readMergedInto(content)).toBeNull();
  });
});
