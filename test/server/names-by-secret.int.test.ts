import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { httpCall } from '../support/http-call.ts';
import { type AppWorld, appWorld } from '../oauth/app-world.ts';
import { type PanelClient, panelClient } from '../support/panel-client.ts';
import { problem, toldProblem } from './api-caller.ts';
import { give, givenRequest } from './given-request.ts';

describe('An account whose admin did not allow the app to name agents by the install secret', () => {
  let app: AppWorld;
  let forger: PanelClient;
  let ticketId: string;
  let requestId: string;
  beforeAll(async () => {
    app = await appWorld('sqlite');
    forger = app.world.panel();
    const request = await givenRequest(forger, 'Open');
    ticketId = request.ticket?.id ?? '';
    requestId = request.id;
    await allowNames(false);
  });
  afterAll(() => app.close());

  async function allowNames(namesBySecret: boolean): Promise<void> {
    const { installations } = app.world.foundation.people;
    const row = await installations.find(app.world.data.installationId);
    if (row === null) throw new Error('the installation is gone');
    const { plan, installation } = row;
    const { name, environment, settings } = installation;
    await installations.change(app.world.admin, row, {
      plan,
      name,
      environment,
      settings: { ...settings, namesBySecret },
    });
  }

  const bearer = () => ({ authorization: `Bearer ${app.world.data.secrets.api}`, 'content-type': 'application/json' });
  const refused = problem(403, 'names-need-sign-in');

  it.each(['/tickets/1', '/requests', '/watch'])('tells nobody anything who names himself at %s', async (path) => {
    const query: Record<string, string> = path === '/watch' ? { tickets: ticketId, panel: 'p1' } : {};
    expect(toldProblem(await forger.ask(path.replace('1', ticketId), query))).toEqual(refused);
  });

  it('reads no request and no log, and does nothing, for whoever is named', async () => {
    const at = `${app.world.url}/api/v1/requests/${requestId}`;
    const who = 'agent=1&agentName=Forged';
    for (const path of [`${at}?${who}`, `${at}/events?${who}`]) {
      expect(toldProblem(await httpCall(path, { headers: bearer() }))).toEqual(refused);
    }
    const command = { type: 'add-comment', text: 'forged', commandId: '5b0c7b5e-6f1a-4a36-9b9c-0d3f0b1c2d3e' };
    const body = JSON.stringify({ ...command, agent: { id: '1', name: 'Forged', email: null } });
    const pressed = await httpCall(`${at}/commands`, { method: 'POST', headers: bearer(), body });
    expect(toldProblem(pressed)).toEqual(refused);
  });

  it('still serves agents who signed in, and still hears the app itself', async () => {
    const { access } = await app.tokens('Mara');
    const signedIn = panelClient(app.world.url, access, { id: '1', name: 'Whoever', email: null });
    expect((await give(signedIn, requestId, { type: 'add-comment', text: 'Mine.' })).id).toBe(requestId);
    const told = await httpCall(`${app.world.url}/api/v1/app/ticket-changed`, {
      method: 'POST',
      headers: bearer(),
      body: JSON.stringify({ ticket: ticketId }),
    });
    expect(told.status).toBe(202);
  });

  it('serves named agents as soon as the admin allows it', async () => {
    await allowNames(true);
    expect((await forger.ask('/requests')).status).toBe(200);
    await allowNames(false);
  });
});
