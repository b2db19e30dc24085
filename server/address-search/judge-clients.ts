import type { OnlineClient } from '../../core/ports/session-records.ts';
import type { EpochMs, RemoteAddress } from '../../core/session-request/values.ts';

/** Somebody who pressed the download and whose address is not known yet. */
export type Searcher = { readonly requestId: string; readonly pressedAt: EpochMs };

export type Judgement = {
  /** The one client for the one who may have started it. */
  readonly found: readonly { readonly requestId: string; readonly address: RemoteAddress }[];
  /** Requests for which it can no longer be told. */
  readonly unclear: readonly string[];
};

/**
 * Whose a client is that came online. Only when exactly one searcher can have started it, and exactly one such client came, is anything
 * said; whoever could be meant otherwise is told nothing, now and later.
 */
export function judgeClients(fresh: readonly OnlineClient[], searchers: readonly Searcher[]): Judgement {
  const pairs = fresh.flatMap(({ address, onlineSince }) =>
    searchers.filter(({ pressedAt }) => onlineSince >= pressedAt).map(({ requestId }) => ({ requestId, address })),
  );
  const isOnlyOne = ({ requestId, address }: (typeof pairs)[number]): boolean =>
    pairs.every((other) => (other.requestId === requestId) === (other.address === address));
  const found = pairs.filter(isOnlyOne);
  const sure = new Set(found.map(({ requestId }) => requestId));
  const unclear = new Set(pairs.map(({ requestId }) => requestId).filter((id) => !sure.has(id)));
  return { found, unclear: [...unclear] };
}
