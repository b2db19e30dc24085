import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { isLocalProgram, listen, shut } from '../shared/http.ts';
import { type KeptBuild, keptBuild } from './build/kept-build.ts';
import { readProject } from './build/read-project.ts';
import { casePage } from './case-page.ts';
import { type SessionOf, sessionOpener } from './open-session.ts';
import { staticFile } from './static-files.ts';

export type FakeLightningOptions = {
  /** Folder of the Salesforce project whose components are run. */
  readonly appDir: string;
  /** The pretended org. */
  readonly orgUrl: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Told when the components have to be compiled first. */
  readonly onBuilding?: () => void;
};

export type FakeLightning = {
  readonly url: string;
  /** The case as this person's browser shows it. `widthPx` is the sidebar's. */
  caseUrl(userId: string, caseId: string, more?: { readonly widthPx?: number; readonly lang?: string }): string;
  /** Settles when the components are compiled; a page that is opened before waits by itself. */
  built(): Promise<KeptBuild>;
  close(): Promise<void>;
};

const PAGE_PATH = /^\/agent\/(?<user>\w{15,18})\/cases(?:\/(?<record>\w{15,18}))?$/;

/** Starts the pretended pages of an org; they answer when the promise settles. */
export async function startFakeLightning(options: FakeLightningOptions): Promise<FakeLightning> {
  const { appDir, orgUrl, port = 0, host = '127.0.0.1', onBuilding } = options;
  let building: Promise<KeptBuild> | null = null;
  const built = (): Promise<KeptBuild> => (building ??= keptBuild(appDir, onBuilding));
  let taken = 0;
  const origins = (): string[] => ['127.0.0.1', 'localhost'].map((name) => `http://${name}:${String(taken)}`);
  const parts: Parts = { built, orgUrl, open: sessionOpener(orgUrl, readProject(appDir).apiVersion, origins) };
  const server = createServer((request, response) => {
    respond(parts, request, response).catch((error: unknown) => {
      const text = Error.isError(error) ? error.message : 'unknown';
      if (response.headersSent) response.destroy();
      else send(response, 500, 'text/plain; charset=utf-8', `The pretended pages cannot do this: ${text}`);
    });
  });
  taken = await listen(server, port, host);
  const url = `http://127.0.0.1:${String(taken)}`;
  return {
    url,
    caseUrl: (userId, caseId, { widthPx, lang } = {}) => {
      const asked = new URLSearchParams({
        ...(widthPx === undefined ? {} : { width: String(widthPx) }),
        ...(lang === undefined ? {} : { lang }),
      });
      return `${url}/agent/${userId}/cases/${caseId}?${asked.toString()}`;
    },
    built,
    close: () => shut(server),
  };
}

type Parts = { readonly built: () => Promise<KeptBuild>; readonly orgUrl: string; readonly open: SessionOf };

async function respond(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const page = PAGE_PATH.exec(url.pathname)?.groups;
  if (request.method !== 'GET' || !isLocalProgram(request)) send(response, 403, 'text/plain', 'On this machine only.');
  else if (page !== undefined) await sendPage(parts, response, url, page['user'] ?? '', page['record'] ?? null);
  else if (url.pathname === '/app.js') await sendApp(parts, request, response);
  else {
    const file = await staticFile(url.pathname);
    if (file === null) send(response, 404, 'text/plain', 'There is nothing here.');
    else send(response, 200, file.type, file.bytes, { 'cache-control': 'max-age=600' });
  }
}

async function sendPage(
  { open, orgUrl }: Parts,
  response: ServerResponse,
  url: URL,
  userId: string,
  caseId: string | null,
): Promise<void> {
  const session = await open(userId, caseId, url.searchParams.get('lang'));
  if (session === null) {
    send(response, 404, 'text/plain; charset=utf-8', 'Nobody of this id works here.');
    return;
  }
  const width = Number(url.searchParams.get('width'));
  const page = casePage(session, width >= 200 && width <= 2000 ? width : null);
  send(response, 200, 'text/html; charset=utf-8', page, {
    'content-security-policy': `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src ${orgUrl}; frame-ancestors http://127.0.0.1:* http://localhost:*`,
  });
}

/** The compiled components; where there are none, a script that says why in their place. */
async function sendApp({ built }: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const type = 'text/javascript; charset=utf-8';
  const build = await built();
  if (!build.ok) {
    send(response, 200, type, `document.querySelector('main').textContent = ${JSON.stringify(build.why)};`);
    return;
  }
  const etag = `"${build.key}"`;
  if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
  else send(response, 200, type, await readFile(build.file), { etag, 'cache-control': 'no-cache' });
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers }).end(body);
}
