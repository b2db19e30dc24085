import { Streaming } from 'jsforce/lib/api/streaming.js';
import type { Session } from './session.ts';
import { createStreamExtension } from './stream-extension.ts';

/** Why a client was given up. */
export type StreamEnd =
  | { readonly kind: 'stopped' }
  /** `used-up`: the org's limit; it passes by itself within a day. */
  | { readonly kind: 'token-refused' | 'position-lost' | 'used-up' | 'broken'; readonly because: string };

export type StreamNews = {
  /** The subscription stands, or stands again: there may have been events that nobody heard. */
  begun(): void;
  /** An event came, with its position where it told one. */
  heard(position: string | null): void;
};

export type StreamFrom = {
  readonly position: string | null;
  readonly times: { readonly silenceMs: number; readonly longestMs: number };
  readonly stopped: AbortSignal;
};

/** An org that says nothing for longer than it said it would, and half as long again, has gone. */
const SILENT_WAITS = 1.6;
const LEAST_SILENCE_MS = 2000;
/** How soon an org answers a client that is new to it. */
const FIRST_WORD_MS = 10_000;

/** Listens with one client until it ends for whatever reason. One channel a client: two would send each other's position. */
export function listenOnce(
  session: Session,
  channel: string,
  { position, times, stopped }: StreamFrom,
  news: StreamNews,
): Promise<StreamEnd> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let heardAt = startedAt;
    let promisedMs = times.silenceMs;
    let silenceMs = Math.min(times.silenceMs, FIRST_WORD_MS);
    let ended = false;
    const end = (because: StreamEnd): void => {
      if (ended) return;
      ended = true;
      clearInterval(watchdog);
      stopped.removeEventListener('abort', stop);
      leave(client);
      resolve(because);
    };
    const stop = (): void => end({ kind: 'stopped' });
    const extension = createStreamExtension(channel, position, {
      alive: () => {
        heardAt = performance.now();
        silenceMs = promisedMs;
      },
      begun: () => {
        if (!ended) news.begun();
      },
      at: (next) => news.heard(next),
      refused: () => end({ kind: 'token-refused', because: 'The org refused the token of the stream.' }),
      ended: (error) => end(readEnd(error)),
      waits: (ms) => {
        promisedMs = Math.min(times.silenceMs, Math.max(LEAST_SILENCE_MS, ms * SILENT_WAITS));
      },
    });
    const client = new Streaming(session.connection).createClient([extension]);
    const watchdog = setInterval(
      () => {
        const now = performance.now();
        if (now - heardAt > silenceMs) {
          end({ kind: 'broken', because: 'Nothing more was heard from the stream of the org.' });
        } else if (now - startedAt > times.longestMs) {
          end({ kind: 'broken', because: 'The connection is renewed, as it is every few hours.' });
        }
      },
      Math.min(1000, times.silenceMs / 4),
    );
    stopped.addEventListener('abort', stop);
    // The extension hears what comes; waiting for the subscription tells why there is none.
    void failureOf(client.subscribe(channel, () => undefined)).then((failed) =>
      failed === null ? undefined : end(failed),
    );
    if (stopped.aborted) stop();
  });
}

/** Null when the subscription stands; otherwise why it does not. */
async function failureOf(subscription: PromiseLike<unknown>): Promise<StreamEnd | null> {
  try {
    await subscription;
    return null;
  } catch (error) {
    return readSubscribeError(error);
  }
}

/** What faye has no public call for: an end without the other side's consent. */
type Internals = {
  disconnect(): void;
  readonly _dispatcher: {
    close(): void;
    readonly _envelopes: Map<unknown, { readonly timer?: NodeJS.Timeout | null }>;
  };
};

const FAREWELL_MS = 1000;

/** Says good-bye where that can be said, and lets go of everything soon after: left alone, faye would try for ever. */
function leave(client: object): void {
  const internals = client as Internals;
  internals.disconnect();
  const { _dispatcher: dispatcher } = internals;
  const { _envelopes: open } = dispatcher;
  setTimeout(() => {
    dispatcher.close();
    for (const { timer } of open.values()) clearTimeout(timer ?? undefined);
    open.clear();
  }, FAREWELL_MS);
}

function readSubscribeError(error: unknown): StreamEnd {
  // What faye throws is no Error of the language.
  return readEnd(typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '');
}

/** What the org says when it ends a client or refuses a subscription. */
function readEnd(message: string): StreamEnd {
  if (/replayid/i.test(message)) {
    return { kind: 'position-lost', because: 'The org no longer keeps the news since the last connection.' };
  }
  if (/^40[13]::?.*(?:auth|session|credential)/i.test(message)) {
    return { kind: 'token-refused', because: 'The org refused the token of the stream.' };
  }
  if (/limit/i.test(message)) {
    return { kind: 'used-up', because: "The org's limit of streamed events or of listeners is used up." };
  }
  return {
    kind: 'broken',
    because: 'The org refused to stream: check that the doorbell package is deployed and readable.',
  };
}
