import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type HttpAnswer, httpCall } from '../support/http-call.ts';
import { dumpDatabase } from './database-dump.ts';
import { givenRequest } from './given-request.ts';
import { type ServerWorld, serverWorld } from './server-world.ts';

let world: ServerWorld;
let joinPath: string;
beforeAll(async () => {
  world = await serverWorld();
  const { joinUrl } = await givenRequest(world.panel(), 'Open');
  joinPath = new URL(joinUrl ?? '').pathname;
});
afterAll(() => world.close());

const PAGES = () => ['/console/sign-in', joinPath, '/join/nothing', '/connect/nothing', '/nothing', '/console/nothing'];
const OTHERS = [
  '/healthz',
  '/readyz',
  '/api/v1/openapi.json',
  '/api/v1/requests/x',
  '/api/v1/nothing',
  '/webhooks/nothing',
];
const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const get = (path: string, headers: Record<string, string> = {}): Promise<HttpAnswer> =>
  httpCall(world.url + path, { headers });

describe('Every answer', () => {
  it('lets nothing from elsewhere in, is framed nowhere, and does not say what made it', async () => {
    for (const path of [...PAGES(), ...OTHERS]) {
      const { headers } = await get(path, asPage);
      const policy = headers['content-security-policy'] ?? '';
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ]) {
        expect([path, policy]).toEqual([path, expect.stringContaining(part)]);
      }
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect([headers['x-content-type-options'], headers['x-frame-options'], headers['referrer-policy']]).toEqual([
        'nosniff',
        'DENY',
        'same-origin',
      ]);
      expect([headers['x-powered-by'], headers['server']]).toEqual([undefined, undefined]);
    }
  });

  it('to a program that goes wrong is a problem document, to a person a page, and neither shows the inside', async () => {
    for (const path of ['/nothing', '/nothing/more', '/webhooks/nothing']) {
      const forProgram = await get(path, { accept: 'application/json' });
      const forPerson = await get(path, asPage);
      expect([forProgram.status, forProgram.headers['content-type']]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ]);
      expect([forPerson.status, forPerson.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      for (const { body } of [forProgram, forPerson]) expect(body).not.toMatch(/\.ts:|node_modules|Error:/);
    }
  });

  it('with anything about people in it is kept by nobody in between', async () => {
    for (const path of [joinPath, '/console/sign-in', '/api/v1/requests/x', '/readyz', '/nothing']) {
      expect([path, (await get(path, asPage)).headers['cache-control']]).toEqual([path, 'no-store']);
    }
  });

  it('to HEAD is that to GET without its body', async () => {
    for (const path of [...PAGES(), ...OTHERS]) {
      const [got, head] = [
        await get(path, asPage),
        await httpCall(world.url + path, { method: 'HEAD', headers: asPage }),
      ];
      expect([path, head.status, head.body]).toEqual([path, got.status, '']);
    }
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'to %s is nothing that was done',
    async (method) => {
      const before = await dumpDatabase(world.foundation.store.database);
      for (const path of ['/api/v1/requests', '/console/sign-in', joinPath, '/healthz']) {
        const { status } = await httpCall(world.url + path, { method });
        expect([path, status >= 300 || (method === 'OPTIONS' && status === 200)]).toEqual([path, true]);
      }
      expect(await dumpDatabase(world.foundation.store.database)).toEqual(before);
    },
  );
});

describe('On this machine', () => {
  const port = (): string => new URL(world.url).port;

  it('a page asked for under another name of the machine leads to the one under which forms work', async () => {
    for (const host of [`localhost:${port()}`, `[::1]:${port()}`]) {
      const { status, headers } = await get('/console/sign-in?return=/console/requests', { ...asPage, host });
      expect([status, headers.location]).toEqual([307, `${world.url}/console/sign-in?return=/console/requests`]);
    }
  });

  it('names of elsewhere, programs and presses are not led anywhere', async () => {
    const localhost = `localhost:${port()}`;
    expect((await get('/console/sign-in', { ...asPage, host: 'evil.example' })).headers.location ?? '').not.toContain(
      'evil',
    );
    expect((await get('/healthz', { accept: 'application/json', host: localhost })).status).toBe(200);
    expect((await get('/api/v1/requests/x', { ...asPage, host: localhost })).status).toBe(401);
    expect(
      (await httpCall(`${world.url}/console/sign-in`, { method: 'POST', headers: { ...asPage, host: localhost } }))
        .status,
    ).not.toBe(307);
  });
});
