import { describe, expect, it } from '@jest/globals';
import { livingMarker, markerOf, randomMark } from './marker.ts';

describe('a marker', () => {
  it('has the sequence in two digits at least', () => {
    expect(markerOf('RS-000123', 7, 'K7QX')).toBe('RS-000123-07-K7QX');
    expect(markerOf('RS-000123', 123, 'K7QX')).toBe('RS-000123-123-K7QX');
  });

  it('ends in four characters that are not taken for one another', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      expect(randomMark((length) => new Uint8Array(length).fill(byte))).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/);
    }
  });

  it('takes another random part each time', () => {
    expect(new Set(Array.from({ length: 50 }, () => randomMark())).size).toBeGreaterThan(40);
  });
});

describe('the marker of a living entry', () => {
  const request = { id: 'request-1', number: 'RS-000123' };

  it('is the same for every update of the request on this ticket', () => {
    expect(livingMarker(request, '42')).toBe(livingMarker({ ...request }, '42'));
    expect(livingMarker(request, '42')).toMatch(/^RS-000123-00-[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('is another on another ticket and for a request of another server', () => {
    expect(livingMarker(request, '43')).not.toBe(livingMarker(request, '42'));
    expect(livingMarker({ ...request, id: 'request-2' }, '42')).not.toBe(livingMarker(request, '42'));
  });
});
