import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { adjustableClock } from '../shared/clock.ts';
import { listen, sendJson, shut } from '../shared/http.ts';
import { errorAnswer } from './api-call.ts';
import { handleApiCall } from './api-server.ts';
import { callLog } from './call-log.ts';
import { followCommits } from './change-events.ts';
import type { ControlParts } from './control-call.ts';
import { controlClient } from './control-client.ts';
import type { ControlClient } from './control-client.ts';
import { CONTROL_PREFIX, handleControl } from './control.ts';
import { createDeployments } from './deployments.ts';
import { faultBox } from './faults.ts';
import { createOrg, keyPrefixFor } from './org.ts';
import { readMetadata } from './read-metadata.ts';
import { fillOrg, INTEGRATION_APP, seedApps } from './seed.ts';
import type { SeedName, SeedPeople } from './seed.ts';
import { signingKey } from './signing-key.ts';
import { readSourceFolder } from './source-folder.ts';
import { streamServer } from './stream-server.ts';
import { tokenStore } from './tokens.ts';

export type FakeSalesforceOptions = {
  /** Package directories in source form, read once at the start: objects, permission sets and the rest. None: a bare org. */
  readonly forceApp?: readonly string[];
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly data?: SeedName;
  /** Seed of the faults' random numbers. */
  readonly seed?: number;
  /** How long a stream's connect call waits for events; 110 seconds when absent, as the real one. */
  readonly streamWaitMs?: number;
  /** Base of the org's clock in epoch milliseconds; the control API advances it from there. */
  readonly now?: () => number;
};

export type FakeSalesforce = {
  /** The org's My Domain: `http://127.0.0.1:port`. */
  readonly url: string;
  /** The app that the server signs in with (client credentials). */
  readonly app: { readonly clientId: string; readonly clientSecret: string };
  /** Ids of who is in the org at the start; a reset gives the same ones. */
  readonly people: SeedPeople;
  readonly control: ControlClient;
  close(): Promise<void>;
};

/** Starts the pretended org; it answers when the promise settles. */
export async function startFakeSalesforce(options: FakeSalesforceOptions = {}): Promise<FakeSalesforce> {
  const { port = 0, host = '127.0.0.1', data = 'kestrel', forceApp = [] } = options;
  const folders = forceApp.map((folder) => readSourceFolder(folder));
  const stopping = new AbortController();
  const key = signingKey();
  let taken = 0;
  let reopening: NodeJS.Timeout | undefined;
  const url = (): string => `http://127.0.0.1:${String(taken)}`;

  function build(seed: SeedName): ControlParts {
    const org = createOrg(adjustableClock(options.now));
    const deployed = readMetadata(folders.flat(), keyPrefixFor(org.schema));
    const people = fillOrg(org, [deployed], seed);
    const faults = faultBox(options.seed ?? 1);
    org.recordFault = (object, operation) => faults.strikeRecord(object, operation);
    followCommits(org);
    const tokens = tokenStore(org.clock, org.organizationId);
    return {
      org,
      people,
      faults,
      key,
      apps: new Map(seedApps(people).map((app) => [app.clientId, app])),
      tokens,
      stream: streamServer(org, tokens, options.streamWaitMs ?? 110_000),
      codes: new Map(),
      deployments: createDeployments(),
      log: callLog(),
      queries: new Map(),
      actions: { notifications: [], mails: [] },
      browserUser: null,
      signsInByPage: false,
      url,
      closing: stopping.signal,
      reset: (name) => {
        parts = build(name ?? data);
      },
      outage: (forMs) => setImmediate(() => void closeFor(forMs)),
    };
  }
  let parts = build(data);

  async function closeFor(forMs: number): Promise<void> {
    await shut(server);
    if (!stopping.signal.aborted) reopening = setTimeout(() => server.listen(taken, host), forMs);
  }

  const server = createServer((request, response) => {
    handle(parts, request, response).catch((error: unknown) => sendFault(response, error));
  });
  // Longer than any client keeps one: a busy machine would meet connections that are just being closed.
  server.keepAliveTimeout = 65_000;
  taken = await listen(server, port, host);

  return {
    url: url(),
    app: INTEGRATION_APP,
    people: parts.people,
    control: controlClient(url()),
    async close() {
      stopping.abort();
      clearTimeout(reopening);
      await shut(server);
    },
  };
}

async function handle(parts: ControlParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/';
  if (path.startsWith(`${CONTROL_PREFIX}/`)) await handleControl(parts, request, response);
  else await handleApiCall(parts, request, response);
}

/** A fault of the pretended org itself is told, never hidden behind an answer that a test might take for the real one's. */
function sendFault(response: ServerResponse, error: unknown): void {
  const message = `The pretended org cannot do this: ${Error.isError(error) ? error.message : 'unknown'}`;
  if (response.headersSent) response.destroy();
  else sendJson(response, 500, errorAnswer(500, 'UNKNOWN_EXCEPTION', message).body);
}
