import { describe, expect, it } from '@jest/globals';
import { createPollPace, type Mood, type PollPace } from './poll-pace.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const EVEN_MS = 15 * SECOND;

/** Polls through so much time, one call each; `moodAt` says what goes on. Returns how many calls were made. */
function through(pace: PollPace, from: number, until: number, moodAt: (now: number) => Mood): number {
  let calls = 0;
  for (let now = from; now < until; now += pace.wait(now, moodAt(now), 'usual')) {
    pace.spent(now, 1);
    calls += 1;
  }
  return calls;
}

describe('how often an org is asked for commands', () => {
  it('is quick while agents work, even in the usual course, and seldom when nothing goes on', () => {
    const pace = createPollPace(EVEN_MS, 0);
    expect(pace.wait(0, 'working', 'usual')).toBe(5 * SECOND);
    expect(pace.wait(0, 'usual', 'usual')).toBe(EVEN_MS);
    expect(pace.wait(0, 'quiet', 'usual')).toBe(60 * SECOND);
  });

  it('falls to once a minute when most calls of the org are used up, whatever goes on', () => {
    const pace = createPollPace(EVEN_MS, 0);
    for (const mood of ['working', 'usual', 'quiet'] as const) expect(pace.wait(0, mood, 'slow')).toBe(60 * SECOND);
  });

  it('never takes more calls over a day than evenly spread, apart from what was saved before', () => {
    const evenly = DAY / EVEN_MS;
    const pace = createPollPace(EVEN_MS, 0);
    expect(through(pace, 0, DAY, () => 'working')).toBeLessThanOrEqual(evenly + 240);
    expect(through(pace, DAY, 2 * DAY, () => 'working')).toBeLessThanOrEqual(evenly + 240);
  });

  it('leaves an idle org far below what is even', () => {
    expect(through(createPollPace(EVEN_MS, 0), 0, DAY, () => 'quiet')).toBe(1440);
  });

  it('lets a busy hour be quick with what the night saved, and is even again when that is spent', () => {
    const pace = createPollPace(EVEN_MS, 0);
    through(pace, 0, 8 * HOUR, () => 'quiet');
    const first = through(pace, 8 * HOUR, 8.2 * HOUR, () => 'working');
    expect(first).toBe((0.2 * HOUR) / (5 * SECOND));
    const later = through(pace, 8.2 * HOUR, 9 * HOUR, () => 'working');
    const even = HOUR / EVEN_MS;
    expect(first + later).toBeLessThanOrEqual(even + 240);
    expect(through(pace, 9 * HOUR, 10 * HOUR, () => 'working')).toBeLessThanOrEqual(even + 1);
  });

  it('answers rings at once, but not more of them than it may ask', () => {
    const pace = createPollPace(EVEN_MS, 0);
    expect(pace.waitAfterRing(0)).toBeLessThan(SECOND);
    pace.spent(0, 1000);
    expect(pace.waitAfterRing(0)).toBe(EVEN_MS);
    expect(pace.waitAfterRing(2 * EVEN_MS)).toBeLessThan(SECOND);
  });

  it('never asks more often than an admin said it should be even', () => {
    const pace = createPollPace(300 * SECOND, 0);
    expect(pace.wait(0, 'quiet', 'usual')).toBe(300 * SECOND);
    expect(pace.wait(0, 'usual', 'slow')).toBe(300 * SECOND);
  });

  it('is not confused by a clock that goes back', () => {
    const pace = createPollPace(EVEN_MS, HOUR);
    pace.spent(HOUR, 1000);
    expect(pace.wait(0, 'working', 'usual')).toBe(EVEN_MS);
    expect(pace.wait(HOUR, 'working', 'usual')).toBe(EVEN_MS);
  });
});
