import type { AdjustableClock } from '../shared/clock.ts';
import type { ControlClient as DeskControl } from '../freshservice/control-client.ts';
import type { Broker } from './broker.ts';
import type { CallFaults } from './call-faults.ts';
import type { TemplateCallLog } from './call-log.ts';
import type { CallWindow } from './call-window.ts';
import type { EventLog } from './event-log.ts';
import type { InstalledApp } from './installed-app.ts';
import type { KeyValueStore } from './key-value-store.ts';
import type { Schedules } from './schedules.ts';

/** How the account behaves. */
export type PlatformSettings = {
  /** Servers that stand for public host names. The one liberty this fake takes: the real platform speaks https with public names only. */
  hosts: Readonly<Record<string, string>>;
  /** What the account calls itself in events and in `client.data`. */
  domain: string;
  /** The framework also answers for a handler whose promise resolves, as was seen with the vendor's own tool. */
  autoAnswer: boolean;
  /** For tests that cannot wait 15 seconds: a shorter limit of one call. Null: what the app was installed with. */
  shortTimeoutMs: number | null;
  /** Whether the app's pages get the help desk's buttons and fields, or wait in vain for their address. */
  crayons: 'served' | 'blocked';
};

/** The pretended account and everything that happens in it. */
export type Platform = {
  readonly clock: AdjustableClock;
  readonly appDir: string;
  readonly settings: PlatformSettings;
  readonly desk: DeskControl;
  readonly limits: { readonly templates: CallWindow; readonly functions: CallWindow };
  readonly faults: CallFaults;
  readonly calls: TemplateCallLog;
  readonly events: EventLog;
  readonly store: KeyValueStore;
  readonly schedules: Schedules;
  readonly broker: Broker;
  /** Fires when the fake stops. */
  readonly closing: AbortSignal;
  /** Null: not installed. */
  app: InstalledApp | null;
};
