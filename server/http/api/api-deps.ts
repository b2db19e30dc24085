import type { CorePorts } from '../../../core/use-cases/core-ports.ts';
import type { Person } from '../../../core/people/rights.ts';
import type { InstallationStore } from '../../../core/ports/stores.ts';
import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { Links } from '../../links.ts';
import type { LiveUpdates } from '../../live/live-updates.ts';
import type { RequestReader } from '../../storage/store.ts';
import type { AgentBody } from './schemas.ts';

/** What the API needs of the rest of the server. */
export type ApiDeps = {
  readonly core: CorePorts;
  readonly reader: RequestReader;
  readonly installations: InstallationStore;
  readonly links: Links;
  readonly live: LiveUpdates;
  readonly remoteTool: Pick<RemoteTool, 'readAddress'>;
  readonly credentials: InstallCredentials;
  readonly directory: AgentDirectory;
  readonly trouble: DeliveryTrouble;
  readonly resend: (deliveryId: string) => Promise<boolean>;
};

export type InstallCredentials = {
  /** The installation an install secret belongs to; null when it is unknown or revoked. */
  installationOf(secret: string): Promise<string | null>;
};

export type AgentDirectory = {
  /** The person behind an agent that an installation names: matched by mail address, else known to that installation only. */
  personOf(installationId: string, agent: AgentBody): Promise<Person>;
  /** Null when there is no such queue that this installation may use. */
  queue(installationId: string, queueId: string): Promise<{ readonly id: string; readonly name: string } | null>;
};

export type Trouble = {
  readonly deliveryId: string;
  readonly kind: string;
  readonly state: 'parked' | 'unknown' | 'delayed';
  /** A sentence for the agent. */
  readonly reason: string;
};

export type DeliveryTrouble = {
  /** What could not be delivered, by request id. Requests without trouble are absent. */
  of(requestIds: readonly string[]): Promise<ReadonlyMap<string, readonly Trouble[]>>;
  /** The request a delivery belongs to; null when there is no such delivery. */
  requestOf(deliveryId: string): Promise<string | null>;
};
