import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import type { TimeEntry } from '../../../core/ports/help-desk.ts';
import { createFreshservice } from './freshservice.ts';
import { readTimeSpent } from './ticket-writer.ts';

const ORIGIN = 'https://acme.freshservice.com';
const NOW = Date.parse('2026-11-22T10:00:00Z');
const desk = (timeEntryForm: 'flat' | 'wrapped' = 'flat') =>
  createFreshservice({ address: ORIGIN, apiKey: 'key', plan: 'enterprise', share: 1, now: () => NOW, timeEntryForm });
const done = { kind: 'done', value: null };
const invalid = { kind: 'not-done', retry: { when: 'never' }, because: { code: 'invalid' } };

describe('writing back to the ticket', () => {
  it('sets the status and nothing else', async () => {
    nock(ORIGIN)
      .put('/api/v2/tickets/7', { status: 3 })
      .reply(200, { ticket: { id: 7 } });
    expect(await desk().writer.setStatus('7', '3')).toEqual(done);
  });

  it.each(['', '0', '-1', '3.0', 'Pending', '3 OR 1', '{}'])('does not send %p as a status', async (value) => {
    expect(await desk().writer.setStatus('7', value)).toMatchObject(invalid);
  });

  it('sets one custom field, as text without controls', async () => {
    nock(ORIGIN)
      .put('/api/v2/tickets/7', { custom_fields: { session_request: 'Ready' } })
      .reply(200, { ticket: { id: 7 } });
    expect(await desk().writer.setField('7', 'session_request', 'Rea\u0000dy')).toEqual(done);
  });

  it.each(['', 'a b', 'a.b', '__proto__', '1a', 'a"b'])('does not write to a field called %p', async (field) => {
    expect(await desk().writer.setField('7', field, 'x')).toMatchObject(invalid);
  });

  it.each(['', '7/notes', 'x'])('does not write to a ticket called %p', async (id) => {
    expect(await desk().writer.setStatus(id, '3')).toMatchObject(invalid);
    expect(await desk().writer.setField(id, 'session_request', 'Ready')).toMatchObject(invalid);
  });
});

const time = (parts: Partial<TimeEntry> = {}): TimeEntry => ({
  ticketId: '7',
  agentId: '71',
  durationMs: 12 * 60_000 + 1,
  executedAt: NOW,
  note: 'Session RS-000123\u0000',
  ...parts,
});

describe('booking time', () => {
  const fields = {
    agent_id: 71,
    time_spent: '00:13',
    executed_at: '2026-11-22T10:00:00.000Z',
    note: 'Session RS-000123',
  };

  it('sends the flat form', async () => {
    nock(ORIGIN)
      .post('/api/v2/tickets/7/time_entries', fields)
      .reply(201, { time_entry: { id: 81 } });
    expect(await desk().writer.addTimeEntry(time())).toEqual({ kind: 'done', value: { entryId: '81' } });
  });

  it('sends the wrapped form where that is set', async () => {
    nock(ORIGIN)
      .post('/api/v2/tickets/7/time_entries', { time_entry: fields })
      .reply(201, { time_entry: { id: 81 } });
    expect(await desk('wrapped').writer.addTimeEntry(time())).toMatchObject({ kind: 'done' });
  });

  it('is unknown when the answer is lost', async () => {
    nock(ORIGIN).post('/api/v2/tickets/7/time_entries').reply(500);
    expect(await desk().writer.addTimeEntry(time())).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    { durationMs: -1 },
    { durationMs: Number.NaN },
    { durationMs: Infinity },
    { executedAt: Number.NaN },
    { ticketId: 'x' },
    { agentId: 'x' },
  ])('does not send %j', async (parts) => {
    expect(await desk().writer.addTimeEntry(time(parts))).toMatchObject(invalid);
  });

  it.each([
    [0, '00:01'],
    [1, '00:01'],
    [60_000, '00:01'],
    [60_001, '00:02'],
    [59 * 60_000 + 59_999, '01:00'],
    [3_600_000, '01:00'],
    [100 * 3_600_000, '100:00'],
  ])('counts %d ms as %s', (durationMs, text) => {
    expect(readTimeSpent(durationMs)).toBe(text);
  });
});
