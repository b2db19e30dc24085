import type { Clock } from '../../../core/ports/world.ts';
import type { LeaseStore } from '../../storage/store.ts';
import type { DeliveryKind } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ChannelPauses, DeliveryStore, Resends } from '../delivery-store.ts';
import type { DispatchSettings } from './settings.ts';
import type { Timers } from './timers.ts';

export type DispatcherDeps = {
  readonly store: DeliveryStore;
  readonly pauses: ChannelPauses;
  readonly resends: Resends;
  readonly leases: LeaseStore;
  /**
   * Who holds the leases. On SQLite, where no second server can run on the file, a fixed name: after a crash the next process goes on at
   * once. On PostgreSQL a name of this process alone.
   */
  readonly owner: string;
  readonly kinds: ReadonlyMap<string, DeliveryKind>;
  readonly services: DeliveryServices;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly settings: DispatchSettings;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly newId: () => string;
  /** For the server's log. `code` is stable; nothing of it is secret. */
  readonly report: (trouble: {
    readonly code: string;
    readonly channel: string | null;
    readonly error: unknown;
  }) => void;
};
