import type { BenchOptions } from './bench-options.ts';
import type { Measurement } from './measurement.ts';

/** One set of measurements. */
export type Bench = {
  readonly summary: string;
  /** `tell`: a line for whoever waits. */
  run(options: BenchOptions, tell: (line: string) => void): Promise<readonly Measurement[]>;
};
