import { ConfigFault } from './config.ts';
import { COMMANDS } from './cli/commands.ts';

/** The command line `session-requests <command>`. Exit codes: 0 done, 1 it went wrong, 2 wrong words. */
export async function main(words: readonly string[]): Promise<void> {
  const [name = 'help', ...rest] = words;
  if (name === 'help' || name === '--help') {
    console.log(usage());
    return;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) {
    console.error(`There is no command "${name}".\n\n${usage()}`);
    process.exitCode = 2;
    return;
  }
  try {
    await (
      await command.load()
    )(rest);
  } catch (error) {
    process.exitCode = 1;
    console.error(messageOf(error));
  }
}

function usage(): string {
  const lines = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`);
  return ['Usage: session-requests <command>', '', ...lines].join('\n');
}

/** Faults with a code are for people to read; anything else is a bug and shows where. */
function messageOf(error: unknown): string {
  if (error instanceof ConfigFault) return error.message;
  if (Error.isError(error)) return 'code' in error ? error.message : (error.stack ?? error.message);
  return String(error);
}
