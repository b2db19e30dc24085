import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { INTEGRATION_KEY } from '../fakes/freshservice/seed.ts';
import { httpCall } from '../support/http-call.ts';
import { meetAgents } from '../support/meet-agents.ts';
import type { PanelAgent } from '../support/panel-client.ts';
import { type ApiCaller, apiCaller, problem, toldProblem } from './api-caller.ts';
import { dumpDatabase } from './database-dump.ts';
import { carriedOut, give, givenRequest } from './given-request.ts';
import { MARA, type ServerWorld, serverWorld, VERA } from './server-world.ts';
import { aCreation, allCommands } from './valid-bodies.ts';

const JUN: PanelAgent = { id: '23', name: 'Jun Watanabe', email: 'jun@kestrel.example' };
const STRANGER: PanelAgent = { id: '99', name: 'Somebody Else', email: null };
const NOTHING = problem(404, 'no-such-request');
const readerOf = ({ id, name, email }: PanelAgent): string =>
  new URLSearchParams({ agent: id, agentName: name, ...(email === null ? {} : { agentEmail: email }) }).toString();

let world: ServerWorld;
let otherSecret: string;
beforeAll(async () => {
  world = await serverWorld({
    people: [
      { name: MARA.name, email: MARA.email ?? '', role: 'support-agent' },
      { name: VERA.name, email: VERA.email ?? '', role: 'viewer' },
      { name: JUN.name, email: JUN.email ?? '', role: 'support-agent' },
    ],
  });
  otherSecret = await anotherInstallation();
});
afterAll(() => world.close());

async function anotherInstallation(): Promise<string> {
  const { installations, installSecrets } = world.foundation.people;
  const { id: _id, ...installation } = anInstallation({ name: 'Somebody else' });
  const account = { address: world.desk.url, plan: 'pro', apiKey: INTEGRATION_KEY };
  const id = await installations.add(world.admin, { ...installation, ...account });
  await meetAgents(world.foundation.store, id, world.desk.url);
  return (await installSecrets.make(world.admin, id, 'api')) ?? '';
}

/** Every call that names a request or a delivery. */
function callsOn({ id, ticket }: PanelView, deliveryId: string, agent: PanelAgent) {
  const reader = readerOf(agent);
  const commands = allCommands().map(
    (body) => (api: ApiCaller) => api.post(`/requests/${id}/commands`, { ...body, agent }),
  );
  return {
    ofRequest: [
      (api: ApiCaller) => api.get(`/requests/${id}?${reader}`),
      (api: ApiCaller) => api.get(`/requests/${id}/events?${reader}`),
      (api: ApiCaller) => api.post(`/deliveries/${deliveryId}/resend?${reader}`, ''),
      ...commands,
    ],
    list: (api: ApiCaller) => api.get(`/tickets/${ticket?.id ?? ''}/requests?${reader}`),
  };
}

const dump = () => dumpDatabase(world.foundation.store.database);
const firstDelivery = async (requestId: string): Promise<string> => {
  const { read } = world.foundation.store.database;
  const row = await read.selectFrom('delivery').select('id').where('request_id', '=', requestId).executeTakeFirst();
  return row?.id ?? '';
};

describe('A secret of another installation', () => {
  it('finds nothing of this one: every call is answered as if there were no such request, and nothing changes', async () => {
    const request = await givenRequest(world.panel(), 'Ready');
    const calls = callsOn(request, await firstDelivery(request.id), MARA);
    const before = await dump();
    const stranger = apiCaller(world.url, otherSecret);
    const unknown = await stranger.get(`/requests/${'0'.repeat(26)}?${readerOf(MARA)}`);
    for (const call of calls.ofRequest) expect((await call(stranger)).body).toBe(unknown.body);
    expect(JSON.parse((await calls.list(stranger)).body)).toEqual({ requests: [], next: null });
    expect(await dump()).toEqual(before);
  });

  it('opens no request of the same ticket id and person, but makes its own', async () => {
    const body = aCreation();
    const ours = carriedOut(await world.panel().create(body));
    const theirs = carriedOut(await world.panel(MARA, otherSecret).create(body));
    expect(theirs).toMatchObject({ created: true, replayed: false });
    expect(theirs.request.id).not.toBe(ours.request.id);
  });
});

