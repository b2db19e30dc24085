import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { event } from '../../../test/builders/events.ts';
import { CLOSED, OPEN, WAITING } from '../../../test/builders/histories.ts';
import { at } from '../../../test/builders/times.ts';
import { aChange, aContext, planOf } from '../../../test/deliveries/a-change.ts';
import { claimed } from '../../../test/deliveries/fake-services.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import { kind } from '../kinds/outgoing-webhook.ts';
import { createPostWebhook } from './post-webhook.ts';
import type { WebhookEndpoint } from './outgoing-webhooks.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;
const OLD_SECRET = `whsec_${Buffer.from('the secret that was used before.').toString('base64')}`;

type Received = { readonly headers: IncomingMessage['headers']; readonly body: string; readonly path: string };

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  }
});

/** An endpoint on this machine that answers as told. */
async function endpoint(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      received.push({
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
        path: request.url ?? '',
      });
      answer(response, request);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}/hook`, received };
}

/** Sends the webhook of a joined request to `found`. */
async function send(found: WebhookEndpoint | null, options = { allowLoopback: true, timeoutMs: 5_000 }) {
  const change = aChange(OPEN, [event('recipient-joined', at('09:05'))]);
  const [planned] = planOf(kind, change, aContext([{ id: 'endpoint-1', eventTypes: null }]));
  if (planned === undefined) throw new Error('no webhook was planned');
  const disabled: string[] = [];
  const services = {
    clock: { now: () => Date.now() },
    postWebhook: createPostWebhook(options),
    webhooks: {
      of: () => [],
      find: async () => found,
      disable: async (id: string, because: string) => void disabled.push(`${id}: ${because}`),
    },
  } as Partial<DeliveryServices> as DeliveryServices;
  return { answer: await kind.send(planned.payload, claimed(planned), services), planned, disabled };
}

const answering = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  endpoint((response) => void response.writeHead(status, headers).end());

describe('an outgoing webhook', () => {
  it('arrives once, signed so that a Standard Webhooks library accepts it', async () => {
    const { url, received } = await answering(204);
    const { answer, planned } = await send({ url, secrets: [SECRET] });
    expect(answer).toEqual({ kind: 'done', value: { remoteId: null } });
    expect(received).toHaveLength(1);
    const [{ headers, body }] = received as [Received];
    expect(headers['webhook-id']).toBe(planned.id);
    expect(headers['content-type']).toBe('application/json');
    expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toEqual({
      type: 'session-request.recipient-joined',
      timestamp: new Date(at('09:05')).toISOString(),
      data: {
        seq: 2,
        actor: { kind: 'recipient', agent: null },
        request: {
          id: 'request-1',
          number: 'RS-000123',
          installationId: 'acme',
          ticket: { id: '42', number: 'INC-42' },
          status: 'Waiting',
          version: 2,
          outcome: null,
          sessions: { count: 0, totalMs: 0, estimated: false },
        },
      },
    });
  });

  it('tells nothing personal of the recipient', async () => {
    const { url, received } = await answering(200);
    await send({ url, secrets: [SECRET] });
    expect(received[0]?.body).not.toMatch(/May|customer\.example|\+886|amber|Printer/);
  });

  it('is accepted with the old secret while the new one is being introduced, and not with a foreign one', async () => {
    const { url, received } = await answering(200);
    await send({ url, secrets: [SECRET, OLD_SECRET] });
    const [{ headers, body }] = received as [Received];
    const given = headers as Record<string, string>;
    expect(() => new Webhook(OLD_SECRET).verify(body, given)).not.toThrow();
    expect(() => new Webhook(SECRET).verify(body, given)).not.toThrow();
    const foreign = `whsec_${Buffer.from('somebody else').toString('base64')}`;
    expect(() => new Webhook(foreign).verify(body, given)).toThrow('No matching signature found');
    expect(() => new Webhook(SECRET).verify(body.replace('Waiting', 'Ready'), given)).toThrow();
  });

  it('follows no redirection', async () => {
    const target = await answering(200);
    const { url } = await answering(307, { location: target.url });
    const { answer } = await send({ url, secrets: [SECRET] });
    expect(target.received).toEqual([]);
    expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
  });

  it('disables an endpoint that says it is gone', async () => {
    const { url } = await answering(410);
    const { answer, disabled } = await send({ url, secrets: [SECRET] });
    expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'never' } });
    expect(disabled).toEqual(['endpoint-1: The endpoint says that it is gone (410).']);
  });

  it.each([400, 401, 404, 500, 502])('is tried again after %i', async (status) => {
    const { url } = await answering(status);
    expect((await send({ url, secrets: [SECRET] })).answer).toMatchObject({
      kind: 'not-done',
      retry: { when: 'soon' },
    });
  });

  it('waits as long as the endpoint asks', async () => {
    const { url } = await answering(429, { 'retry-after': '60' });
    const before = Date.now();
    const { answer } = await send({ url, secrets: [SECRET] });
    expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'at' }, because: { code: 'rate-limited' } });
    const wait = (answer as { retry: { at: number } }).retry.at - before;
    expect(wait).toBeGreaterThanOrEqual(60_000);
    expect(wait).toBeLessThan(65_000);
  });

  it('does not wait longer than it is allowed to for an answer', async () => {
    const { url } = await endpoint(() => undefined);
    const { answer } = await send({ url, secrets: [SECRET] }, { allowLoopback: true, timeoutMs: 200 });
    expect(answer).toMatchObject({ kind: 'unknown' });
  });

  it('does not read an endless answer', async () => {
    const { url } = await endpoint((response) => {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', pour);
      pour();
    });
    expect((await send({ url, secrets: [SECRET] })).answer).toMatchObject({ kind: 'done' });
  });

  it('is not needed any more when the endpoint was removed', async () => {
    expect((await send(null)).answer).toMatchObject({ kind: 'done', value: { skipped: expect.any(String) } });
  });
});

describe('a webhook that would reach into our own network', () => {
  it.each([
    'http://127.0.0.1/hook',
    'https://127.0.0.1/hook',
    'https://2130706433/hook',
    'https://0x7f000001/hook',
    'https://0177.0.0.1/hook',
    'https://127.1/hook',
    'https://localhost/hook',
    'https://[::1]/hook',
    'https://[::ffff:127.0.0.1]/hook',
    'https://[::ffff:7f00:1]/hook',
    'https://[64:ff9b::7f00:1]/hook',
    'https://[fd00::1]/hook',
    'https://[fe80::1]/hook',
    'https://0.0.0.0/hook',
    'https://[::]/hook',
    'https://10.0.0.1/hook',
    'https://172.16.0.1/hook',
    'https://192.168.1.1/hook',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/hook',
    'https://224.0.0.1/hook',
    'https://255.255.255.255/hook',
    'https://user:password@example.com/hook',
    'http://example.com/hook',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'not an address',
  ])('is refused for good: %s', async (url) => {
    const { answer } = await send({ url, secrets: [SECRET] }, { allowLoopback: false, timeoutMs: 2_000 });
    expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'never' }, because: { code: 'refused' } });
  });

  it.each(['https://10.0.0.1/hook', 'http://10.0.0.1/hook', 'https://169.254.169.254/'])(
    'is refused even where this machine itself is allowed: %s',
    async (url) => {
      const { answer } = await send({ url, secrets: [SECRET] }, { allowLoopback: true, timeoutMs: 2_000 });
      expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'never' } });
    },
  );

  it('opens no connection at all', async () => {
    const { url, received } = await answering(200);
    await send({ url: url.replace('http:', 'https:'), secrets: [SECRET] }, { allowLoopback: false, timeoutMs: 2_000 });
    await send({ url, secrets: [SECRET] }, { allowLoopback: false, timeoutMs: 2_000 });
    expect(received).toEqual([]);
  });
});

describe('who is told of what', () => {
  const listeners = [
    { id: 'all', eventTypes: null },
    { id: 'closings', eventTypes: ['request-closed'] },
  ];

  it('every endpoint hears of the events it asked for, one message an event', () => {
    const denied = event('access-denied', at('09:30'));
    const closed = event('request-closed', at('09:30'));
    const planned = planOf(kind, aChange(WAITING, [denied, closed]), aContext(listeners));
    expect(planned.map(({ channel, facts }) => [channel, facts['type'], facts['seq']])).toEqual([
      ['webhook:all', 'access-denied', 3],
      ['webhook:all', 'request-closed', 4],
      ['webhook:closings', 'request-closed', 4],
    ]);
  });

  it('a request’s messages to one endpoint keep their order, those of others do not wait for them', () => {
    const [planned] = planOf(kind, aChange(CLOSED, [event('request-reopened', at('11:00'))]), aContext(listeners));
    expect(planned?.lane).toBe('webhook:all:request-1');
  });

  it('nothing is planned when nobody listens', () => {
    expect(planOf(kind, aChange([], OPEN))).toEqual([]);
  });
});
