import { describe, expect, it } from '@jest/globals';
import { readStatusMessage } from './read-status-message.ts';

const message = (over: object = {}, data: object = {}) =>
  JSON.stringify({
    type: 'session.started',
    timestamp: '2026-11-22T10:00:00Z',
    ...over,
    data: { request: 'RS-000123', ...data },
  });
const because = (text: string): string => {
  const reading = readStatusMessage(text);
  return reading.ok ? 'it was read' : reading.because;
};

describe('a message of a session', () => {
  it('tells that it began, where, and by whom', () => {
    expect(readStatusMessage(message({}, { address: '123 456 789', agent: 'mara@example.com' }))).toEqual({
      ok: true,
      value: {
        type: 'session.started',
        request: 'RS-000123',
        at: Date.UTC(2026, 10, 22, 10),
        address: '123 456 789',
        agent: 'mara@example.com',
      },
    });
  });

  it('needs no more than the request', () => {
    expect(readStatusMessage(message())).toMatchObject({ value: { address: null, agent: null } });
  });

  it.each([
    [undefined, 'technical'],
    ['recipient', 'recipient'],
  ])('that ended tells by whom (%s)', (endedBy, told) => {
    const timestamp = '2026-11-22T12:00:00+02:00';
    expect(readStatusMessage(message({ type: 'session.ended', timestamp }, { endedBy }))).toMatchObject({
      value: { type: 'session.ended', at: Date.UTC(2026, 10, 22, 10), endedBy: told },
    });
  });

  it.each([
    ['not json', 'The body must be JSON with type, timestamp and data.'],
    ['[]', 'The body must be JSON with type, timestamp and data.'],
    [message({ type: 'session.paused' }), 'type must be session.started or session.ended.'],
    [message({ timestamp: 'yesterday' }), 'timestamp must be a moment such as 2026-11-22T10:00:00Z.'],
    [message({ timestamp: 1 }), 'timestamp must be a moment such as 2026-11-22T10:00:00Z.'],
    [message({}, { request: '123' }), 'data.request must be the number of a request, such as RS-000123.'],
    [message({}, { agent: 'mara' }), 'data.agent must be one mail address such as name@example.com.'],
    [message({}, { address: 'x'.repeat(101) }), 'data.address is missing or not as described.'],
    [message({ type: 'session.ended' }, { endedBy: 'nobody' }), 'data.endedBy is missing or not as described.'],
  ])('that cannot be read says why: %s', (text, sentence) => {
    expect(because(text)).toBe(sentence);
  });
});
