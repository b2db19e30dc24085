import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { PanelClient } from '../support/panel-client.ts';
import { type HttpAnswer, httpCall } from '../support/http-call.ts';
import { problem, toldProblem } from './api-caller.ts';
import { give, givenRequest } from './given-request.ts';
import { type ServerWorld, serverWorld } from './server-world.ts';

const ADDRESS = '123 456 789';
let world: ServerWorld;
let panel: PanelClient;
let messages = 0;

beforeAll(async () => {
  world = await serverWorld();
  panel = world.panel();
});
afterAll(() => world.close());

type Sending = {
  readonly id?: string;
  readonly key?: string;
  readonly shiftSec?: number;
  readonly signedBody?: string;
  readonly installationId?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const send = (message: object, over: Sending = {}): Promise<HttpAnswer> => {
  messages += 1;
  const { id = `msg_${messages}`, key = world.data.secrets.webhookSigning, shiftSec = 0 } = over;
  const body = JSON.stringify(message);
  const at = new Date(Date.now() + shiftSec * 1000);
  const headers = over.headers ?? {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign(id, at, over.signedBody ?? body),
  };
  const installationId = over.installationId ?? world.data.installationId;
  return httpCall(`${world.url}/webhooks/session-status/${installationId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
};

const started = (request: string, data: object = {}) => ({
  type: 'session.started',
  timestamp: new Date().toISOString(),
  data: { request, ...data },
});
const ended = (request: string, endedBy = 'technical') => ({
  type: 'session.ended',
  timestamp: new Date().toISOString(),
  data: { request, endedBy },
});

describe('a script or another remote tool', () => {
  it('tells that a session began and ended, and the source is shown', async () => {
    const { id, number } = await givenRequest(panel, 'Ready');
    const answer = await send(started(number, { address: ADDRESS, agent: world.admin.email }));
    expect([answer.status, JSON.parse(answer.body)]).toEqual([202, { accepted: true, status: 'Connected' }]);
    expect((await panel.read(id)).progress).toMatchObject({
      kind: 'connected',
      toldBy: 'webhook',
      agent: world.admin.name,
    });
    expect((await send(ended(number))).status).toBe(202);
    expect(await panel.read(id)).toMatchObject({ status: 'Ready', sessions: { count: 1 } });
  });

  it('tells that the end user ended it: then nobody may connect until he allows again', async () => {
    const { id, number } = await givenRequest(panel, 'Connected');
    await send(ended(number, 'recipient'));
    expect((await panel.read(id)).status).toBe('Waiting');
  });

  it('may send the same message twice, and it is told once', async () => {
    const { id, number } = await givenRequest(panel, 'Ready');
    const message = started(number);
    const sending = { id: 'msg_twice' };
    expect((await send(message, sending)).status).toBe(202);
    await give(panel, id, { type: 'end-session' });
    expect((await send(message, sending)).status).toBe(202);
    expect(await panel.read(id)).toMatchObject({ status: 'Ready', sessions: { count: 1 } });
  });

  it('is told that it began already, and needs do nothing', async () => {
    const { number } = await givenRequest(panel, 'Connected');
    expect((await send(started(number))).status).toBe(202);
  });

  it('is told that it ended already, whoever told it first', async () => {
    const { id, number } = await givenRequest(panel, 'Connected');
    await give(panel, id, { type: 'end-session' });
    const answer = await send(ended(number));
    expect([answer.status, JSON.parse(answer.body)]).toEqual([202, { accepted: true, status: 'Ready' }]);
    await give(panel, id, { type: 'close-request' });
    expect((await send(ended(number, 'recipient'))).status).toBe(202);
    expect(await panel.read(id)).toMatchObject({ status: 'Closed', sessions: { count: 1 } });
  });
});

describe('the script of the guide', () => {
  it('tells that a session began, as it is printed there', async () => {
    const guide = readFileSync(new URL('../../docs/guides/session-status.md', import.meta.url), 'utf8');
    const script = /```js\n([^]*?)```/.exec(guide)?.[1] ?? '';
    const { id, number } = await givenRequest(panel, 'Ready');
    const { installationId, secrets } = world.data;
    const env = { ...process.env, SERVER: world.url, ACCOUNT: installationId, SECRET: secrets.webhookSigning };
    const folder = mkdtempSync(join(tmpdir(), 'session-requests-told-'));
    writeFileSync(join(folder, 'told.mjs'), script);
    const args = [join(folder, 'told.mjs'), 'session.started', number];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    rmSync(folder, { recursive: true });
    expect(stdout).toBe('202 {"accepted":true,"status":"Connected"}\n');
    expect((await panel.read(id)).progress).toMatchObject({ toldBy: 'webhook' });
  });
});

describe('what is told is refused', () => {
  it.each([
    ['for a request that nobody has allowed', 'Waiting', {}, 409],
    ['with another device than the end user confirmed', 'Ready', { address: '987 654 321' }, 409],
    ['with something that is no address', 'Ready', { address: '--with-password' }, 422],
  ] as const)('%s', async (_what, step, data, status) => {
    const { id, number } = await givenRequest(panel, step);
    expect((await send(started(number, data))).status).toBe(status);
    expect((await panel.read(id)).status).toBe(step);
  });

  it('for a request that is not there, or is another account’s, in the same words', async () => {
    expect(toldProblem(await send(started('RS-999999')))).toEqual(problem(404, 'no-such-request'));
  });

  it('for an end without a beginning, saying what comes first', async () => {
    const { number } = await givenRequest(panel, 'Ready');
    const answer = await send(ended(number));
    expect(toldProblem(answer)).toEqual(problem(409, 'wrong-status'));
    expect(answer.body).toContain('Tell session.started first.');
  });

  it('with the same id for other news', async () => {
    const { number } = await givenRequest(panel, 'Ready');
    await send(started(number), { id: 'msg_reused' });
    expect((await send(ended(number), { id: 'msg_reused' })).status).toBe(422);
  });

  it('without a signature, with a wrong, an old or an early one, one of other bytes, or a secret in a header', async () => {
    const { id, number } = await givenRequest(panel, 'Ready');
    const message = started(number);
    const wrong: readonly Sending[] = [
      { headers: {} },
      { headers: { 'x-session-requests-secret': world.data.secrets.webhookHeader } },
      { headers: { authorization: `Bearer ${world.data.secrets.api}` } },
      { key: `whsec_${Buffer.alloc(24, 9).toString('base64')}` },
      { shiftSec: -600 },
      { shiftSec: 600 },
      { signedBody: JSON.stringify(started('RS-000001')) },
      { installationId: 'nobody' },
    ];
    for (const sending of wrong) {
      expect(toldProblem(await send(message, sending))).toEqual(problem(401, 'credentials-missing'));
    }
    expect((await send(message, { headers: {} })).body).toContain('with the webhook signing key of this account');
    expect((await panel.read(id)).status).toBe('Ready');
  });

  it.each([[{}], [[]], [{ type: 'session.started' }], [{ ...started('x'), data: null }]])(
    'when it cannot be read: %j',
    async (message) => {
      expect((await send(message)).status).toBe(422);
    },
  );
});
