import * as z from 'zod';

/**
 * What the API does wrong on purpose. `answer`: `server-error` is a 503, `unauthorized` a 401 whatever the signature, `malformed` a cut
 * JSON text with status 200, `lost` does the work and then drops the connection. `times`: how many more requests `answer` and `delayMs`
 * hold for; null until changed.
 */
const faultsSchema = z.strictObject({
  answer: z.enum(['normal', 'server-error', 'unauthorized', 'malformed', 'lost']),
  delayMs: z.int().min(0).max(120_000),
  times: z.int().positive().nullable(),
  sidAs: z.enum(['string', 'number']),
  runningEndTimeAs: z.enum(['null', 'zero']),
});

export const faultChangeSchema = faultsSchema.partial();

export type Faults = z.infer<typeof faultsSchema>;
export type FaultChange = z.infer<typeof faultChangeSchema>;

const NO_FAULTS: Faults = {
  answer: 'normal',
  delayMs: 0,
  times: null,
  sidAs: 'string',
  runningEndTimeAs: 'null',
};

/** The switches, and how often they are still to be used. */
export class FaultSwitches {
  #faults: Faults = NO_FAULTS;

  get current(): Faults {
    return this.#faults;
  }

  /** Changes the named switches and leaves the others. */
  change(faults: FaultChange): void {
    const before = this.#faults;
    this.#faults = {
      answer: faults.answer ?? before.answer,
      delayMs: faults.delayMs ?? before.delayMs,
      times: faults.times === undefined ? before.times : faults.times,
      sidAs: faults.sidAs ?? before.sidAs,
      runningEndTimeAs: faults.runningEndTimeAs ?? before.runningEndTimeAs,
    };
  }

  reset(): void {
    this.#faults = NO_FAULTS;
  }

  /** The faults for one request; counts it. */
  take(): Faults {
    const taken = this.#faults;
    if (taken.times !== null) {
      const left = taken.times - 1;
      this.change(left > 0 ? { times: left } : { times: null, answer: 'normal', delayMs: 0 });
    }
    return taken;
  }
}
