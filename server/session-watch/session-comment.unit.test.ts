import { describe, expect, it } from '@jest/globals';
import { readExternalId } from './external-id.ts';
import { ourLine, withOurLine, withoutOurLines } from './session-comment.ts';

const ticket = { id: '42', number: 'INC-42', subject: 'May’s printer' };
const LINE = 'Session Requests RS-000123, ticket INC-42';

describe('what we write on a session', () => {
  it('names request and ticket, and nothing of the end user', () => {
    expect(ourLine({ number: 'RS-000123', ticket })).toBe(LINE);
    expect(ourLine({ number: 'RS-000123', ticket: null })).toBe('Session Requests RS-000123');
  });

  it('stays one line whatever the ticket is called', () => {
    const number = `INC\r\n-42\u202e${'x'.repeat(200)}`;
    const line = ourLine({ number: 'RS-000123', ticket: { ...ticket, number } });
    expect(line).toMatch(/^[^\r\n\u202e]{1,120}$/);
  });

  it('stands below what people wrote, once', () => {
    expect(withOurLine('', LINE)).toBe(LINE);
    expect(withOurLine('New toner.', LINE)).toBe(`New toner.\n${LINE}`);
    expect(withOurLine(`New toner.\n${LINE}`, LINE)).toBe(`New toner.\n${LINE}`);
  });

  it('is not taken for what people wrote', () => {
    expect(withoutOurLines(`New toner.\n${LINE}`)).toBe('New toner.');
    expect(withoutOurLines(LINE)).toBe('');
  });
});

describe('the name of a session in our events', () => {
  it.each([null, '', '1', 'abc/1', `${'a'.repeat(26)}/../1`, `${'a'.repeat(26)}/`, `${'A'.repeat(26)}/1`])(
    'is not %j: only what we named ourselves can be ended',
    (text) => {
      expect(readExternalId(text)).toBeNull();
    },
  );
});
