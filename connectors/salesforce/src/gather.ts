export type Gathering<Asked, Told> = {
  /** How long the first of a batch waits for others. */
  readonly gatherMs: number;
  readonly mostAtOnce: number;
  /** Settles every one of the batch. */
  readonly carryOut: (batch: readonly Gathered<Asked, Told>[]) => Promise<void>;
};

export type Gathered<Asked, Told> = { readonly asked: Asked; readonly told: PromiseWithResolvers<Told> };

/** What is asked within a moment goes together. */
export function gather<Asked, Told>(options: Gathering<Asked, Told>): (asked: Asked) => Promise<Told> {
  let waiting: Gathered<Asked, Told>[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    clearTimeout(timer);
    timer = undefined;
    options.carryOut(batch).catch((error: unknown) => {
      for (const { told } of batch) told.reject(error);
    });
  };
  return (asked) => {
    const told = Promise.withResolvers<Told>();
    waiting.push({ asked, told });
    if (waiting.length >= options.mostAtOnce) flush();
    else timer ??= setTimeout(flush, options.gatherMs);
    return told.promise;
  };
}
