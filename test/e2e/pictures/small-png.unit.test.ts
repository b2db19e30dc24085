import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { smallPng } from './small-png.ts';

/** A picture as browsers make them: three bytes a pixel; `filters` says for each line how it is written. */
function pictureOf(lines: readonly (readonly number[])[], filters: readonly number[]): Buffer {
  const bytes = lines.map((line) => line.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const rows = bytes.map((line, y) => {
    const filter = filters[y % filters.length] ?? 0;
    const up = (x: number): number => bytes[y - 1]?.[x] ?? 0;
    const left = (x: number): number => line[x - 3] ?? 0;
    const before = [() => 0, left, up, (x: number) => (left(x) + up(x)) >> 1][filter] ?? (() => 0);
    return [filter, ...line.map((value, x) => (value - before(x)) & 255)];
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(lines[0]?.length ?? 0, 0);
  header.writeUInt32BE(lines.length, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from(rows.flat())))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** The colours of a picture with a palette, line by line. */
function coloursOf(png: Buffer): number[][] {
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    parts.set(png.toString('latin1', at + 4, at + 8), data);
  }
  const palette = parts.get('PLTE') ?? Buffer.alloc(0);
  const rows = inflateSync(parts.get('IDAT') ?? Buffer.alloc(0));
  const width = (parts.get('IHDR')?.readUInt32BE(0) ?? 0) + 1;
  return Array.from({ length: rows.length / width }, (_, y) =>
    [...rows.subarray(y * width + 1, (y + 1) * width)].map((index) => palette.readUIntBE(index * 3, 3)),
  );
}

describe('A picture that is made small', () => {
  it.each([[[0]], [[1]], [[2]], [[3]], [[0, 1, 2, 3]]])(
    'keeps each pixel of few colours, written by filter %j',
    (filters) => {
      const lines = [0, 1, 2, 3].map((y) => [0xffffff, 0x0b6459, 0x102030, y * 0x010101]);
      expect(coloursOf(smallPng(pictureOf(lines, filters)))).toEqual(lines);
    },
  );

  it('gets no new colours of many: each becomes one of those that are there', () => {
    const lines = Array.from({ length: 32 }, (_, y) => Array.from({ length: 32 }, (_x, x) => y * 8 * 0x010000 + x * 8));
    const shown = coloursOf(smallPng(pictureOf(lines, [1])));
    const there = new Set(lines.flat());
    expect(shown.flat().every((colour) => there.has(colour))).toBe(true);
    expect(new Set(shown.flat()).size).toBe(256);
  });

  it('is refused when it is of another kind', () => {
    const png = pictureOf([[0]], [0]);
    png[25] = 3;
    expect(() => smallPng(png)).toThrow('not a picture as browsers make them');
  });
});
