import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Platform } from './platform.ts';

const CLIENT = fileURLToPath(new URL('pages/client.js', import.meta.url));
const CRAYONS = dirname(createRequire(import.meta.url).resolve('@freshworks/crayons/package.json'));
const CRAYONS_ADDRESS = /https:\/\/cdn\.jsdelivr\.net\/npm\/@freshworks\/crayons@[\w.]+\//g;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
};

/** No script but files, as the app's own rules want it; Crayons writes styles into the page and loads its parts by way of a blob. */
const CSP = "default-src 'self'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** Serves the app's pages from an origin of their own, as they are but for the two addresses that the platform fills in. */
export function appServer(platform: Platform, platformOrigin: () => string): Server {
  return createServer((request, response) => {
    serve(platform, platformOrigin(), request, response).catch(() => response.writeHead(404).end());
  });
}

async function serve(
  platform: Platform,
  platformOrigin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
  const [, kind, id = ''] = path.split('/');
  switch (kind) {
    case 'platform': {
      const text = await readFile(CLIENT, 'utf8');
      return send(response, '.js', text.replace('{{platformOrigin}}', platformOrigin));
    }
    case 'crayons':
      // Blocked: the address never answers, as behind a company's filter.
      if (platform.settings.crayons === 'blocked') return;
      return sendFile(response, CRAYONS, path.slice('/crayons/'.length));
    case 'i':
      return sendApp(platform, response, path.slice(`/i/${id}/`.length));
    default:
      response.writeHead(404).end();
  }
}

async function sendApp(platform: Platform, response: ServerResponse, name: string): Promise<void> {
  const root = join(platform.app?.folder.dir ?? platform.appDir, 'app');
  if (extname(name) !== '.html') return sendFile(response, root, name);
  const text = await readFile(inside(root, name), 'utf8');
  const filled = text.replaceAll('{{{appclient}}}', '/platform/client.js').replaceAll(CRAYONS_ADDRESS, '/crayons/');
  send(response, '.html', filled, { 'content-security-policy': CSP });
}

async function sendFile(response: ServerResponse, root: string, name: string): Promise<void> {
  const file = inside(root, name);
  const { size } = await stat(file);
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': size,
    'cache-control': 'no-store',
  });
  createReadStream(file).pipe(response);
}

function inside(root: string, name: string): string {
  const file = normalize(join(root, name));
  if (!file.startsWith(root + sep)) throw new Error('outside the folder');
  return file;
}

function send(
  response: ServerResponse,
  type: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(200, { 'content-type': TYPES[type] ?? 'text/plain', 'cache-control': 'no-store', ...headers })
    .end(text);
}
