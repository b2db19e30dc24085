import type { EpochMs } from '../../../core/session-request/values.ts';

/** A store of tokens that fills with time. `tokens` may be negative: a debt that is waited off. */
export type Bucket = {
  readonly capacity: number;
  readonly perMinute: number;
  readonly tokens: number;
  readonly filledAt: EpochMs;
};

const MINUTE_MS = 60_000;

/** A full bucket of half the allowance that refills with the other half, so that no minute ever takes more than the allowance. */
export function fullBucket(allowancePerMinute: number, now: EpochMs): Bucket {
  const half = Math.max(1, allowancePerMinute / 2);
  return { capacity: half, perMinute: half, tokens: half, filledAt: now };
}

/** The bucket as it is now. A clock that was set back adds nothing. */
export function filled(bucket: Bucket, now: EpochMs): Bucket {
  const passedMs = Math.max(0, now - bucket.filledAt);
  const tokens = Math.min(bucket.capacity, bucket.tokens + (passedMs / MINUTE_MS) * bucket.perMinute);
  return { ...bucket, tokens, filledAt: now };
}

/** When the bucket (filled to now) will hold `wanted` tokens: null when it does already. */
export function freeAt(bucket: Bucket, wanted: number): EpochMs | null {
  const missing = Math.min(wanted, bucket.capacity) - bucket.tokens;
  // Sums of fractions miss a whole number by a hair.
  if (missing <= 1e-9) return null;
  return bucket.filledAt + Math.max(1, Math.ceil((missing / bucket.perMinute) * MINUTE_MS));
}

export function drained(bucket: Bucket, tokens: number): Bucket {
  return { ...bucket, tokens: bucket.tokens - tokens };
}
