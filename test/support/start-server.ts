import { readFileSync } from 'node:fs';
import { type Child, startScript } from './child-process.ts';
import { freePort } from './free-port.ts';
import { httpCall } from './http-call.ts';
import { PROJECT_ROOT } from './project-root.ts';

export type ServerOptions = {
  readonly dataDir: string;
  /** PostgreSQL; null for the embedded store in `dataDir`. */
  readonly databaseUrl?: string | null;
  /** Absent: any free one. */
  readonly port?: number;
  /** How long a doubtful delivery waits before it is looked for; absent: as each kind says. */
  readonly settleMs?: number;
  /** 1: `X-Forwarded-For` names the client, so that one test can be many people. */
  readonly trustedProxies?: 0 | 1;
  /** More of the environment, such as `DEMO`. */
  readonly env?: Readonly<Record<string, string>>;
};

/** The product, started as an operator starts it. */
export type RunningServer = {
  /** Its address, and at the same time its public one: `http://127.0.0.1:port`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** From the start of the process to the first ready answer. */
  readonly startedInMs: number;
  /** Resident memory in bytes (Linux). */
  rss(): number;
  /** The last it printed. */
  readonly output: () => string;
  readonly isRunning: () => boolean;
  /** As an operator stops it; rejects when it had to be killed or ended badly. */
  stop(): Promise<void>;
  /** SIGKILL: nothing in it gets to say goodbye. */
  kill(): Promise<void>;
};

const READY_TIMEOUT_MS = 60_000;
const READY_POLL_MS = 10;

/** Starts the server in a process of its own and waits until it is ready. Nothing of it is shared but `dataDir` and the database. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const env = environmentOf(options, port, url);
  const child = startScript(`${PROJECT_ROOT}server/start.js`, ['start'], { cwd: PROJECT_ROOT, env });
  await untilReady(child, url, startedAt);
  const startedInMs = performance.now() - startedAt;
  return {
    url,
    port,
    pid: child.pid,
    startedInMs,
    rss: () => residentBytes(child.pid),
    output: child.output,
    isRunning: child.isRunning,
    stop: async () => {
      await child.end('SIGTERM');
      const code = await child.ended;
      if (code !== 0) throw new Error(`The server ended with ${code ?? 'a signal'}. It said:\n${child.output()}`);
    },
    kill: () => child.end('SIGKILL'),
  };
}

function environmentOf(options: ServerOptions, port: number, url: string): Record<string, string> {
  const { dataDir, databaseUrl, settleMs, trustedProxies = 0, env } = options;
  return {
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    DEMO: 'off',
    ALLOW_LOOPBACK: '1',
    TRUSTED_PROXIES: String(trustedProxies),
    ENV_FILE: '',
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    ...(settleMs === undefined ? {} : { SETTLE_MS: String(settleMs) }),
    ...env,
  };
}

async function untilReady(child: Child, url: string, startedAt: number): Promise<void> {
  while (!(await isReady(url))) {
    const why = !child.isRunning() ? 'ended' : performance.now() - startedAt > READY_TIMEOUT_MS ? 'is not ready' : null;
    if (why !== null) {
      await child.end('SIGKILL');
      throw new Error(`The server ${why} after its start. It said:\n${child.output()}`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, READY_POLL_MS);
    });
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await httpCall(`${url}/readyz`, { timeoutMs: 2000 })).status === 200;
  } catch {
    return false;
  }
}

function residentBytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes ?? Number.NaN) * 1024;
}
