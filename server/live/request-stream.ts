import type { Change } from '../../core/ports/change-feed.ts';
import type { StoredRequest } from '../../core/ports/stores.ts';
import type { EventStream } from '../http/event-stream.ts';
import type { ChangeScope, RequestReader } from '../storage/store.ts';
import type { LiveUpdates } from './live-updates.ts';

export type RequestStreamOptions = {
  readonly reader: Pick<RequestReader, 'changedSince'>;
  readonly live: LiveUpdates;
  readonly scope: ChangeScope;
  /** From `Last-Event-ID`; null for a first visit, which begins with every request of the scope as it is now. */
  readonly lastEventId: string | null;
  /** What this reader may see of the request; null: nothing (it then gets no event). */
  readonly view: (stored: StoredRequest) => Promise<unknown>;
  /** Asked at every beat and before every event; false ends the stream. */
  readonly stillAllowed: () => Promise<boolean>;
  readonly beatMs?: number;
};

const BEAT_MS = 15_000;

/**
 * Sends the view of a request each time it changes. An event's id is a position in the store's log, so a reader who comes back gets
 * what it missed; the same view twice is harmless, a missed one is not. Returns what to do when the reader is gone.
 */
export function streamRequests(stream: EventStream, options: RequestStreamOptions): () => void {
  let ended = false;
  let position = readPosition(options.lastEventId);
  let running: Promise<void> = Promise.resolve();
  /** By request, which of its events this reader has seen: those that come once more for safety's sake are not sent again. */
  const sent = new Map<string, number>();

  /** Where something stands beside the request that is no event of its log. */
  const beside = new Set<string>();

  const sendBeside = async (): Promise<void> => {
    const ids = [...beside];
    beside.clear();
    for (const requestId of ids) {
      for (const { stored } of await options.reader.changedSince({ kind: 'request', requestId }, 0)) {
        const view = await options.view(stored);
        if (view !== null) stream.send({ name: 'request', id: String(position), data: view });
      }
    }
  };
  const catchUp = async (): Promise<void> => {
    if (ended) return;
    if (!(await options.stillAllowed())) {
      stream.send({ name: 'ended', id: null, data: {} });
      finish();
      stream.end();
      return;
    }
    const changes = await options.reader.changedSince(options.scope, position);
    for (const { stored, position: newest } of newFirst(changes, position)) {
      const { id } = stored.request;
      if (sent.get(id) === newest) continue;
      const view = await options.view(stored);
      position = Math.max(position, newest);
      if (view !== null) stream.send({ name: 'request', id: String(position), data: view });
      sent.set(id, newest);
      beside.delete(id);
    }
    await sendBeside();
  };
  // One at a time and in order; a failing database must end the stream, not the process: the browser comes back by itself.
  const enqueue = (): void => {
    running = running.then(catchUp).catch(() => {
      finish();
      stream.end();
    });
  };

  const unsubscribe = options.live.subscribe((change) => {
    if (!isWithin(change, options.scope)) return;
    if (change.beside === true) beside.add(change.requestId);
    enqueue();
  });
  const beat = setInterval(() => {
    stream.beat();
    enqueue();
  }, options.beatMs ?? BEAT_MS);
  const finish = (): void => {
    ended = true;
    clearInterval(beat);
    unsubscribe();
  };
  enqueue();
  return finish;
}

/** News before what only comes again, so that a reader whose line breaks after each event still gets on. */
function newFirst<Found extends { readonly position: number }>(
  changes: readonly Found[],
  since: number,
): readonly Found[] {
  const { news = [], again = [] } = Object.groupBy(changes, (one) => (one.position > since ? 'news' : 'again'));
  return [...news, ...again];
}

function readPosition(lastEventId: string | null): number {
  return lastEventId !== null && /^[0-9]{1,15}$/.test(lastEventId) ? Number(lastEventId) : 0;
}

function isWithin(change: Change, scope: ChangeScope): boolean {
  switch (scope.kind) {
    case 'request':
      return change.requestId === scope.requestId;
    case 'ticket':
      return change.installationId === scope.installationId && change.ticketId === scope.ticketId;
    default:
      return scope satisfies never;
  }
}
