import { createServer } from 'node:net';

/** Below the range from which systems hand out ports by themselves, so that nobody else is given ours before the server takes it. */
const FIRST = 10_000;
const COUNT = 20_000;
/** Processes that run side by side begin far from each other. */
let next = (process.pid * 97) % COUNT;

/** A port of 127.0.0.1 that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < COUNT; tries += 1) {
    const port = FIRST + next;
    next = (next + 1) % COUNT;
    if (await isFree(port)) return port;
  }
  throw new Error('There is no free port.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
