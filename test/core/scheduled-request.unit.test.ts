import { describe, expect, it } from '@jest/globals';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import { sweep } from '../../core/session-request/decide.ts';
import { nextDueAt } from '../../core/session-request/timers.ts';
import { DEFAULT_SETTINGS, type EpochMs } from '../../core/session-request/values.ts';
import type { OpenHours } from '../../core/session-request/working-hours.ts';
import { command } from '../builders/commands.ts';
import { event } from '../builders/events.ts';
import { fold } from '../builders/histories.ts';
import { BY_RECIPIENT } from '../builders/people.ts';
import { DAY, HOUR, MINUTE, at } from '../builders/times.ts';
import { given } from './given.ts';

const START = at('09:00') + 2 * DAY;
const schedule = { startAt: START, timeZone: 'Europe/Berlin' };
const PLANNED: readonly SessionRequestEvent[] = [
  event('request-created', at('09:00'), { schedule, expiresAt: START + DAY }),
];

const swept = (history: readonly SessionRequestEvent[], now: EpochMs) =>
  sweep(fold(history), { now, recipientSeenAt: null, settings: DEFAULT_SETTINGS });
const due = (history: readonly SessionRequestEvent[], now: EpochMs) =>
  nextDueAt(fold(history), { now, recipientSeenAt: null, settings: DEFAULT_SETTINGS });

describe('A request for later', () => {
  it('can be joined from ten minutes before its start, and says so to whoever comes earlier', () => {
    const opensAt = START - 10 * MINUTE;
    given(PLANNED)
      .when(command('join'), opensAt - 1)
      .refused({ reason: 'too-early', notBefore: opensAt });
    given(PLANNED).when(command('join'), opensAt).yields(event('recipient-joined', opensAt));
  });

  it('can be checked for readiness at once', () => {
    given(PLANNED)
      .when(command('note-readiness'), at('10:00'))
      .yields(event('readiness-noted', at('10:00')))
      .leaving({ status: 'Open', readiness: { ...command('note-readiness').readiness, at: at('10:00') } });
  });

  describe('reminds the recipient', () => {
    it('a day, an hour and ten minutes before', () => {
      let history = PLANNED;
      const told: number[] = [];
      for (let next = due(history, at('09:00')); next !== null && next < START; next = due(history, next)) {
        const { events } = swept(history, next);
        told.push(START - next);
        history = [...history, ...events];
      }
      expect(told).toEqual([DAY, HOUR, 10 * MINUTE]);
    });

    it('once, however late the sweep comes: by the last one that is due', () => {
      const { events } = swept(PLANNED, START - 30 * MINUTE);
      expect(events).toEqual([event('reminder-due', START - 30 * MINUTE, { beforeMs: HOUR })]);
    });

    it('not at all when the start is nearer than the first reminder', () => {
      const soon = [event('request-created', at('09:00'), { schedule: { ...schedule, startAt: at('09:05') } })];
      expect(swept(soon, at('09:04')).events).toEqual([]);
    });

    it('not after the start', () => {
      expect(swept(PLANNED, START).events).toEqual([]);
    });

    it('anew when the time was moved', () => {
      const moved = { startAt: START + DAY, timeZone: 'Europe/Berlin' };
      const history = [
        ...PLANNED,
        event('reminder-due', START - DAY, { beforeMs: DAY }),
        event('rescheduled', START - HOUR, { schedule: moved, expiresAt: START + 2 * DAY }),
      ];
      expect(due(history, START - HOUR)).toBe(START);
    });
  });

  describe('whose agent gave limits', () => {
    const moveLimits = { earliestAt: START - HOUR, latestAt: START + 3 * HOUR };
    const limited = [event('request-created', at('09:00'), { schedule, expiresAt: START + DAY, moveLimits })];
    const move = (startAt: EpochMs, actor = BY_RECIPIENT) =>
      command('reschedule', { actor, schedule: { ...schedule, startAt } });

    it.each([moveLimits.earliestAt, moveLimits.latestAt])('is moved by the recipient to %s', (startAt) => {
      const moved = { schedule: { ...schedule, startAt }, expiresAt: startAt + DAY, actor: BY_RECIPIENT };
      given(limited)
        .when(move(startAt), at('10:00'))
        .yields(event('rescheduled', at('10:00'), moved))
        .leaving({ moveLimits });
    });

    it.each([moveLimits.earliestAt - 1, moveLimits.latestAt + 1])('is not moved by him to %s', (startAt) => {
      given(limited)
        .when(move(startAt), at('10:00'))
        .refused({ reason: 'outside-limits', earliestAt: moveLimits.earliestAt, latest: moveLimits.latestAt });
    });

    const keep = { schedule, expiresAt: null };
    const elsewhere = { schedule: { ...schedule, startAt: START + 2 * HOUR }, expiresAt: null };
    const wider = { earliestAt: START - HOUR, latestAt: START + 12 * HOUR };

    it('keeps them when its agent moves it and says nothing of them', () => {
      given(limited)
        .when(command('reschedule', { ...elsewhere, moveLimits: null }), at('10:00'))
        .leaves({ moveLimits });
    });

    it('has other ones when its agent says so, also where nothing else is changed', () => {
      given(limited)
        .when(command('reschedule', { ...keep, moveLimits: wider }), at('10:00'))
        .leaves({ moveLimits: wider });
      given(limited)
        .when(command('reschedule', { ...keep, moveLimits }), at('10:00'))
        .refused({ reason: 'nothing-changed' });
    });

    describe('and took them away', () => {
      const taken = event('rescheduled', at('10:00'), { schedule, expiresAt: START + DAY, moveLimits: null });

      it('has none any more, and is moved by the recipient as far as any request', () => {
        given(limited)
          .when(command('reschedule', { ...keep, moveLimits: 'none' }), at('10:00'))
          .yields(taken)
          .leaving({ moveLimits: null });
        given([...limited, taken])
          .when(move(moveLimits.latestAt + HOUR), at('10:01'))
          .leaves({ schedule: { ...schedule, startAt: moveLimits.latestAt + HOUR } });
      });

      it('is not changed by taking them away again', () => {
        given([...limited, taken])
          .when(command('reschedule', { ...keep, moveLimits: 'none' }), at('10:01'))
          .refused({ reason: 'nothing-changed' });
      });
    });

    it('keeps them whatever the recipient sends along', () => {
      const sly = { actor: BY_RECIPIENT, schedule: { ...schedule, startAt: START + HOUR } };
      given(limited)
        .when(command('reschedule', { ...sly, moveLimits: 'none' }), at('10:00'))
        .leaves({ moveLimits });
    });

    it('cannot be made with limits that are the wrong way round', () => {
      const wrong = { earliestAt: START, latestAt: START - 1 };
      given([])
        .when(command('create-request', { schedule, moveLimits: wrong }), at('09:00'))
        .refused({ reason: 'outside-limits', earliestAt: START, latest: START - 1 });
    });
  });

  it('expires at the end of a working day, where the help desk keeps hours', () => {
    const week = Array.from({ length: 7 }, (): OpenHours => ({ fromMinute: 8 * 60, toMinute: 16 * 60 }));
    const settings = { ...DEFAULT_SETTINGS, workingHours: { timeZone: 'UTC', week, closedDates: [] } };
    given([], { settings })
      .when(command('create-request'), at('18:00'))
      .leaves({ expiresAt: at('16:00') + 2 * DAY });
  });
});
