import { parseArgs } from 'node:util';

/** What may be chosen at the command line. */
export type BenchOptions = {
  readonly json: boolean;
  /** Where data is put; null: a folder beside the project. */
  readonly dir: string | null;
  /** Stored requests in the large store of `list`. */
  readonly rows: number;
  readonly rounds: number;
  /** Length of one round of load. */
  readonly seconds: number;
  /** How often something is tried that is timed one by one. */
  readonly samples: number;
};

const DEFAULTS = { rows: 1_000_000, rounds: 5, seconds: 5, samples: 200 };

/** Names of benches first, then options. Throws when a word is not understood. */
export function readBenchOptions(words: readonly string[]): {
  readonly names: readonly string[];
  readonly options: BenchOptions;
} {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, dir: text, rows: text, rounds: text, seconds: text, samples: text },
  });
  const options = {
    json: values.json === true,
    dir: values.dir ?? null,
    rows: count('rows', values.rows, DEFAULTS.rows),
    rounds: count('rounds', values.rounds, DEFAULTS.rounds),
    seconds: count('seconds', values.seconds, DEFAULTS.seconds),
    samples: count('samples', values.samples, DEFAULTS.samples),
  };
  return { names: positionals, options };
}

function count(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new Error(`--${name} must be a whole number above 0.`);
  return Number(text);
}
