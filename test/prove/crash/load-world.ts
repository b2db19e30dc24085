import type { Random } from '../../fakes/shared/random.ts';
import type { PanelClient } from '../../support/panel-client.ts';
import type { Findings } from '../shared/proof.ts';
import type { Journal } from './journal.ts';
import type { Mint } from './mint.ts';
import type { Pool } from './pool.ts';

/** What everybody in the load works with. */
export type LoadWorld = {
  readonly panelOf: (agent: { readonly id: string; readonly name: string }) => PanelClient;
  readonly tickets: readonly { readonly id: string; readonly number: string }[];
  readonly journal: Journal;
  readonly pool: Pool;
  readonly mint: Mint;
  readonly findings: Findings;
  /** Commands without an answer, to be sent again. */
  readonly doubtful: PanelCommand[];
  /** Some acknowledged ones, to be sent again although there is no need. */
  readonly acknowledged: PanelCommand[];
};

/** A command of a panel, ready to be sent, and sent again as it is. */
export type PanelCommand = {
  readonly what: string;
  readonly evidence: string;
  readonly agent: { readonly id: string; readonly name: string };
  /** Null: it makes a request. */
  readonly requestId: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  /** As first told; null as long as nothing was. */
  version: number | null;
};

export type Step = (world: LoadWorld, random: Random) => Promise<void>;

/** Thrown when the server is gone: the worker's day is over. */
export class ServerGone extends Error {
  readonly code = 'server-gone';
}
