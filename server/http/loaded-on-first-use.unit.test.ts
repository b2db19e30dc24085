import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import express, { Router } from 'express';
import { httpCall } from '../../test/support/http-call.ts';
import { loadedOnFirstUse } from './loaded-on-first-use.ts';

const part = Router().get('/part/page', (_request, response) => void response.send('the page'));
let stop: () => void = () => undefined;
afterEach(() => stop());

/** A server with the part; `load` is asked for it. */
async function serve(load: () => Promise<Router>): Promise<(path: string) => Promise<number>> {
  const app = express().disable('x-powered-by');
  app.set('env', 'test');
  app.use(loadedOnFirstUse(/^\/part(?:\/|$)/, load));
  const server = app.listen(0, '127.0.0.1');
  stop = () => void server.close();
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return async (path) => (await httpCall(`http://127.0.0.1:${port}${path}`)).status;
}

it('A part of the server is loaded once, by the first request for it, and by no other', async () => {
  let loads = 0;
  const status = await serve(async () => {
    loads += 1;
    return part;
  });
  expect([await status('/other'), await status('/party'), loads]).toEqual([404, 404, 0]);
  const answers = await Promise.all(['/part/page', '/part/page', '/part/none'].map((path) => status(path)));
  expect([answers, loads]).toEqual([[200, 200, 404], 1]);
});

it('A part that could not be loaded is tried again with the next request', async () => {
  let loads = 0;
  const status = await serve(async () => {
    loads += 1;
    if (loads === 1) throw new Error('not now');
    return part;
  });
  expect([await status('/part/page'), await status('/part/page')]).toEqual([500, 200]);
});
