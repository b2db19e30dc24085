import type { Request } from 'express';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import type { LinkFetch, PresenceStore } from '../../storage/store.ts';

/** Remembers that links were fetched, by whomever, without touching the request and without the fetch waiting for it. */
export type LinkFetches = {
  note(requestId: string, request: Request, at: EpochMs): void;
  /** Writes what is waiting. */
  flush(): Promise<void>;
};

type Options = {
  readonly presence: Pick<PresenceStore, 'recordLinkFetch'>;
  readonly keys: KeyRing;
  readonly report: (error: unknown) => void;
  readonly flushAfterMs?: number;
};

/** The same visitor again within this time is one fetch: pages refresh themselves. */
const SAME_VISIT_MS = 10 * 60_000;
const MOST_REMEMBERED = 2000;

export function createLinkFetches({ presence, keys, report, flushAfterMs = 1000 }: Options): LinkFetches {
  const seenAt = new Map<string, EpochMs>();
  let waiting: LinkFetch[] = [];
  let timer: NodeJS.Timeout | null = null;

  const flush = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const batch = waiting;
    waiting = [];
    try {
      for (const fetch of batch) await presence.recordLinkFetch(fetch);
    } catch (error) {
      // A log of fetches is a help, not a promise: losing some must not trouble anybody.
      report(error);
    }
  };

  return {
    flush,
    note: (requestId, request, at) => {
      const userAgent = printable(request.get('user-agent') ?? '').slice(0, 200);
      const hash = keys.mac('link-fetch', `${requestId} ${request.ip ?? ''}`).toString('base64url');
      const addressHash = hash.slice(0, 16);
      const visitor = `${requestId} ${addressHash} ${userAgent}`;
      const isSameVisit = at - (seenAt.get(visitor) ?? Number.NEGATIVE_INFINITY) < SAME_VISIT_MS;
      if (isSameVisit || waiting.length >= MOST_REMEMBERED) return;
      if (seenAt.size >= MOST_REMEMBERED) seenAt.clear();
      seenAt.set(visitor, at);
      waiting.push({ requestId, at, addressHash, userAgent });
      timer ??= setTimeout(() => void flush(), flushAfterMs).unref();
    },
  };
}

/** Header values may hold any byte; the databases may not. */
function printable(text: string): string {
  return text.replaceAll(/[^\u0020-\u007e]/g, '?');
}
