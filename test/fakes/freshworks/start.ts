import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { controlClient } from '../freshservice/control-client.ts';
import { adjustableClock } from '../shared/clock.ts';
import { isLocalProgram, listen, sendJson, shut } from '../shared/http.ts';
import { appServer } from './app-server.ts';
import { brokerRoutes } from './broker-routes.ts';
import { createBroker } from './broker.ts';
import { callFaults } from './call-faults.ts';
import { templateCallLog } from './call-log.ts';
import { callWindow } from './call-window.ts';
import { platformControl, type PlatformControl } from './control-client.ts';
import { controlRoutes } from './control.ts';
import { deskView } from './desk-view.ts';
import { eventLog } from './event-log.ts';
import { keyValueStore } from './key-value-store.ts';
import { pageRoutes } from './page-routes.ts';
import type { Platform } from './platform.ts';
import { answerRoute, type Replied, type Route, Unanswerable } from './route.ts';
import { schedules } from './schedules.ts';

/** The name under which the app's server is known here, unless `hosts` says otherwise. */
export const SERVER_HOST = 'support.kestrel.example';

export type FakeFreshworksOptions = {
  /** The app's folder. */
  readonly appDir: string;
  /** A fake Freshservice, as it announced itself. */
  readonly deskUrl: string;
  /** The server that stands for `support.kestrel.example`. */
  readonly serverUrl?: string;
  /** More servers, by the host name they stand for. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly appPort?: number;
  /** What the account calls itself; absent: as the help desk does. */
  readonly domain?: string;
  readonly now?: () => number;
  readonly seed?: number;
};

export type FakeFreshworks = {
  /** The platform's pages: `/agent/<id>/tickets/<id>`, `/agent/<id>/apps`. */
  readonly url: string;
  /** Where the app's own pages come from: another origin. */
  readonly appUrl: string;
  readonly control: PlatformControl;
  close(): Promise<void>;
};

const HOST = '127.0.0.1';
const LIMIT_PER_MINUTE = 50;

/** Starts the pretended app platform beside a pretended help desk, whose changes it hands to the app from now on. */
export async function startFakeFreshworks(options: FakeFreshworksOptions): Promise<FakeFreshworks> {
  const stopping = new AbortController();
  let url = '';
  let appUrl = '';
  const platform = await createPlatform(options, () => url, stopping.signal);
  const view = deskView(platform, () => platform.app?.folder.modules ?? []);
  const routes = [...pageRoutes(platform, view, () => appUrl), ...brokerRoutes(platform), ...controlRoutes(platform)];
  const pages = createServer((request, response) => {
    handle(routes, request, response).catch((error: unknown) => sendFault(response, error));
  });
  const app = appServer(platform, () => url);
  url = `http://${HOST}:${String(await listen(pages, options.port ?? 0, HOST))}`;
  appUrl = `http://${HOST}:${String(await listen(app, options.appPort ?? 0, HOST))}`;
  for (const kind of ['app-event', 'conversation-event'] as const) {
    await platform.desk.addHook({ url: `${url}/desk-events`, headers: {}, kind });
  }
  return {
    url,
    appUrl,
    control: platformControl(url),
    async close() {
      stopping.abort();
      await Promise.all([shut(pages), shut(app)]);
    },
  };
}

async function createPlatform(
  options: FakeFreshworksOptions,
  ownUrl: () => string,
  closing: AbortSignal,
): Promise<Platform> {
  const clock = adjustableClock(options.now);
  const now = (): number => clock.now();
  const desk = controlClient(options.deskUrl);
  const server = options.serverUrl === undefined ? {} : { [SERVER_HOST]: options.serverUrl };
  const settings: Platform['settings'] = {
    hosts: { ...server, ...options.hosts },
    domain: options.domain ?? (await desk.state()).domain,
    autoAnswer: false,
    shortTimeoutMs: null,
    crayons: 'served',
  };
  return {
    clock,
    appDir: options.appDir,
    settings,
    desk,
    limits: { templates: callWindow(LIMIT_PER_MINUTE), functions: callWindow(LIMIT_PER_MINUTE) },
    faults: callFaults(options.seed ?? 1),
    calls: templateCallLog(),
    events: eventLog(),
    store: keyValueStore(now),
    schedules: schedules(now),
    broker: createBroker({ redirectUri: () => `${ownUrl()}/auth/callback`, hosts: () => settings.hosts, now, closing }),
    closing,
    app: null,
  };
}

const ASSET = /^\/assets\/([a-z-]+\.(?:js|css))$/;

async function handle(routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isLocalProgram(request)) throw new Unanswerable(403, 'Only this machine may use the pretended platform.');
  const asset = ASSET.exec(request.url ?? '')?.[1];
  if (asset === undefined) send(response, await answerRoute(routes, request));
  else await sendAsset(response, asset);
}

async function sendAsset(response: ServerResponse, name: string): Promise<void> {
  const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
  const text = await readFile(new URL(`pages/${name}`, import.meta.url), 'utf8');
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(text);
}

function send(response: ServerResponse, reply: Replied): void {
  switch (reply.kind) {
    case 'json':
      return sendJson(response, 200, reply.value ?? {});
    case 'html':
      response
        .writeHead(reply.status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
        .end(reply.text);
      return;
    case 'redirect':
      response.writeHead(302, { location: reply.to, 'cache-control': 'no-store' }).end();
      return;
    default:
      reply satisfies never;
  }
}

function sendFault(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = error instanceof Unanswerable ? error.status : 500;
  sendJson(response, status, { error: Error.isError(error) ? error.message : 'unknown' });
}
