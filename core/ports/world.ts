import type { EpochMs } from '../session-request/values.ts';

export type Clock = { now(): EpochMs };

export type Ids = {
  /** 128 random bits, lower-case base32. */
  requestId(): string;
  /** Two common words, such as `amber harbour`, easy to say on the phone. */
  phrase(): string;
};
