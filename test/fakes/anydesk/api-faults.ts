import * as z from 'zod';

/**
 * What the API does wrong on purpose. `answer`: `server-error` is a 503, `unauthorized` a 401 whatever the signature, `forbidden` a
 * 403, `malformed` a cut JSON text with status 200, `lost` does the work and then drops the connection, `foreign-page` is the HTML of a
 * network's own sign-in page, with nothing done. `times`: how many more requests `answer` and `delayMs` hold for; null until changed.
 * `listOrder`: `mixed` ignores the order that was asked for. `licenceExpired`: what /sysinfo says. `badRows`: rows that are no sessions
 * stand in the list of sessions.
 */
const faultsSchema = z.strictObject({
  answer: z.enum(['normal', 'server-error', 'unauthorized', 'forbidden', 'malformed', 'lost', 'foreign-page']),
  delayMs: z.int().min(0).max(120_000),
  times: z.int().positive().nullable(),
  sidAs: z.enum(['string', 'number']),
  runningEndTimeAs: z.enum(['null', 'zero']),
  listOrder: z.enum(['asked', 'mixed']),
  licenceExpired: z.boolean(),
  badRows: z.boolean(),
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
  listOrder: 'asked',
  licenceExpired: false,
  badRows: false,
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
      listOrder: faults.listOrder ?? before.listOrder,
      licenceExpired: faults.licenceExpired ?? before.licenceExpired,
      badRows: faults.badRows ?? before.badRows,
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
