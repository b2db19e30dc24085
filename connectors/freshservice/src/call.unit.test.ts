import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { CallOptions } from './call.ts';
import { createSend } from './call.ts';
import { createPlanBudget } from './plan-budget.ts';
import { PLAN_LIMITS } from './plan-limits.ts';

const KEY = 'k3y-that-nobody-may-see';
const running: Server[] = [];
const sockets = new Set<Socket>();

const listen = async (server: Server): Promise<string> => {
  running.push(server);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const stop = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
const web = (listener: RequestListener) => listen(createHttpServer(listener));
const wire = (onConnection: (socket: Socket) => void) => listen(createTcpServer(onConnection));

afterEach(async () => {
  await Promise.all(running.splice(0).map(stop));
  sockets.clear();
});

const now = () => 1_800_000_000_000;
const sendTo = (origin: string, options: Partial<CallOptions> = {}) =>
  createSend({
    origin,
    apiKey: KEY,
    budget: createPlanBudget(PLAN_LIMITS.enterprise, 1, now()),
    now,
    fetch: globalThis.fetch,
    timeoutMs: 5000,
    maxAnswerBytes: 10_000,
    ...options,
  });

const POST = { method: 'POST', path: 'tickets/7/notes', body: { body: 'x' }, operation: 'other' } as const;
const GET = { method: 'GET', path: 'tickets/7', operation: 'view-ticket' } as const;
const PUT = { method: 'PUT', path: 'tickets/7', body: { status: 3 }, operation: 'update-ticket' } as const;
const soon = { kind: 'not-done', retry: { when: 'soon' }, because: { code: 'unreachable' } };

describe('a call over a connection that fails', () => {
  it('was not made when nobody listens', async () => {
    const server = createTcpServer();
    const origin = await listen(server);
    await stop(server);
    expect(await sendTo(origin)(POST)).toMatchObject(soon);
  });

  it('was not made when the name is not known', async () => {
    expect(await sendTo('http://no-such-account.invalid')(POST)).toMatchObject(soon);
  });

  it('was not made when no connection came about in time', async () => {
    const cause = Object.assign(new Error('Connect Timeout Error'), { code: 'UND_ERR_CONNECT_TIMEOUT' });
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    expect(await sendTo('http://127.0.0.1:9', { fetch })(POST)).toMatchObject(soon);
  });

  it('was not made when none of several addresses took the connection', async () => {
    const refused = Object.assign(new Error('connect'), { code: 'EHOSTUNREACH', syscall: 'connect' });
    const fetch = () =>
      Promise.reject(new TypeError('fetch failed', { cause: new AggregateError([refused, refused]) }));
    expect(await sendTo('http://127.0.0.1:9', { fetch })(POST)).toMatchObject(soon);
  });

  it('was not made when the certificate is not trusted', async () => {
    const cause = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    expect(await sendTo('http://127.0.0.1:9', { fetch })(POST)).toMatchObject(soon);
  });

  it('may have been made when the connection is reset after it was sent', async () => {
    const origin = await wire((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await sendTo(origin)(POST)).toMatchObject({ kind: 'unknown' });
  });

  it('may have been made when the other side just closes', async () => {
    const origin = await wire((socket) => socket.once('data', () => socket.end()));
    expect(await sendTo(origin)(POST)).toMatchObject({ kind: 'unknown' });
  });

  it('may have been made when no answer comes in time', async () => {
    const origin = await wire((socket) => socket.resume());
    const answer = await sendTo(origin, { timeoutMs: 100 })(POST);
    expect(answer).toEqual({ kind: 'unknown', because: 'Freshservice did not answer within 0.1 s.' });
  });

  it('may have been made when the answer breaks off', async () => {
    const origin = await wire((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"conversation":')),
    );
    expect(await sendTo(origin)(POST)).toMatchObject({ kind: 'unknown' });
  });

  it('may have been made when the answer trickles beyond the time limit', async () => {
    const origin = await web((_request, response) => {
      response.writeHead(201);
      response.write('{');
    });
    expect(await sendTo(origin, { timeoutMs: 200 })(POST)).toMatchObject({ kind: 'unknown' });
  });

  it('may have been made when what comes back is no HTTP', async () => {
    const origin = await wire((socket) => socket.once('data', () => socket.end('220 mail.example ESMTP\r\n')));
    expect(await sendTo(origin)(POST)).toMatchObject({ kind: 'unknown' });
  });

  it('is refused for good even when the refusal breaks off', async () => {
    const origin = await wire((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\n{"desc')),
    );
    expect(await sendTo(origin)(POST)).toMatchObject({ kind: 'not-done', retry: { when: 'never' } });
  });

  it.each([GET, PUT])('is simply repeated later where that is safe ($method)', async (call) => {
    const origin = await wire((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await sendTo(origin)(call)).toMatchObject(soon);
  });

  it('is never sent a second time by itself, also on a connection used before', async () => {
    const seen: string[] = [];
    const origin = await web((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      if (request.method === 'GET') response.end('{}');
      else request.socket.resetAndDestroy();
    });
    const send = sendTo(origin);
    for (let round = 0; round < 5; round += 1) {
      expect(await send(GET)).toMatchObject({ kind: 'done' });
      expect(await send(POST)).toMatchObject({ kind: 'unknown' });
    }
    expect(seen.filter((each) => each.startsWith('POST'))).toHaveLength(5);
  });
});

describe('a call', () => {
  it('that a server says was not meant for it (421) is offered by fetch to another connection once, and was not made', async () => {
    let calls = 0;
    const origin = await web((_request, response) => {
      calls += 1;
      response.writeHead(421).end();
    });
    expect(await sendTo(origin)(POST)).toMatchObject(soon);
    expect(calls).toBe(2);
  });

  it('carries the key in its header alone, and JSON', async () => {
    let seen: {
      readonly url: string | undefined;
      readonly auth: string | undefined;
      readonly type: string | undefined;
    } | null = null;
    const origin = await web((request, response) => {
      seen = { url: request.url, auth: request.headers.authorization, type: request.headers['content-type'] };
      response.end('{}');
    });
    await sendTo(origin)(POST);
    const auth = `Basic ${Buffer.from(`${KEY}:X`).toString('base64')}`;
    expect(seen).toEqual({ url: '/api/v2/tickets/7/notes', auth, type: 'application/json' });
  });

  it('follows no redirection: the key goes to no other address', async () => {
    const visited: string[] = [];
    const elsewhere = await web((request, response) => {
      visited.push(request.url ?? '');
      response.end('{}');
    });
    const origin = await web((_request, response) => response.writeHead(302, { location: elsewhere }).end());
    expect(await sendTo(origin)(GET)).toMatchObject({
      kind: 'not-done',
      retry: { when: 'never' },
      because: { code: 'refused' },
    });
    expect(await sendTo(origin)(POST)).toMatchObject({ kind: 'unknown' });
    expect(visited).toEqual([]);
  });

  it('reads no more of an answer than agreed, also when it comes compressed', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000, 0x20));
    expect(bomb.length).toBeLessThan(10_000);
    const origin = await web((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    expect(await sendTo(origin)(GET)).toMatchObject(soon);
    expect(await sendTo(origin)(POST)).toMatchObject({ kind: 'unknown' });
  });

  it('tells nothing of the key, the headers or the body when it fails', async () => {
    const echo = await web((request, response) => {
      response.writeHead(400).end(JSON.stringify({ description: request.headers.authorization, errors: [] }));
    });
    const answers = [await sendTo(echo)(POST), await sendTo('http://127.0.0.1:1')(POST)];
    const told = JSON.stringify(answers);
    expect(told).not.toContain(KEY);
    expect(told).not.toContain(Buffer.from(`${KEY}:X`).toString('base64'));
  });

  it('is not made while our share of the account is used up', async () => {
    let calls = 0;
    const origin = await web((_request, response) => {
      calls += 1;
      response.end('{}');
    });
    const budget = createPlanBudget(PLAN_LIMITS.starter, 0.25, now());
    budget.pause(now() + 5000);
    const answer = await sendTo(origin, { budget })(POST);
    expect(answer).toMatchObject({ retry: { when: 'at', at: now() + 5000 }, because: { code: 'rate-limited' } });
    expect(calls).toBe(0);
  });

  it('lets the budget learn from the answer, however the header names are written', async () => {
    const origin = await web((_request, response) => {
      response.writeHead(200, { 'X-RATELIMIT-TOTAL': '500', 'x-ratelimit-remaining': '0' }).end('{}');
    });
    const budget = createPlanBudget(PLAN_LIMITS.enterprise, 0.25, now());
    expect(await sendTo(origin, { budget })(GET)).toMatchObject({ kind: 'done', value: { callsAMinute: 500 } });
    expect(budget.take(now())).not.toBeNull();
  });

  it.each(['-1', 'lots', '', '1e3', '99999999999'])('does not learn from a limit of %p', async (total) => {
    const origin = await web((_request, response) => {
      response.writeHead(200, { 'x-ratelimit-total': total, 'x-ratelimit-remaining': '0' }).end('{}');
    });
    const budget = createPlanBudget(PLAN_LIMITS.enterprise, 0.25, now());
    expect(await sendTo(origin, { budget })(GET)).toMatchObject({ kind: 'done', value: { callsAMinute: null } });
    expect(budget.take(now())).toBeNull();
  });

  it('rests the whole account after a 429', async () => {
    const origin = await web((_request, response) => response.writeHead(429, { 'retry-after': '7' }).end());
    const budget = createPlanBudget(PLAN_LIMITS.enterprise, 0.25, now());
    expect(await sendTo(origin, { budget })(POST)).toMatchObject({ retry: { when: 'at', at: now() + 7000 } });
    expect(budget.take(now())).toBe(now() + 7000);
  });
});
