import type { ActionLog, OpenQueries } from './api-call.ts';
import type { CallLog } from './call-log.ts';
import type { Deployments } from './deployments.ts';
import type { ExternalApp } from './external-app.ts';
import type { FaultBox } from './faults.ts';
import type { Org } from './org.ts';
import type { SigningKey } from './signing-key.ts';
import type { StreamServer } from './stream-server.ts';
import type { Tokens } from './tokens.ts';

/** Everything the fake is made of; replaced as a whole by a reset. */
export type Parts = {
  readonly org: Org;
  readonly apps: Map<string, ExternalApp>;
  readonly tokens: Tokens;
  readonly codes: Map<string, PendingCode>;
  readonly key: SigningKey;
  readonly faults: FaultBox;
  readonly log: CallLog;
  readonly queries: OpenQueries;
  readonly actions: ActionLog;
  readonly stream: StreamServer;
  readonly deployments: Deployments;
  /** Who is sitting at the org's sign-in page; null presses Cancel. */
  browserUser: string | null;
  /** His browser has no session of the org: the page asks for a press first. */
  signsInByPage: boolean;
  /** Where the org is, as links name it. */
  readonly url: () => string;
  /** Fires when the server closes: open answers are dropped. */
  readonly closing: AbortSignal;
};

/** A code of the web flow that was not exchanged yet. */
export type PendingCode = {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
  readonly nonce: string | null;
  readonly expiresAt: number;
};
