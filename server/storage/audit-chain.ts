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
  /** Random, so that nobody can find out by guessing what a veil stands for. Null: sealed before there were veils, or pseudonymised. */
  readonly salt: string | null;
  /** Set when actor or detail were replaced by a pseudonym: what the chain vouches for in their place. */
  readonly veil: string | null;
};

export const EMPTY_CHAIN: ChainLink = { seq: 0, hash: '' };

/** The veil of a row that was sealed before there were salts: its own hash then stands for it. */
export const VEILED_BY_ITS_HASH = 'own-hash';

/**
 * The link that follows `head`: SHA-256 over its place, the hash before it and the row's content, as a JSON array. Who and what are in it
 * as a salted hash, so that they can be replaced by a pseudonym, and the salt forgotten, without the chain being made anew.
 */
export function nextLink(head: ChainLink, row: SealedContent): ChainLink {
  const seq = head.seq + 1;
  const veil = veilOf(row);
  const content =
    veil === null
      ? [seq, head.hash, row.at, row.actor, row.action, row.installation_id, row.request_id, row.detail]
      : ['veiled', seq, head.hash, row.at, veil, row.action, row.installation_id, row.request_id];
  return { seq, hash: hash('sha256', JSON.stringify(content)) };
}

/** What stands for who and what in the chain; null where they stand for themselves. */
export function veilOf({ salt, veil, actor, detail }: Omit<SealedContent, 'at' | 'action'>): string | null {
  if (salt === null) return veil;
  return hash('sha256', JSON.stringify([salt, actor, detail]));
}
