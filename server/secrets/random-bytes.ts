import { randomFillSync } from 'node:crypto';

const AT_ONCE = 4096;
const MOST = 64;
const pool = Buffer.alloc(AT_ONCE);
let used = AT_ONCE;

/** A few random bytes, as good as any. They are fetched many at once, as each fetch costs more than what is made of it, and given out once. */
export function randomBytes(count: number): Buffer {
  if (count > MOST) throw new RangeError(`at most ${MOST} bytes at once`);
  if (used + count > AT_ONCE) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + count));
  // Whoever reads this memory later must not find what was given out.
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
}
