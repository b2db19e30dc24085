import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLOURS = 256;
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

/** The same picture with at most 256 colours, as a page has hardly more: a fraction of the size. Takes what a browser makes. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = readPixels(png);
  const { palette, indexOf } = paletteOf(pixels);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + 1 + x] = indexOf(pixels.readUIntBE((y * width + x) * 3, 3));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
}

type Pixels = { readonly width: number; readonly height: number; readonly pixels: Buffer };

/** Three bytes a pixel; how much can be seen through it is left out. */
function readPixels(png: Buffer): Pixels {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = CHANNELS[png[25] ?? 0];
  if (png[24] !== 8 || channels === undefined || png[28] !== 0) throw new Error('not a picture as browsers make them');
  const lines = unfiltered(inflateSync(imageData(png)), width * channels, channels);
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) lines.copy(pixels, at * 3, at * channels, at * channels + 3);
  return { width, height, pixels };
}

function imageData(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
  }
  return Buffer.concat(parts);
}

/** Undoes what each line says of its own filter. https://www.w3.org/TR/png-3/#9Filters */
function unfiltered(data: Buffer, lineBytes: number, channels: number): Buffer {
  const lines = Buffer.alloc((data.length / (lineBytes + 1)) * lineBytes);
  for (let from = 0, to = 0; from < data.length; from += lineBytes + 1, to += lineBytes) {
    const filter = data[from] ?? 0;
    for (let x = 0; x < lineBytes; x += 1) {
      const left = x < channels ? 0 : (lines[to + x - channels] ?? 0);
      const up = to === 0 ? 0 : (lines[to - lineBytes + x] ?? 0);
      const upLeft = to === 0 || x < channels ? 0 : (lines[to - lineBytes + x - channels] ?? 0);
      lines[to + x] = (data[from + 1 + x] ?? 0) + predicted(filter, left, up, upLeft);
    }
  }
  return lines;
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const [toLeft, toUp, toUpLeft] = [up - upLeft, left - upLeft, left + up - 2 * upLeft].map((value) => Math.abs(value));
  if (toLeft !== undefined && toUp !== undefined && toUpLeft !== undefined) {
    if (toLeft <= toUp && toLeft <= toUpLeft) return left;
    if (toUp <= toUpLeft) return up;
  }
  return upLeft;
}

/** The colours that are there most often; any other becomes the one that is nearest to it. */
function paletteOf(pixels: Buffer): {
  readonly palette: readonly number[];
  readonly indexOf: (colour: number) => number;
} {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 3) {
    const colour = pixels.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_COLOURS)
    .map(([colour]) => colour);
  const known = new Map(palette.map((colour, index) => [colour, index]));
  const indexOf = (colour: number): number => {
    const found = known.get(colour) ?? nearest(palette, colour);
    known.set(colour, found);
    return found;
  };
  return { palette, indexOf };
}

function nearest(palette: readonly number[], colour: number): number {
  let [best, distance] = [0, Number.POSITIVE_INFINITY];
  for (const [index, other] of palette.entries()) {
    const parts = [16, 8, 0].map((shift) => ((other >> shift) & 255) - ((colour >> shift) & 255));
    const away = parts.reduce((sum, part) => sum + part * part, 0);
    if (away < distance) [best, distance] = [index, away];
  }
  return best;
}
