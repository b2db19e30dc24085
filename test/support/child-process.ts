import { type ChildProcess, spawn } from 'node:child_process';

export type ChildOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Gives the child a standard input that ends with this process. */
  readonly leash?: boolean;
};

/** A process of ours under watch. It never outlives this one. */
export type Child = {
  readonly pid: number;
  /** What it has printed so far to both outputs, the last 20,000 characters, and how it ended. */
  readonly output: () => string;
  /** Calls `listener` with every line of standard output from now on. */
  readonly onLine: (listener: (line: string) => void) => void;
  /** Settles with the exit code (null after a signal) when the process is gone. */
  readonly ended: Promise<number | null>;
  readonly isRunning: () => boolean;
  /** Sends the signal and waits for the end; SIGKILL after `patienceMs`. */
  end(signal: 'SIGTERM' | 'SIGKILL', patienceMs?: number): Promise<void>;
};

const KEPT_CHARS = 20_000;
const PATIENCE_MS = 15_000;
const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** Runs a script with the very Node that runs this one. `words` come after it, Node's own options before. */
export function startScript(script: string, words: readonly string[], options: ChildOptions = {}): Child {
  const { env, cwd, leash = false } = options;
  const child = spawn(process.execPath, ['--max-semi-space-size=4', script, ...words], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...ownEnvironment(), ...env },
    stdio: [leash ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  const lines = lineReader();
  let output = '';
  const keep = (text: string): void => {
    output = (output + text).slice(-KEPT_CHARS);
  };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    keep(text);
    lines.feed(text);
  });
  child.stderr?.setEncoding('utf8').on('data', keep);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      alive.delete(child);
      keep(`\n(ended with ${signal ?? `code ${code ?? 0}`})\n`);
      resolve(code);
    });
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid ?? 0,
    output: () => output,
    onLine: lines.onLine,
    ended,
    isRunning,
    end: async (signal, patienceMs = PATIENCE_MS) => {
      if (!isRunning()) return;
      child.kill(signal);
      const force = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(force);
    },
  };
}

/** Nothing of the product's own settings may leak in from the shell that runs the tests. */
function ownEnvironment(): Record<string, string> {
  const passed = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'SystemRoot'];
  return Object.fromEntries(passed.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function lineReader() {
  const listeners: ((line: string) => void)[] = [];
  let rest = '';
  return {
    onLine: (listener: (line: string) => void): void => void listeners.push(listener),
    feed: (text: string): void => {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) for (const listener of listeners) listener(line);
    },
  };
}
