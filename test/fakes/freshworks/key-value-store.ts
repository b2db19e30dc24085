import { type CallWindow, callWindow } from './call-window.ts';

/** The app's own small store, shared by server.js and every agent's browser; emptied when the app is uninstalled. */
export type KeyValueStore = {
  get(key: string): unknown;
  set(key: string, value: unknown, options?: { readonly ttl?: unknown; readonly setIf?: unknown }): void;
  delete(key: string): void;
  clear(): void;
};

/** What the store rejects with. */
export class StoreFault extends Error {
  readonly code = 'fake.store';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const LONGEST_KEY = 60;
const LARGEST_BYTES = 40 * 1024;
const LIMIT_PER_MINUTE = 50;

export function keyValueStore(now: () => number, limit: CallWindow = callWindow(LIMIT_PER_MINUTE)): KeyValueStore {
  const kept = new Map<string, { readonly text: string; readonly until: number | null }>();
  const count = (): void => {
    if (!limit.take(now())) throw new StoreFault(429, 'The app has used up its store calls of this minute.');
  };
  const present = (key: string): string | null => {
    const found = kept.get(key);
    if (found === undefined || (found.until !== null && found.until <= now())) return null;
    return found.text;
  };
  return {
    get(key) {
      count();
      const text = present(checkedKey(key));
      if (text === null) throw new StoreFault(404, 'Record not found');
      return JSON.parse(text);
    },
    set(key, value, { ttl, setIf } = {}) {
      count();
      const text = JSON.stringify(value);
      if (text === undefined || typeof value !== 'object' || value === null) {
        throw new StoreFault(400, 'The value must be an object.');
      }
      if (Buffer.byteLength(checkedKey(key)) + Buffer.byteLength(text) > LARGEST_BYTES) {
        throw new StoreFault(400, 'Key and value are larger than 40 KB.');
      }
      const there = present(key) !== null;
      if (setIf !== undefined && setIf !== 'exist' && setIf !== 'not_exist')
        throw new StoreFault(400, 'setIf is "exist" or "not_exist".');
      if ((setIf === 'exist' && !there) || (setIf === 'not_exist' && there)) {
        throw new StoreFault(400, 'The setIf conditional request failed');
      }
      kept.set(key, { text, until: untilOf(ttl, now()) });
    },
    delete(key) {
      count();
      kept.delete(checkedKey(key));
    },
    clear() {
      kept.clear();
      limit.clear();
    },
  };
}

function checkedKey(key: unknown): string {
  if (typeof key !== 'string' || key === '') throw new StoreFault(400, 'The key must be a text.');
  if (key.length > LONGEST_KEY) throw new StoreFault(400, 'The key is longer than 60 characters.');
  return key;
}

function untilOf(ttl: unknown, now: number): number | null {
  if (ttl === undefined || ttl === -1) return null;
  if (typeof ttl !== 'number' || !Number.isInteger(ttl) || ttl <= 0) throw new StoreFault(400, 'ttl is whole seconds.');
  return now + ttl * 1000;
}
