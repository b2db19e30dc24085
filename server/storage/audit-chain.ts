import { hash } from 'node:crypto';
import type { ChainLink } from './database.ts';

/** What a link of the chain vouches for. */
export type SealedContent = {
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly installation_id: string | null;
  readonly request_id: string | null;
  readonly detail: string;
};

export const EMPTY_CHAIN: ChainLink = { seq: 0, hash: '' };

/** The link that follows `head`: SHA-256 over its place, the hash before it and the row's content, as a JSON array. */
export function nextLink(head: ChainLink, row: SealedContent): ChainLink {
  const seq = head.seq + 1;
  const content = [seq, head.hash, row.at, row.actor, row.action, row.installation_id, row.request_id, row.detail];
  return { seq, hash: hash('sha256', JSON.stringify(content)) };
}
