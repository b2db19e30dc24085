import type { Clock } from '../../../core/ports/world.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { ChannelPauses } from '../delivery-store.ts';

/** The pause of one channel, kept where every process and every admin sees it. */
export type Pausing = {
  /** Reads what another process may have left. */
  load(): Promise<void>;
  /** How much may be tried: everything, one trial because the pause is over, or nothing until a moment. */
  allows(): Promise<'all' | 'one' | { readonly until: EpochMs }>;
  begin(until: EpochMs, reason: string): Promise<void>;
  /** An answer came that was no reason to pause. */
  end(): Promise<void>;
};

export function createPausing(pauses: ChannelPauses, channel: string, clock: Clock): Pausing {
  let isPaused = false;
  return {
    load: async () => {
      isPaused = (await pauses.of(channel)) !== null;
    },
    allows: async () => {
      if (!isPaused) return 'all';
      // Somebody may have ended it in another process.
      const current = await pauses.of(channel);
      isPaused = current !== null;
      if (current === null) return 'all';
      return clock.now() < current.until ? { until: current.until } : 'one';
    },
    begin: async (until, reason) => {
      isPaused = true;
      await pauses.pause(channel, until, reason, clock.now());
    },
    end: async () => {
      if (!isPaused) return;
      isPaused = false;
      await pauses.lift(channel);
    },
  };
}