describe('Credentials', () => {
  const REFUSED = problem(401, 'credentials-missing');
  const wrong: readonly (readonly [name: string, credentials: () => string | null])[] = [
    ['are missing', () => null],
    ['are empty', () => ''],
    ['are too short', () => 'Bearer srs_abc'],
    ['were made up', () => `Bearer srs_${'x'.repeat(43)}`],
    ['are cut by one character', () => `Bearer ${world.data.secrets.api.slice(0, -1)}`],
    ['have one character more', () => `Bearer ${world.data.secrets.api}x`],
    ['are in other letters', () => `Bearer ${world.data.secrets.api.toUpperCase()}`],
    ['are twice the same', () => `Bearer ${world.data.secrets.api} ${world.data.secrets.api}`],
    ['are sent as Basic', () => `Basic ${Buffer.from(`${world.data.secrets.api}:X`).toString('base64')}`],
    ["are the webhook's", () => `Bearer ${world.data.secrets.webhookHeader}`],
    ["are the webhook's signing key", () => `Bearer ${world.data.secrets.webhookSigning}`],
    ['are an injection', () => "Bearer ' or '1'='1' -- or more"],
  ];
  it.each(wrong)(
    'that %s are refused alike, for reading, changing and listening, before the body is looked at',
    async (_name, credentials) => {
      const authorization = credentials();
      const headers = authorization === null ? {} : { authorization };
      const before = await dump();
      const api = apiCaller(world.url, null);
      const reader = readerOf(MARA);
      for (const answer of [
        await api.post('/requests', aCreation(), headers),
        await api.post('/requests', { nothing: 'of use' }, headers),
        await api.post('/requests/x/commands', {}, headers),
        await api.get(`/requests/x?${reader}`, headers),
        await api.get(`/tickets/1042/requests?${reader}`, headers),
        await api.get(`/tickets/1042/live?${reader}`, headers),
      ]) {
        expect(toldProblem(answer)).toEqual(REFUSED);
      }
      expect(await dump()).toEqual(before);
    },
  );

  it('in the address are refused', async () => {
    const answer = await httpCall(`${world.url}/api/v1/requests/x?${readerOf(MARA)}&token=${world.data.secrets.api}`);
    expect(toldProblem(answer)).toEqual(REFUSED);
  });

  it('of two secrets work beside each other; a revoked one is refused at once, the other goes on', async () => {
    const { installSecrets } = world.foundation.people;
    const { installationId } = world.data;
    const second = (await installSecrets.make(world.admin, installationId, 'api')) ?? '';
    const request = await givenRequest(world.panel(MARA, second), 'Open');
    const [newest] = (await installSecrets.valid(installationId)).filter(({ purpose }) => purpose === 'api');
    await installSecrets.revoke(world.admin, installationId, newest?.id ?? '');
    const path = `/requests/${request.id}?${readerOf(MARA)}`;
    expect(toldProblem(await apiCaller(world.url, second).get(path))).toEqual(REFUSED);
    expect(toldProblem(await apiCaller(world.url, second).post('/requests', aCreation()))).toEqual(REFUSED);
    expect((await apiCaller(world.url, world.data.secrets.api).get(path)).status).toBe(200);
  });
});

describe('A viewer', () => {
  it('sees the request without buttons and without the link that answers for the recipient', async () => {
    const request = await givenRequest(world.panel(), 'Ready');
    const seen = await world.panel(VERA).read(request.id);
    expect(seen).toMatchObject({ id: request.id, actions: [], joinUrl: null });
    expect((await world.panel(VERA).log(request.id)).length).toBe(request.version);
  });

  it('is refused every command, also to make a request or to send a delivery again; nothing changes', async () => {
    const request = await givenRequest(world.panel(), 'Ready');
    const deliveryId = await firstDelivery(request.id);
    const before = await dump();
    const api = apiCaller(world.url, world.data.secrets.api);
    const forbidden = problem(403, 'not-permitted');
    for (const body of allCommands()) {
      const answer = await api.post(`/requests/${request.id}/commands`, { ...body, agent: VERA });
      expect([body['type'], toldProblem(answer)]).toEqual([body['type'], forbidden]);
    }
    expect(toldProblem(await api.post('/requests', aCreation({ agent: VERA })))).toEqual(forbidden);
    expect(toldProblem(await api.post(`/deliveries/${deliveryId}/resend?${readerOf(VERA)}`, ''))).toEqual(forbidden);
    expect(await dump()).toEqual(before);
  });
});

