/** One run of load, as the load process gets it on its command line. */
export type LoadJob = {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly headers: Readonly<Record<string, string>>;
  /** One for each request that is worked on; every connection has its own, so that no two commands meet. */
  readonly paths: readonly string[];
  /** Unique, part of every command id. */
  readonly run: string;
};

/** What came of it. */
export type LoadOutcome = {
  readonly perSecond: number;
  /** Answers other than 2xx, and calls without an answer. */
  readonly failed: number;
  readonly answered: number;
  readonly p50: number;
  readonly p99: number;
};

/** The same, with the processor time that the server took for each answer. */
export type MeasuredLoad = LoadOutcome & { readonly cpuMs: number };
