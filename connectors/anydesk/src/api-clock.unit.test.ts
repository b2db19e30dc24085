import { describe, expect, it } from '@jest/globals';
import { createApiClock } from './api-clock.ts';

const NOW = 1_795_000_000_000;
const dated = (ms: number): string => new Date(ms).toUTCString();

describe('the difference to AnyDesk’s clock', () => {
  it('is not known before the first answer, and counts as none', () => {
    const clock = createApiClock(() => NOW);
    expect([clock.offsetMs(), clock.theirNow(), clock.toOurs(NOW)]).toEqual([null, NOW, NOW]);
  });

  it.each([-3000, -999, 0, 2000])('of %d ms is none: dates are whole seconds', (offset) => {
    const clock = createApiClock(() => NOW);
    expect(clock.learn(dated(NOW + offset), NOW)).toBe(0);
    expect(clock.offsetMs()).toBe(0);
  });

  it.each([3_600_000, -3_600_000, 45_000])('of %d ms moves every time that is told, and back', (offset) => {
    const clock = createApiClock(() => NOW);
    clock.learn(dated(NOW + offset), NOW);
    expect(clock.toOurs(NOW + offset)).toBe(NOW);
    expect(clock.toTheirs(NOW)).toBe(NOW + offset);
    expect(clock.theirNow()).toBe(NOW + offset);
  });

  it('stays as it is while answers only differ by their way', () => {
    const clock = createApiClock(() => NOW);
    clock.learn(dated(NOW + 60_000), NOW);
    clock.learn(dated(NOW + 62_000), NOW);
    expect(clock.offsetMs()).toBe(60_000);
  });

  it('is learned anew when a clock was set', () => {
    const clock = createApiClock(() => NOW);
    clock.learn(dated(NOW + 60_000), NOW);
    expect(clock.learn(dated(NOW), NOW)).toBe(60_000);
    expect(clock.offsetMs()).toBe(0);
  });

  it.each([null, '', 'yesterday'])('is not learned from %j', (date) => {
    const clock = createApiClock(() => NOW);
    clock.learn(date, NOW);
    expect(clock.offsetMs()).toBeNull();
  });
});