describe('A request in a queue', () => {
  let queued: PanelView;
  beforeAll(async () => {
    const { queues, persons } = world.foundation.people;
    const jun = await persons.findByEmail(JUN.email ?? '');
    const members = { name: 'Second line', installationId: null, memberIds: [jun?.id ?? ''] };
    const queueId = await queues.add(world.admin, members);
    queued = await givenRequest(world.panel(STRANGER), 'Ready', { assignee: { kind: 'queue', queueId } });
  });

  it('is seen, claimed and worked on by its members', async () => {
    const panel = world.panel(JUN);
    expect(await panel.read(queued.id)).toMatchObject({ assignee: { kind: 'queue', name: 'Second line' } });
    const claimed = await give(panel, queued.id, { type: 'claim' });
    expect(claimed.assignee).toMatchObject({ kind: 'agent', agent: { name: JUN.name } });
    expect(await give(panel, queued.id, { type: 'start-session' })).toMatchObject({ status: 'Connected' });
  });

  it('does not exist for an outsider, whatever he tries', async () => {
    const api = apiCaller(world.url, world.data.secrets.api);
    const calls = callsOn(queued, await firstDelivery(queued.id), MARA);
    const before = await dump();
    for (const call of calls.ofRequest) expect(toldProblem(await call(api))).toEqual(NOTHING);
    const listed = JSON.parse((await calls.list(api)).body) as { requests: { id: string }[] };
    expect(listed.requests.map(({ id }) => id)).not.toContain(queued.id);
    expect(await dump()).toEqual(before);
  });

  it('is seen by viewers and by whoever made it', async () => {
    expect((await world.panel(VERA).read(queued.id)).id).toBe(queued.id);
    expect((await world.panel(STRANGER).read(queued.id)).id).toBe(queued.id);
  });

  it('appears for somebody who joins the queue at once, and disappears when he leaves', async () => {
    const { queues, persons } = world.foundation.people;
    const mara = await persons.findByEmail(MARA.email ?? '');
    const [queue] = await queues.list();
    if (queue === undefined || mara === null) throw new Error('the queue or Mara is gone');
    const settings = { name: queue.name, installationId: queue.installationId };
    const seen = (): Promise<number> =>
      apiCaller(world.url, world.data.secrets.api)
        .get(`/requests/${queued.id}?${readerOf(MARA)}`)
        .then(({ status }) => status);
    expect(await seen()).toBe(404);
    await queues.change(world.admin, queue.id, { ...settings, memberIds: [...queue.memberIds, mara.id] });
    expect(await seen()).toBe(200);
    await queues.change(world.admin, queue.id, { ...settings, memberIds: queue.memberIds });
    expect(await seen()).toBe(404);
  });

  it('of another installation cannot be chosen', async () => {
    const { queues } = world.foundation.people;
    const [other] = (await world.foundation.people.installations.list()).filter(
      ({ installation }) => installation.id !== world.data.installationId,
    );
    const settings = { name: 'Theirs', installationId: other?.installation.id ?? '', memberIds: [] };
    const queueId = await queues.add(world.admin, settings);
    const answer = await world.panel().create(aCreation({ assignee: { kind: 'queue', queueId } }));
    expect(answer).toMatchObject({ status: 422, problem: { type: 'urn:session-requests:problem:no-such-queue' } });
  });
});

describe('An admin, named by an installation', () => {
  it('acts as a support agent: what is only asserted administers nothing', async () => {
    const agent = { id: '1', name: 'Ada Admin', email: world.data.admin.email };
    expect((await givenRequest(world.panel(agent), 'Open')).createdBy).toEqual({ name: 'Ada Admin', verified: false });
    const { queues } = world.foundation.people;
    const queueId = await queues.add(world.admin, { name: 'Third line', installationId: null, memberIds: [] });
    const hidden = await givenRequest(world.panel(STRANGER), 'Open', { assignee: { kind: 'queue', queueId } });
    const answer = await world.panel(agent).command(hidden.id, { commandId: randomUUID(), type: 'claim' });
    expect(answer).toMatchObject({ status: 404 });
  });
});
