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
    pace.spent(now, 1, false);
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

  it('leaves an idle org whose presses ring far below what is even', () => {
    expect(through(createPollPace(EVEN_MS, 0), 0, DAY, () => 'quiet')).toBe(1440);
  });

  it('leaves an idle org that must be asked under 6,000 calls a day', () => {
    expect(through(createPollPace(EVEN_MS, 0), 0, DAY, () => 'usual')).toBe(5760);
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
    expect(pace.waitAfterRing(0, 'usual')).toBeLessThan(SECOND);
    pace.spent(0, 1000, false);
    expect(pace.waitAfterRing(0, 'usual')).toBe(EVEN_MS);
    expect(pace.waitAfterRing(2 * EVEN_MS, 'usual')).toBeLessThan(SECOND);
  });

  it('answers a storm of rings that bring nothing no more often than evenly, once what was saved is spent', () => {
    const pace = createPollPace(EVEN_MS, 0);
    const calls = (from: number, until: number): number => {
      let made = 0;
      for (let now = from; now < until; now += pace.waitAfterRing(now, 'usual')) {
        pace.spent(now, 1, false);
        made += 1;
      }
      return made;
    };
    expect(calls(0, HOUR)).toBeLessThanOrEqual(HOUR / EVEN_MS + 240);
    expect(calls(HOUR, 2 * HOUR)).toBeLessThanOrEqual(HOUR / EVEN_MS + 1);
  });

  it('answers every ring that brings a press within a second and a bit, for hours, once a second at most', () => {
    const pace = createPollPace(EVEN_MS, 0);
    let polls = 0;
    for (let now = 0; now < 4 * HOUR;) {
      pace.spent(now, 2, true);
      polls += 1;
      const wait = pace.waitAfterRing(now, 'usual');
      expect(wait).toBeLessThanOrEqual(SECOND);
      now += wait;
    }
    expect(polls).toBeLessThanOrEqual((4 * HOUR) / SECOND + 1);
  });

  it('gathers the rings of one moment', () => {
    const pace = createPollPace(EVEN_MS, 0);
    pace.spent(0, 1, false);
    expect(pace.waitAfterRing(10 * SECOND, 'usual')).toBe(200);
    expect(pace.waitAfterRing(400, 'usual')).toBe(600);
  });

  it('answers rings no more often than evenly when most calls of the org are used up', () => {
    const pace = createPollPace(EVEN_MS, 0);
    pace.spent(0, 1, true);
    expect(pace.waitAfterRing(SECOND, 'slow')).toBe(14 * SECOND);
    expect(pace.waitAfterRing(20 * SECOND, 'slow')).toBeLessThan(SECOND);
  });

  it('never asks more often than an admin said it should be even', () => {
    const pace = createPollPace(300 * SECOND, 0);
    expect(pace.wait(0, 'quiet', 'usual')).toBe(300 * SECOND);
    expect(pace.wait(0, 'usual', 'slow')).toBe(300 * SECOND);
  });

  it('is not confused by a clock that goes back', () => {
    const pace = createPollPace(EVEN_MS, HOUR);
    pace.spent(HOUR, 1000, false);
    expect(pace.wait(0, 'working', 'usual')).toBe(EVEN_MS);
    expect(pace.wait(HOUR, 'working', 'usual')).toBe(EVEN_MS);
  });
});
