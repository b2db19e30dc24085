import type { RecordId } from './ids.ts';
import type { Row } from './values.ts';

/** One record that was inserted, changed or deleted, in the order of happening. */
export type Change = { readonly object: string; readonly before: Row | null; readonly after: Row | null };

/** The records, with transactions that are undone as a whole. */
export type Store = {
  get(object: string, id: RecordId): Row | undefined;
  /** All records of an object, those in the recycle bin too, in the order of their making. */
  rows(object: string): Iterable<Row>;
  put(object: string, row: Row): void;
  /** Takes a record out for good. */
  purge(object: string, id: RecordId): void;
  /** Ids of records whose field has this value; `key` as the index of unique fields holds it. */
  holder(object: string, field: string, key: string): RecordId | undefined;
  claim(object: string, field: string, key: string, id: RecordId | null): void;
  /** Runs `step` once all is kept; never when it is undone. */
  afterCommit(step: () => void): void;
  /** Runs `work`; when it throws, everything it did is undone. Inner transactions are undone alone. */
  transaction<Result>(work: () => Result): Result;
  /** Called after each outermost transaction with what it changed; the answer ends that. */
  onCommit(listener: (changes: readonly Change[]) => void): () => void;
};

export function createStore(): Store {
  const tables = new Map<string, Map<RecordId, Row>>();
  const claims = new Map<string, RecordId>();
  const listeners = new Set<(changes: readonly Change[]) => void>();
  let undo: (() => void)[] = [];
  let changes: Change[] = [];
  let deferred: (() => void)[] = [];
  let depth = 0;

  const table = (object: string): Map<RecordId, Row> => {
    const known = tables.get(object);
    if (known !== undefined) return known;
    const made = new Map<RecordId, Row>();
    tables.set(object, made);
    return made;
  };
  const replace = (object: string, id: RecordId, row: Row | null): void => {
    const rows = table(object);
    const before = rows.get(id) ?? null;
    if (row === null) rows.delete(id);
    else rows.set(id, row);
    changes.push({ object, before, after: row });
    undo.push(() => void (before === null ? rows.delete(id) : rows.set(id, before)));
  };
  const finish = (): void => {
    const [done, steps] = [changes, deferred];
    undo = [];
    changes = [];
    deferred = [];
    if (done.length > 0) for (const listener of listeners) listener(done);
    for (const step of steps) step();
  };

  return {
    get: (object, id) => tables.get(object)?.get(id),
    rows: (object) => tables.get(object)?.values() ?? [],
    put: (object, row) => {
      replace(object, String(row['Id']), row);
      if (depth === 0) finish();
    },
    purge: (object, id) => {
      replace(object, id, null);
      if (depth === 0) finish();
    },
    holder: (object, field, key) => claims.get(`${object}.${field}=${key}`),
    claim(object, field, key, id) {
      const name = `${object}.${field}=${key}`;
      const before = claims.get(name);
      if (id === null) claims.delete(name);
      else claims.set(name, id);
      undo.push(() => void (before === undefined ? claims.delete(name) : claims.set(name, before)));
    },
    afterCommit(step) {
      if (depth === 0) step();
      else deferred.push(step);
    },
    transaction(work) {
      const [undoFrom, changesFrom, deferredFrom] = [undo.length, changes.length, deferred.length];
      depth += 1;
      try {
        return work();
      } catch (error) {
        for (const step of undo.splice(undoFrom).toReversed()) step();
        changes.splice(changesFrom);
        deferred.splice(deferredFrom);
        throw error;
      } finally {
        depth -= 1;
        if (depth === 0) finish();
      }
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
