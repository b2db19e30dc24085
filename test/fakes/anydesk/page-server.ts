import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { isLocalProgram, sendJson } from '../shared/http.ts';
import { serveControl } from './control-server.ts';
import type { ControlWorld } from './control-world.ts';
import type { Device } from './desk-records.ts';
import { streamViews } from './device-stream.ts';
import { viewOf } from './device-view.ts';
import { addressInLaunchUrl } from './launch-target.ts';
import { pageHtml, type PageName } from './page-html.ts';

const ASSETS: Readonly<Record<string, string>> = {
  '/assets/client.css': 'text/css; charset=utf-8',
  '/assets/live.js': 'text/javascript; charset=utf-8',
  '/assets/recipient.js': 'text/javascript; charset=utf-8',
  '/assets/agent.js': 'text/javascript; charset=utf-8',
};

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // The demo desk, on another loopback port, may show these pages in a frame.
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; " +
    "form-action 'self'; frame-ancestors 'self' http://127.0.0.1:* http://localhost:*",
};

/** The windows of the simulated devices, and the control routes, not yet listening. */
export function pageServer(world: ControlWorld): Server {
  return createServer((request, response) => {
    serve(world, request, response).catch((error: unknown) =>
      response.destroy(Error.isError(error) ? error : undefined),
    );
  });
}

async function serve(world: ControlWorld, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://desk');
  if (url.pathname.startsWith('/control/')) {
    if (!isLocalProgram(request)) return sendJson(response, 403, { code: 'not-a-local-program' });
    return serveControl(world, request, response, url);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendJson(response, 405, { code: 'method-not-allowed' });
  switch (url.pathname) {
    case '/':
      return sendPage(world, response, 'recipient', url, 200, '');
    case '/agent':
      return sendPage(world, response, 'agent', url, 200, '');
    case '/agent/launch':
      return launch(world, request, response, url);
    case '/events':
      return sendEvents(world, response, url);
    default:
      return sendAsset(response, url.pathname);
  }
}

/** What the operating system does with an `anydesk:` URL: hands it to the agent's client, which calls. */
async function launch(
  world: ControlWorld,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const agent = deviceAsked(world, url, 'agent');
  const address = addressInLaunchUrl(url.searchParams.get('url') ?? '');
  if (agent === null || address === null) {
    return sendPage(
      world,
      response,
      'agent',
      url,
      400,
      'This link does not hold one AnyDesk address. Nothing was called.',
    );
  }
  if (request.method === 'GET') world.desk.call(agent.cid, address);
  response.writeHead(303, { location: `/agent?device=${agent.cid}`, 'content-length': '0' }).end();
}

async function sendPage(
  world: ControlWorld,
  response: ServerResponse,
  name: PageName,
  url: URL,
  status: number,
  notice: string,
): Promise<void> {
  const device = deviceAsked(world, url, name);
  if (device === null) return sendJson(response, 404, { code: 'no-such-device' });
  const html = await pageHtml(name, viewOf(world.desk, device), notice);
  response.writeHead(status, PAGE_HEADERS).end(html);
}

function sendEvents(world: ControlWorld, response: ServerResponse, url: URL): void {
  const device = deviceAsked(world, url, 'recipient');
  if (device === null) return sendJson(response, 404, { code: 'no-such-device' });
  return streamViews(world.desk, device.cid, response);
}

async function sendAsset(response: ServerResponse, path: string): Promise<void> {
  const type = ASSETS[path];
  if (type === undefined) return sendJson(response, 404, { code: 'not-found' });
  const bytes = await readFile(new URL(`./pages/${path.slice('/assets/'.length)}`, import.meta.url));
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
  response.end(bytes);
}

function deviceAsked(world: ControlWorld, url: URL, role: PageName): Device | null {
  const asked = url.searchParams.get('device');
  return world.desk.devices.byId(asked === null ? world.defaults[role] : Number(asked));
}
