import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { eventually } from '../support/eventually.ts';
import { type HttpAnswer, httpCall } from '../support/http-call.ts';
import { problem, toldProblem } from './api-caller.ts';
import { type OrgWorld, orgWorld } from './org-world.ts';

let world: OrgWorld;
let header = '';
let key = '';
beforeAll(async () => {
  world = await orgWorld({ org: { pollSeconds: 300 }, rings: false });
  const { installSecrets } = world.foundation.people;
  header = (await installSecrets.make(world.admin, world.orgId, 'webhook-header')) ?? '';
  key = (await installSecrets.make(world.admin, world.orgId, 'webhook-signing')) ?? '';
  await eventually('the org to be known', async () => {
    const { read } = world.foundation.store.database;
    return (await read.selectFrom('panel_inbox').select('account_id').executeTakeFirst())?.account_id;
  });
});
afterAll(() => world.close());

const REFUSED = problem(401, 'credentials-missing');
const polls = async (): Promise<number> =>
  (await world.org.control.calls()).filter(({ path, requestBody }) => `${path} ${requestBody}`.includes('queryAll'))
    .length;
const send = (body: string, headers: Readonly<Record<string, string>>, id = world.orgId): Promise<HttpAnswer> =>
  httpCall(`${world.url}/webhooks/salesforce/${id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
const xml = (org: string): string =>
  '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
  `<notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>${org}</OrganizationId></notifications>` +
  '</soapenv:Body></soapenv:Envelope>';
const XML = { 'content-type': 'text/xml; charset=utf-8' };
const organization = async (): Promise<string> => (await world.org.control.state()).organizationId;

describe('A ring of the org', () => {
  it('makes the server look at once: by secret, by signature, by Outbound Message', async () => {
    const at = new Date();
    const signature = new Webhook(key).sign('msg_1', at, '{}');
    const signed = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signature,
    };
    const rings = [
      () => send('{}', { 'x-session-requests-secret': header }),
      () => send('{}', signed),
      async () => send(xml(await organization()), XML),
    ];
    for (const ring of rings) {
      const before = await polls();
      const answer = await ring();
      expect(answer.status).toBeLessThan(300);
      await eventually('a poll', async () => (await polls()) > before);
    }
  });

  it('as an Outbound Message gets the answer that keeps Salesforce from sending it again', async () => {
    const answer = await send(xml((await organization()).slice(0, 15)), XML);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(answer.body).toContain('<Ack>true</Ack>');
  });

  it('without a proof, with a wrong one, of another org or for nobody is refused alike and rings nothing', async () => {
    const before = await polls();
    const answers = [
      await send('{}', {}),
      await send('{}', { 'x-session-requests-secret': 'srw_made-up' }),
      await send('{}', { 'x-session-requests-secret': world.data.secrets.webhookHeader }),
      await send(xml('00D000000000000AAA'), XML),
      await send('<x/>', XML),
      await send(xml(await organization()), XML, world.data.installationId),
      await send(xml(await organization()), XML, 'nobody'),
      await send('{}', { 'x-session-requests-secret': header }, 'nobody'),
      // The body says which kind it is, not its sender's wish.
      await send(xml(await organization()), { 'content-type': 'application/json' }),
    ];
    for (const answer of answers) expect(toldProblem(answer)).toEqual(REFUSED);
    expect(await polls()).toBe(before);
  });

  it('of another kind is refused with what is wrong', async () => {
    const answer = await send('a=1', {
      'x-session-requests-secret': header,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(toldProblem(answer)).toEqual(problem(415, 'wrong-content-type'));
  });

  it('comes as often as it wants: the org is not asked each time', async () => {
    const before = await polls();
    const body = xml(await organization());
    await Promise.all(Array.from({ length: 100 }, () => send(body, XML)));
    await eventually('a poll', async () => (await polls()) > before);
    expect((await polls()) - before).toBeLessThan(5);
  });

  it('for an org that was removed is refused', async () => {
    const row = await world.foundation.people.installations.find(world.orgId);
    if (row === null) throw new Error('it is gone already');
    await world.foundation.people.installations.remove(world.admin, row);
    await eventually('the ring to be refused', async () => (await send(xml(await organization()), XML)).status === 401);
    expect(toldProblem(await send('{}', { 'x-session-requests-secret': header }))).toEqual(REFUSED);
  });
});
