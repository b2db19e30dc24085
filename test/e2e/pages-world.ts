import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { pino } from 'pino';
import { anydesk } from '../../connectors/anydesk/src/anydesk.ts';
import { commandLine } from '../../connectors/anydesk/src/command-line.ts';
import type { Person } from '../../core/people/rights.ts';
import type { AnyDeskClient, InstallationSettings, RemoteClient } from '../../core/ports/installation.ts';
import type { StoredRequest } from '../../core/ports/stores.ts';
import type { SessionRequestCommand } from '../../core/session-request/commands.ts';
import type { Assignee, Recipient, Schedule } from '../../core/session-request/values.ts';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { createRequest } from '../../core/use-cases/create-request.ts';
import { endEventStreams } from '../../server/http/event-stream.ts';
import type { ConnectDeps } from '../../server/http/connect/connect-deps.ts';
import { connectRoutes } from '../../server/http/connect/connect-routes.ts';
import { faultHandler, noSuchRoute } from '../../server/http/fault-handler.ts';
import { joinRoutes } from '../../server/http/join/join-routes.ts';
import { securityHeaders } from '../../server/http/security-headers.ts';
import { createJoinCodes } from '../../server/join-codes/join-codes.ts';
import { createLinks, type Links } from '../../server/links.ts';
import { createLiveUpdates } from '../../server/live/live-updates.ts';
import { createErrorPage } from '../../server/pages/error-page.ts';
import { createPages, type Pages } from '../../server/pages/pages.ts';
import { createKeyRing } from '../../server/secrets/key-ring.ts';
import { openStore } from '../../server/storage/open-store.ts';
import type { LinkFetch, Store } from '../../server/storage/store.ts';
import { randomIds } from '../../server/world.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { ANNA, BEN, MAY, TICKET } from '../builders/people.ts';
import { watchFetches } from './watch-fetches.ts';
import { cookieSignIn, type CookieSignIn } from './cookie-sign-in.ts';
import { noOrgSignIns } from './no-org-sign-ins.ts';
import type { RemoteAccount } from '../../server/session-watch/remote-accounts.ts';
import { createSeenSessions } from '../../server/session-watch/seen-sessions.ts';
import { createStopEnds } from '../../server/session-watch/stop-ends.ts';
import type { RequestSigns } from '../../server/session-watch/request-signs.ts';
import { phoneNumbers } from '../../server/sms/phone-numbers.ts';
import { createQueueWaits } from '../../server/queue-waits/queue-waits.ts';

const ANNA_PERSON: Person = { ...ANNA, role: 'support-agent', queueIds: [] };
const BEN_PERSON: Person = { ...BEN, role: 'support-agent', queueIds: [] };
const VERA_PERSON: Person = { id: 'agent-vera', name: 'Vera Vogel', email: null, role: 'viewer', queueIds: [] };

/** The join and connect pages over real HTTP on this machine, on a database of their own. */
export type PagesWorld = {
  readonly publicUrl: string;
  readonly store: Store;
  readonly core: CorePorts;
  readonly links: Links;
  readonly pages: Pages;
  /** Anna, Ben (support agents) and Vera (viewer) sign in by a cookie. */
  readonly signIn: CookieSignIn;
  /** Moves the clock that everything here goes by. */
  advance(ms: number): void;
  /** Faults that became error pages. */
  readonly faults: unknown[];
  create(over?: Wanted): Promise<Made>;
  /** Gives a command as the agent, the system or whoever its actor is. */
  give(requestId: string, command: Exclude<SessionRequestCommand, { type: 'create-request' }>): Promise<void>;
  stored(requestId: string): Promise<StoredRequest>;
  /** Settles when the next form post was answered. */
  nextPost(): Promise<void>;
  /** The noted fetches of a link, as soon as there are this many. */
  linkFetches(requestId: string, count: number): Promise<readonly LinkFetch[]>;
  settings(over: Partial<InstallationSettings>): Promise<void>;
  close(): Promise<void>;
};

/** What is not as usual of a request. */
export type Wanted = {
  schedule?: Schedule;
  assignee?: Assignee;
  language?: string;
  withoutTicket?: boolean;
  recipient?: Recipient;
  installationId?: string;
};
export type Made = { readonly id: string; readonly url: string; readonly path: string };

type Options = {
  /** Addresses of the signed-in agents' own devices. */
  readonly devices?: readonly string[];
  readonly requestsPerMinute?: number;
  /** What AnyDesk's record lets one say of requests. */
  readonly signs?: ReadonlyMap<string, RequestSigns>;
  /** AnyDesk accounts whose books are read, by id. */
  readonly accounts?: ReadonlyMap<string, RemoteAccount>;
  /** Headers that never arrive, as from browsers that do not send them. */
  readonly withoutHeaders?: RegExp;
  /** How AnyDesk is started; the real URL forms unless given. */
  readonly launch?: ConnectDeps['launch'];
};

