import type { Clock } from '../../../core/ports/world.ts';
import type { LeaseStore } from '../../storage/store.ts';

/** The right of this process to serve one channel. */
export type ChannelLease = {
  /** Takes or keeps the right. `taken`: it was somebody else's, or nobody's, since we last held it. */
  ensure(): Promise<'held' | 'taken' | 'refused'>;
  /** Whether it lasts for a call of so many milliseconds from now. */
  covers(ms: number): boolean;
  release(): Promise<void>;
};

export function createChannelLease(deps: {
  readonly channel: string;
  readonly owner: string;
  readonly leases: LeaseStore;
  readonly clock: Clock;
  readonly leaseMs: number;
}): ChannelLease {
  const { leases, clock, leaseMs, owner } = deps;
  const name = `deliveries:${deps.channel}`;
  let heldUntil: number | null = null;

  const left = (): number => (heldUntil === null ? 0 : heldUntil - clock.now());

  return {
    ensure: async () => {
      // Renewed in time for the longest call: two thirds of the lease are longer than that.
      if (left() > (leaseMs * 2) / 3) return 'held';
      const lasted = left() > 0;
      const now = clock.now();
      if (!(await leases.hold(name, owner, now, leaseMs))) {
        heldUntil = null;
        return 'refused';
      }
      heldUntil = now + leaseMs;
      return lasted ? 'held' : 'taken';
    },
    covers: (ms) => left() > ms,
    release: async () => {
      if (heldUntil === null) return;
      heldUntil = null;
      await leases.release(name, owner);
    },
  };
}
