/** Runs few works at a time and lets few more wait; the rest is turned away. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

export class TooManyWaiting extends Error {
  readonly code = 'too-many-waiting';
}

/** Each password check takes 19 MiB: without a limit, a flood of sign-ins would take all memory. */
export function takeTurns(atOnce: number, waitingAtMost: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = (): Promise<void> => {
    if (running < atOnce) {
      running += 1;
      return Promise.resolve();
    }
    if (waiting.length >= waitingAtMost) return Promise.reject(new TooManyWaiting('too many are waiting'));
    // Whoever leaves hands the place on, so `running` stays as it is.
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