/** Starts a world. Close it after the suite. */
export async function pagesWorld(options: Options = {}): Promise<PagesWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-pages-'));
  const store = await openStore({ databaseUrl: null, dataDir });
  const app = express();
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(securityHeaders(false));
  const answers = new EventEmitter();
  app.use((request, response, next) => {
    response.on('finish', () => answers.emit(request.method));
    for (const name of Object.keys(request.headers))
      if (options.withoutHeaders?.test(name)) delete request.headers[name];
    next();
  });
  const server = await listening(app);
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  let offset = 0;
  const clock = { now: () => Date.now() + offset };
  const keys = createKeyRing(Buffer.alloc(32, 7));
  const links = createLinks(keys, publicUrl);
  const live = createLiveUpdates();
  const pages = createPages({ publicUrl });
  const core = { unitOfWork: store.unitOfWork, planner: { plan: () => [] }, changes: live, clock, ids: randomIds };
  const faults: unknown[] = [];
  const orgSignIns = await noOrgSignIns({ store, keys, clock }, publicUrl);
  const signIn = cookieSignIn([ANNA_PERSON, BEN_PERSON, VERA_PERSON]);
  const settings = async (over: Partial<InstallationSettings>): Promise<void> => {
    const installation = anInstallation({}, over);
    await store.installations.save({
      installation,
      address: 'acme.freshservice.com',
      plan: 'pro',
      sealedCredentials: null,
      createdAt: 0,
    });
  };
  await settings({});

  const watched = watchFetches(store);
  const world = {
    publicUrl,
    store,
    core,
    links,
    pages,
    faults,
    signIn,
    settings,
    linkFetches: watched.linkFetches,
    nextPost: async () => void (await once(answers, 'POST')),
    advance: (ms: number) => {
      offset += ms;
    },
    create: async (over = {}) => made(core, links, over),
    give: (requestId: string, command: Exclude<SessionRequestCommand, { type: 'create-request' }>) =>
      given(core, requestId, command),
    stored: async (requestId: string) => {
      const found = await store.requests.find(requestId);
      if (found === null) throw new Error('the request is gone');
      return found;
    },
  } satisfies Omit<PagesWorld, 'close'>;

  app.use('/assets', pages.assets.router);
  app.use(
    joinRoutes({
      core,
      requests: store.requests,
      installations: store.installations,
      presence: watched.presence,
      links,
      waits: createQueueWaits(store.database, clock),
      stopEnds: createStopEnds({
        accounts: { find: async (id) => options.accounts?.get(id) ?? null },
        sessions: createSeenSessions(store.database),
      }),
      codes: createJoinCodes(store.database, keys, clock),
      keys,
      live,
      readPhone: async (typed) => (await phoneNumbers()).read(typed, 'TW')?.number ?? null,
      remoteTool: anydesk,
      pages,
      publicUrl,
      report: (error) => faults.push(error),
      requestsPerMinute: options.requestsPerMinute ?? 100_000,
    }),
  );
  app.use(
    connectRoutes({
      core,
      requests: store.requests,
      installations: store.installations,
      signIn,
      seen: () => undefined,
      devicesOf: async () => options.devices ?? [],
      orgSignIns,
      hasCompanyProvider: async () => false,
      signs: { of: async () => options.signs ?? new Map() },
      live,
      remoteTool: anydesk,
      pages,
      launch: options.launch ?? launchAnyDesk,
      report: (error) => faults.push(error),
    }),
  );
  app.use(noSuchRoute);
  app.use(faultHandler(pino({ level: 'silent' }), createErrorPage(pages)));
  return {
    ...world,
    close: async () => {
      endEventStreams();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function launchAnyDesk(address: string, client: RemoteClient) {
  const own = client as AnyDeskClient;
  const commandLines = (['windows', 'macos', 'linux'] as const).flatMap((system) => {
    const line = commandLine(address, own, system);
    return line === null ? [] : [{ system, use: 'plain' as const, line }];
  });
  return { url: anydesk.launchUrl(address, client), commandLines, ownClient: null, isOtherTool: false };
}

async function listening(app: express.Express): Promise<Server> {
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve(server));
  });
}

async function made(core: CorePorts, links: Links, over: Wanted): Promise<Made> {
  const answer = await createRequest(core, {
    installationId: over.installationId ?? 'acme',
    person: ANNA_PERSON,
    proof: 'signed-in',
    asked: {
      ticket: over.withoutTicket === true ? null : TICKET,
      recipient: over.recipient ?? MAY,
      assignee: over.assignee ?? { kind: 'agent', agent: ANNA, queueId: null },
      comment: '',
      schedule: over.schedule ?? null,
      expiresAt: null,
      channels: ['link'],
      language: over.language ?? null,
    },
    another: true,
    envelope: null,
  });
  if (!answer.ok) throw new Error(`not created: ${answer.refusal.reason}`);
  const url = links.joinUrl(answer.stored.request);
  return { id: answer.stored.request.id, url, path: new URL(url).pathname };
}

async function given(
  core: CorePorts,
  requestId: string,
  command: Exclude<SessionRequestCommand, { type: 'create-request' }>,
): Promise<void> {
  const none = { person: null, installationId: null, expectedVersion: null, envelope: null };
  const answer = await commandRequest(core, { requestId, command, ...none });
  if (!answer.ok) throw new Error(`${command.type} was refused: ${answer.refusal.reason}`);
}
