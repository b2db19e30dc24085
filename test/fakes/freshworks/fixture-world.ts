import { createServer, type IncomingHttpHeaders } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type FakeFreshservice, startFakeFreshservice } from '../freshservice/start.ts';
import { listen, readBody, sendJson, shut } from '../shared/http.ts';
import { type FakeFreshworks, SERVER_HOST, startFakeFreshworks } from './start.ts';

export const FIXTURE_APP = fileURLToPath(new URL('fixture-app', import.meta.url));

export type SeenCall = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** The pretended platform with a small app of its own, a help desk, and a server that keeps what it is asked and gives tokens to whoever comes. */
export type FixtureWorld = {
  readonly platform: FakeFreshworks;
  readonly desk: FakeFreshservice;
  readonly seen: SeenCall[];
  readonly mara: number;
  /** The server's own moods. */
  readonly server: { tokenIsGood: boolean; refreshIsGood: boolean; expiresInSec: number };
  install(secret?: string): ReturnType<FakeFreshworks['control']['install']>;
  /** Walks the authorization as the agent's browser would; gives the last page's text. */
  authorize(change?: (url: URL) => void): Promise<string>;
  close(): Promise<void>;
};

export async function fixtureWorld(): Promise<FixtureWorld> {
  const seen: SeenCall[] = [];
  const server = { tokenIsGood: true, refreshIsGood: true, expiresInSec: 1800 };
  let given = 0;
  const answers = createServer((request, response) => {
    void readBody(request, 1_000_000).then((body) => {
      const path = request.url ?? '';
      seen.push({ method: request.method ?? '', path, headers: request.headers, body: body ?? '' });
      const status = /^\/status\/(\d+)/.exec(path)?.[1];
      if (status !== undefined) return response.writeHead(Number(status)).end('no');
      if (path === '/endless') return undefined;
      if (path.startsWith('/oauth/authorize')) {
        return response.writeHead(302, { location: backFrom(new URL(path, serverUrl)).href }).end();
      }
      if (path === '/mine' && !server.tokenIsGood) return sendJson(response, 401, { title: 'no' });
      if (path !== '/oauth/token') return sendJson(response, 200, { path });
      const isRefresh = new URLSearchParams(body ?? '').get('grant_type') === 'refresh_token';
      if (isRefresh && !server.refreshIsGood) return sendJson(response, 400, { error: 'invalid_grant' });
      if (isRefresh) server.tokenIsGood = true;
      given += 1;
      const token = { access_token: `token-${String(given)}`, token_type: 'Bearer', expires_in: server.expiresInSec };
      return sendJson(response, 200, { ...token, refresh_token: `refresh-${String(given)}` });
    });
  });
  const serverUrl = `http://127.0.0.1:${String(await listen(answers, 0, '127.0.0.1'))}`;
  const desk = await startFakeFreshservice();
  const platform = await startFakeFreshworks({ appDir: FIXTURE_APP, deskUrl: desk.url, serverUrl });
  const mara = (await desk.control.agents()).find(({ firstName }) => firstName === 'Mara')?.id ?? 0;
  return {
    platform,
    desk,
    seen,
    mara,
    server,
    install: (secret = 's3cret') =>
      platform.control.install({
        iparams: { server_host: SERVER_HOST, secret },
        oauth_iparams: { host: SERVER_HOST, client_id: 'client', client_secret: 'client-secret' },
      }),
    async authorize(change = () => undefined) {
      const start = await fetch(`${platform.url}/broker/start?agent=${String(mara)}&integration=own`, {
        redirect: 'manual',
      });
      const there = new URL(start.headers.get('location') ?? '');
      const back = backFrom(there);
      change(back);
      return (await fetch(back)).text();
    },
    async close() {
      await platform.close();
      await desk.close();
      await shut(answers);
    },
  };
}

/** Where a server that asks nobody sends the agent back to. */
function backFrom(authorize: URL): URL {
  const back = new URL(authorize.searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('state', authorize.searchParams.get('state') ?? '');
  back.searchParams.set('code', 'a-code');
  return back;
}
