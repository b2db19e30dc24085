/** What became of an event or a function of server.js. */
export type HandlerRun = {
  readonly event: string;
  readonly at: number;
  /**
   * `answered`: by renderData, or by the framework for it; `finished`: nothing was under way any more and nobody had answered, as it
   * must be for product events and never for others.
   */
  readonly outcome: 'answered' | 'finished' | 'threw' | 'timed-out' | 'no-handler';
  /** What renderData was given as error, or what was thrown. */
  readonly error: unknown;
  readonly data: unknown;
  /** What the real platform would complain about, or silently do wrong. */
  readonly violations: readonly string[];
  readonly printed: readonly string[];
};

export type EventLog = {
  add(run: HandlerRun): void;
  list(): readonly HandlerRun[];
  clear(): void;
};

const KEPT = 1000;

export function eventLog(): EventLog {
  let runs: HandlerRun[] = [];
  return {
    add(run) {
      runs = [...runs.slice(-KEPT), run];
    },
    list: () => runs,
    clear() {
      runs = [];
    },
  };
}
