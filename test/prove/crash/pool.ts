import type { Random } from '../../fakes/shared/random.ts';

/** A request that the load knows of. */
export type KnownRequest = {
  readonly id: string;
  readonly joinUrl: string;
  /** Where its recipient seems to be: each has a network of their own. */
  readonly clientAddress: string;
  status: string;
  /** Somebody is at its page: two people at one page would make presses that cannot be counted. */
  atThePage: boolean;
};

/** The requests that were acknowledged so far. */
export type Pool = {
  add(id: string, joinUrl: string, status: string): void;
  any(random: Random): KnownRequest | null;
  seen(id: string, status: string): void;
};

export function createPool(): Pool {
  const byId = new Map<string, KnownRequest>();
  const all: KnownRequest[] = [];
  return {
    add: (id, joinUrl, status) => {
      if (byId.has(id)) return;
      const n = all.length;
      const clientAddress = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
      const known = { id, joinUrl, clientAddress, status, atThePage: false };
      byId.set(id, known);
      all.push(known);
    },
    any: (random) => all[Math.floor(random() * all.length)] ?? null,
    seen: (id, status) => {
      const known = byId.get(id);
      if (known !== undefined) known.status = status;
    },
  };
}
