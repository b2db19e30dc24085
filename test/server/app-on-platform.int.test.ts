import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeFreshworks, SERVER_HOST, startFakeFreshworks } from '../fakes/freshworks/start.ts';
import { appWorld, type AppWorld } from '../oauth/app-world.ts';
import { eventually } from '../support/eventually.ts';
import { httpCall } from '../support/http-call.ts';
import { PROJECT_ROOT } from '../support/project-root.ts';
import { problem, toldProblem } from './api-caller.ts';
import { givenRequest } from './given-request.ts';

const CLOSED = 5;
const MARA = { name: 'Mara Lindqvist', email: 'mara.lindqvist@kestrel.example' };

let app: AppWorld;
let platform: FakeFreshworks;
beforeAll(async () => {
  app = await appWorld('sqlite');
  platform = await startFakeFreshworks({
    appDir: `${PROJECT_ROOT}connectors/freshservice/fdk`,
    deskUrl: app.world.desk.url,
    serverUrl: app.world.url,
  });
});
afterAll(async () => {
  await platform.close();
  await app.close();
});
afterEach(async () => {
  await platform.control.faults([]);
  // Whatever happened: nothing of it is what the platform complains about or silently does wrong.
  for (const run of await platform.control.events()) expect([run.event, run.violations]).toEqual([run.event, []]);
});

const settings = (over: Readonly<Record<string, string>> = {}) => ({
  iparams: {
    server_host: SERVER_HOST,
    install_secret: app.world.data.secrets.api,
    identity: 'Sign-in (recommended)',
    ...over,
  },
  oauth_iparams: { host: SERVER_HOST, client_id: app.clientId, client_secret: app.secret },
});
const state = () => app.world.foundation.people.appInstalls.find(app.world.data.installationId);

describe('The app, as it is, on the pretended platform', () => {
  it.each([
    ['with a wrong secret', { install_secret: `srs_${'x'.repeat(32)}` }, /install secret is not one of this server/],
    ['with an address instead of a name', { server_host: '203.0.113.9' }, /is not the name of a server/],
    [
      'with the name of nobody',
      { server_host: 'nobody.kestrel.example' },
      /nobody\.kestrel\.example: .+ was not installed/,
    ],
  ])('is not installed %s, and says what to do', async (_how, over, sentence) => {
    const outcome = await platform.control.install(settings(over));
    expect([outcome.done, outcome.message]).toEqual([false, expect.stringMatching(sentence)]);
    expect(await state()).toBeNull();
  });

  it.each([
    ['answers somebody else’s page', { kind: 'html' }, /not a Session Requests server/],
    ['answers half of it', { kind: 'malformed' }, /not a Session Requests server/],
    ['has a fault', { kind: 'status', status: 503 }, /cannot be reached, or has a fault/],
    ['is silent', { kind: 'time-out' }, /did not answer in time|cannot be reached/],
    ['breaks the line', { kind: 'reset' }, /refuses the connection|cannot be reached/],
  ] as const)('is not installed while the server %s', async (_what, fault, sentence) => {
    await platform.control.faults([{ templates: ['appInstalled'], when: { next: 1 }, fault }]);
    const outcome = await platform.control.install(settings());
    expect([outcome.done, outcome.message]).toEqual([false, expect.stringMatching(sentence)]);
  });

  it('is installed with the right settings, also where the framework answers for handlers itself', async () => {
    await platform.control.settings({ autoAnswer: true });
    expect(await platform.control.install(settings())).toMatchObject({ done: true, message: null });
    expect(await platform.control.update()).toMatchObject({ done: true });
    expect(await state()).toMatchObject({ version: '0.1.0', uninstalledAt: null });
  });

  it('tells of a closed ticket, and the request follows', async () => {
    const [requester] = await app.world.desk.control.requesters();
    const mara = (await app.world.desk.control.agents()).find(({ email }) => email === MARA.email);
    const { ticket } = await app.world.desk.control.addTicket({
      subject: 'Printer',
      requesterId: requester?.id ?? 0,
      responderId: mara?.id ?? 0,
    });
    const panel = app.world.panel({ id: String(mara?.id), ...MARA });
    const { id } = await givenRequest(panel, 'Open', {
      ticket: { id: String(ticket.id), number: `INC-${ticket.id}`, subject: 'Printer' },
    });
    await app.world.desk.control.edit(ticket.id, { status: CLOSED });
    await eventually('the request to hear of it', async () => (await panel.read(id)).ticketClosed !== null);
    expect((await state())?.lastEventAt).toBeGreaterThan(0);
  });

  it('makes no call for what our server writes itself, nor for an answer of the requester', async () => {
    const hints = async () =>
      (await platform.control.calls()).filter(({ template }) => template === 'ticketChanged').length;
    const heard = async () =>
      (await platform.control.events()).filter(({ event }) => event === 'onConversationCreate').length;
    const [before, heardBefore] = [await hints(), await heard()];
    const [requester] = await app.world.desk.control.requesters();
    await givenRequest(app.world.panel(), 'Open', {
      ticket: { id: '1043', number: 'INC-1043', subject: 'See INC-1042' },
    });
    await eventually('the platform to hear of our entry', async () => (await heard()) > heardBefore);
    await app.world.desk.control.write(1042, { by: requester?.id ?? 0, body: 'It is about INC-1043 too.' });
    await app.world.desk.control.edit(1042, { priority: 3 });
    expect(await hints()).toBe(before);
  });

  it('loses nothing but time when its server cannot be reached', async () => {
    await platform.control.faults([{ templates: ['ticketChanged'], when: { next: 1 }, fault: { kind: 'reset' } }]);
    await app.world.desk.control.edit(1042, { status: CLOSED });
    const runs = (await platform.control.events()).filter(({ event }) => event === 'onTicketUpdate');
    expect(runs.at(-1)).toMatchObject({ outcome: 'finished', error: null });
  });
});

describe('What belongs to the app itself', () => {
  it('is not an agent’s: with a token of his own he is refused', async () => {
    const { access } = await app.tokens('Mara');
    for (const path of ['installed', 'ticket-changed', 'uninstalled']) {
      const answer = await httpCall(`${app.world.url}/api/v1/app/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' },
        body: '{}',
      });
      expect(toldProblem(answer)).toEqual(problem(403, 'secret-needed'));
    }
  });

  it('ends with the app: agents’ tokens work no more, the secret does', async () => {
    const { access } = await app.tokens('Mara');
    const asAgent = () =>
      httpCall(`${app.world.url}/api/v1/tickets/1042/requests`, { headers: { authorization: `Bearer ${access}` } });
    expect((await asAgent()).status).not.toBe(401);
    expect(await platform.control.uninstall()).toMatchObject({ done: true });
    expect((await asAgent()).status).toBe(401);
    expect((await state())?.uninstalledAt).toBeGreaterThan(0);
    expect((await app.world.panel().ofTicket('1042')).status).not.toBe(401);
  });
});
