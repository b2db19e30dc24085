import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';

export type StreamEvent = {
  readonly name: string;
  readonly id: string | null;
  /** Parsed from JSON. */
  readonly data: unknown;
  /** `performance.now()` of its arrival. */
  readonly arrivedAt: number;
};

/** An open stream of server-sent events. */
export type EventStreamReader = {
  /** All events so far. */
  readonly events: readonly StreamEvent[];
  /** The first event that fits, past or to come. Rejects after `timeoutMs`, or when the stream ends before. */
  waitFor(fits: (event: StreamEvent) => boolean, timeoutMs?: number): Promise<StreamEvent>;
  /** Settles when the stream has ended, whoever ended it. */
  readonly ended: Promise<void>;
  close(): void;
};

const WAIT_MS = 25_000;

/** Opens a stream; settles when the server has answered. Rejects when it answers with anything else. */
export function openEventStream(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStreamReader> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers: { accept: 'text/event-stream', ...headers } }, (response) => {
      if (response.statusCode === 200) {
        resolve(readEvents(response));
        return;
      }
      response.resume();
      reject(new Error(`The stream was answered with ${response.statusCode ?? 0}.`));
    });
    request.once('error', reject);
  });
}

function readEvents(response: IncomingMessage): EventStreamReader {
  const events: StreamEvent[] = [];
  const watchers = new Set<() => void>();
  const look = (): void => {
    for (const watcher of watchers) watcher();
  };
  let isOver = false;
  let rest = '';
  response.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parseEvent(block);
      if (event !== null) events.push(event);
    }
    look();
  });
  const ended = new Promise<void>((resolve) => {
    response.once('close', () => {
      isOver = true;
      look();
      resolve();
    });
  });
  // A stream that is cut ends like any other.
  response.on('error', () => undefined);
  return {
    events,
    ended,
    close: () => response.destroy(),
    waitFor: (fits, timeoutMs = WAIT_MS) =>
      new Promise((resolve, reject) => {
        const done = (): void => {
          clearTimeout(timeout);
          watchers.delete(watcher);
        };
        const watcher = (): void => {
          const found = events.find(fits);
          if (found === undefined && !isOver) return;
          done();
          if (found === undefined) reject(new Error('The stream ended before the event came.'));
          else resolve(found);
        };
        const timeout = setTimeout(() => {
          done();
          reject(new Error(`The event did not come within ${timeoutMs} ms.`));
        }, timeoutMs);
        watchers.add(watcher);
        watcher();
      }),
  };
}

/** One event; null for comments and other blocks without data. */
function parseEvent(block: string): StreamEvent | null {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) fields.set(name, value);
  }
  const data = fields.get('data');
  if (data === undefined) return null;
  const name = fields.get('event') ?? 'message';
  return { name, id: fields.get('id') ?? null, data: JSON.parse(data) as unknown, arrivedAt: performance.now() };
}
