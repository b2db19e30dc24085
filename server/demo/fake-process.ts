import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A fake outside system that runs as a process of its own. */
export type FakeProcess = {
  /** What it printed about its addresses. */
  readonly announcement: Readonly<Record<string, string>>;
  stop(): Promise<void>;
};

const START_TIMEOUT_MS = 60_000;
const FAKES = new URL('../../test/fakes/', import.meta.url);

/** Starts `test/fakes/<name>/main.ts`. It ends with this process, even if this one is killed. */
export async function startFake(name: string, words: readonly string[] = []): Promise<FakeProcess> {
  const file = fileURLToPath(new URL(`${name}/main.ts`, FAKES));
  const child = spawn(process.execPath, [file, '--exit-with-parent', ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const timeout = setTimeout(() => child.kill(), START_TIMEOUT_MS);
  try {
    const announcement = await firstLine(child.stdout, name);
    return {
      announcement: JSON.parse(announcement) as Record<string, string>,
      stop: async () => {
        child.kill('SIGTERM');
        await ended;
      },
    };
  } finally {
    clearTimeout(timeout);
  }
}

async function firstLine(output: NodeJS.ReadableStream, name: string): Promise<string> {
  for await (const line of createInterface({ input: output })) return line;
  throw new Error(
    `The demo's ${name} did not start. Is the folder test/fakes there, with development packages installed?`,
  );
}

/** An address that a fake announced. */
export function addressOf(fake: FakeProcess, name: string): string {
  const address = fake.announcement[name];
  if (address === undefined) throw new Error(`the demo's fake did not say its ${name}`);
  return address;
}
