import { EMPTY_CHAIN } from '../audit-chain.ts';
import type { ChainHead, ChainLink } from '../database.ts';
import type { SqliteConnection } from './connection.ts';
import type { GroupHooks } from './write-queue.ts';

/** The chain's newest link, kept in memory between commits, and put back when a work or a commit fails. */
export type CachedChainHead = ChainHead & Omit<GroupHooks, 'groupBegins'>;

export function cachedChainHead(connection: SqliteConnection): CachedChainHead {
  let link: ChainLink | null = null;
  let beforeWork: ChainLink | null = null;
  return {
    current: () => {
      link ??= newestLink(connection);
      return link;
    },
    advance: (next) => {
      link = next;
    },
    workBegins: () => {
      beforeWork = link;
    },
    workUndone: () => {
      link = beforeWork;
    },
    groupEnded: (committed) => {
      if (!committed) link = null;
    },
  };
}

function newestLink(connection: SqliteConnection): ChainLink {
  const sql = 'select seal_seq as seq, hash from audit where seal_seq is not null order by seal_seq desc limit 1';
  return (connection.get(sql, []) as ChainLink | undefined) ?? EMPTY_CHAIN;
}
