import { appointment, distance, duration, grouped, isZone, moment, ownZone, zones } from 'c/sessionRequestView';

jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'Europe/Berlin' }), { virtual: true });

const NOW = Date.parse('2026-11-24T15:00:00Z');
const HOUR = 3600000;
const plain = (text) => text.replace(/\u202f/g, ' ');

describe('a moment', () => {
  it('is a time of the day when it is near, as the clock of the agent’s zone in Salesforce shows it', () => {
    expect(plain(moment(NOW, NOW))).toBe('4:00 PM');
    expect(plain(moment(NOW - 13 * HOUR, NOW))).toBe('Nov 24, 2026, 3:00 AM');
  });

  it('that no calendar has is nothing', () => {
    expect(moment(Number.MAX_VALUE, NOW)).toBe('');
  });
});

describe('an appointment', () => {
  it('names the other zone’s time, too', () => {
    expect(plain(appointment({ startAt: NOW, timeZone: 'Asia/Taipei' }))).toBe(
      'Tuesday, November 24, 2026 at 4:00 PM (Tue 11:00 PM, Asia/Taipei)',
    );
  });

  it.each(['Europe/Berlin', 'Mars/Olympus', ''])('in the zone %p says one time', (timeZone) => {
    expect(plain(appointment({ startAt: NOW, timeZone }))).toBe('Tuesday, November 24, 2026 at 4:00 PM');
  });
});

it.each([
  [NOW - 5000, '5 seconds ago'],
  [NOW - 120000, '2 minutes ago'],
  [NOW + 3 * HOUR, 'in 3 hours'],
  [NOW - 24 * HOUR, 'yesterday'],
])('the distance of %p is %p', (at, words) => {
  expect(distance(at, NOW)).toBe(words);
});

it.each([
  [1, '1 minute'],
  [2 * HOUR, '2 hours'],
  [1.5 * HOUR, '1 hour 30 minutes'],
])('%p ms are %p', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

describe('the zones to choose from', () => {
  it('begin with the agent’s and the company’s', () => {
    expect(zones('Asia/Tokyo').slice(0, 3)).toEqual(['Europe/Berlin', 'Asia/Tokyo', 'UTC']);
    expect(zones('nowhere').slice(0, 2)).toEqual(['Europe/Berlin', 'UTC']);
    expect(new Set(zones(null)).size).toBe(zones(null).length);
    expect(ownZone()).toBe('Europe/Berlin');
    expect(isZone('')).toBe(false);
  });
});

it('an AnyDesk ID is read in groups, an alias as it is', () => {
  expect([grouped('1234567890'), grouped('desk@ad')]).toEqual(['1 234 567 890', 'desk@ad']);
});
