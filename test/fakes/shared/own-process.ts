import { parseArgs } from 'node:util';

/** A started fake, as its process sees it. */
export type Running = { readonly announcement: Readonly<Record<string, string>>; close(): Promise<void> };

/**
 * Runs a fake as a process of its own: prints one JSON line with its addresses when it listens, and stops on SIGTERM or SIGINT. With
 * `--exit-with-parent` it also stops when its standard input ends, so that a killed parent leaves nothing behind.
 * `names` are the options the fake knows besides that one; each takes a value.
 */
export async function runAsOwnProcess(
  names: readonly string[],
  start: (option: (name: string) => string | undefined) => Promise<Running>,
): Promise<void> {
  const known = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ options: { ...known, 'exit-with-parent': { type: 'boolean' } } });
  const given: Record<string, unknown> = values;
  const running = await start((name) => {
    const value = given[name];
    return typeof value === 'string' ? value : undefined;
  });
  const stop = (): void => {
    void running.close().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (given['exit-with-parent'] === true) {
    process.stdin.once('end', stop).once('error', stop).resume();
  }
  process.stdout.write(`${JSON.stringify(running.announcement)}\n`);
}

/** A whole number from the command line; throws with the option's name when it is none. */
export function wholeNumber(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} must be a whole number`);
  return Number(text);
}
