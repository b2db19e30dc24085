import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { eventually } from '../support/eventually.ts';
import { joinClient } from '../support/join-client.ts';
import { dumpDatabase } from './database-dump.ts';
import { type OrgWorld, orgWorld } from './org-world.ts';

let world: OrgWorld;
beforeAll(async () => {
  // Asked only when somebody rings.
  world = await orgWorld({ org: { pollSeconds: 300 } });
});
afterEach(() => world.org.control.faults([]));
afterAll(() => world.close());

const MINUTE = 60_000;
const viewOf = (record: Readonly<Record<string, unknown>>): PanelView =>
  JSON.parse(String(record['View__c'])) as PanelView;
const refusal = (message: string) => ({ Result__c: 'Refused', Result_Message__c: message, Result_Key__c: null });
const events = async (requestId: string) =>
  (await world.foundation.store.requests.events(requestId, 0)).map(({ event }) => event.type);
const keyOf = (record: Readonly<Record<string, unknown>>): string => String(record['External_Key__c']);

describe('A command that an agent leaves on a case', () => {
  it('makes a request whose record carries link and actions, and the feed tells of it once', async () => {
    const { Id: caseId } = await world.addCase();
    const record = await world.requestOn(caseId);
    expect(record).toMatchObject({ Status__c: 'Open', Case__c: caseId, Recipient_Name__c: 'Hannah Osei' });
    const view = viewOf(record);
    expect(view.createdBy).toEqual({ name: 'Mara Lindqvist', verified: true });
    expect(view.actions.map(({ command }) => command)).toContain('close-request');
    expect((await joinClient(String(record['Join_Url__c'])).look()).actions).toContain('join');
    const page = await eventually('the feed to tell of it', async () => {
      const now = await world.org.control.casePage(caseId);
      return now.feed.length > 0 && now;
    });
    expect([page.feed.length, page.events.length, page.requests.length]).toEqual([1, 1, 1]);
  });

  it('is carried out in the order of the presses, and the record follows to the end', async () => {
    const { Id: caseId } = await world.addCase();
    const key = keyOf(await world.requestOn(caseId));
    const press = (type: string, parameters: object) => world.command({ caseId, type, requestKey: key, parameters });
    await press('add-comment', { text: 'Calls at three.' });
    await press('close-request', { outcome: 'solved', note: 'Profile rebuilt.' });
    await press('reopen-request', {});
    const last = await press('close-request', { outcome: 'cancelled' });
    expect(await world.settled(last)).toMatchObject({ Result__c: 'Done', Result_Key__c: key });
    expect((await events(key)).filter((type) => !type.startsWith('invitation'))).toEqual([
      'request-created',
      'commented',
      'request-closed',
      'request-reopened',
      'request-closed',
    ]);
    await world.record(key, (record) => record['Status__c'] === 'Closed' && record['Outcome__c'] === 'cancelled');
  });

  it('is answered with the same sentence as in the console when it is not possible', async () => {
    const { Id: caseId } = await world.addCase();
    const key = keyOf(await world.requestOn(caseId));
    const told = async (type: string, parameters: object) =>
      world.settled(await world.command({ caseId, type, requestKey: key, parameters }));
    expect(await told('reschedule', { schedule: { startAt: 1, timeZone: 'UTC' } })).toMatchObject(
      refusal('The start lies in the past. Choose a later one.'),
    );
    expect(await told('reopen-request', {})).toMatchObject({ Result__c: 'Refused' });
  });

  it.each([
    ['close-request', { outcome: 'perhaps' }, /outcome/],
    ['enter-address', { address: 'not an address' }, /AnyDesk address/],
    ['assign', { assignee: { kind: 'queue', queueId: 'nowhere' } }, /no such queue/],
    ['extend', {}, /expiresAt/],
    ['resend-delivery', { deliveryId: 'none' }, /not there any more/],
    ['resend-delivery', {}, /deliveryId/],
  ] as const)('%s with %j is refused in words, and changes nothing', async (type, parameters, message) => {
    const { Id: caseId } = await world.addCase();
    const key = keyOf(await world.requestOn(caseId));
    const told = await world.settled(await world.command({ caseId, type, requestKey: key, parameters }));
    expect(told['Result__c']).toBe('Refused');
    expect(told['Result_Message__c']).toMatch(message);
    expect((await events(key)).filter((one) => !one.startsWith('invitation'))).toEqual(['request-created']);
  });

  it('keeps a number as it is dialled from anywhere, and says why no SMS can go to one that nobody can dial', async () => {
    const { Id: caseId } = await world.addCase();
    const parameters = (phone: string, channel: string) => ({
      recipient: { name: 'Hannah Osei', phone },
      channels: [channel],
    });
    const asked = { caseId, type: 'create-request', parameters: parameters('110 110', 'sms') };
    expect(await world.settled(await world.command(asked))).toMatchObject(
      refusal(expect.stringMatching(/^No SMS can be sent to this phone number\. Write the number with/) as never),
    );
    const made = keyOf(await world.requestOn(caseId, parameters('0049 30 1234567', 'link')));
    const again = keyOf(await world.requestOn(caseId, parameters('+49 (30) 123 45 67', 'link')));
    expect(again).toBe(made);
    const record = await world.record(made, () => true);
    expect(viewOf(record).recipient.phone).toBe('+49301234567');
  });

  it('with parameters that are no JSON is refused like one that says nothing', async () => {
    const { Id: caseId } = await world.addCase();
    const left = await world.org.control.insert(
      'Session_Request_Command__c',
      { Case__c: caseId, Type__c: 'create-request', Parameters__c: '{"recipient":', Client_Key__c: 'broken-json-1' },
      world.org.people.mara,
    );
    await world.ring();
    expect((await world.settled(left))['Result__c']).toBe('Refused');
  });

  it('assigns to a user of the org, who is then named in the record', async () => {
    const { Id: caseId } = await world.addCase();
    const key = keyOf(await world.requestOn(caseId));
    const agent = { id: world.org.people.jun, name: 'Jun Watanabe', email: 'jun.watanabe@kestrel.example' };
    await world.command({
      caseId,
      type: 'assign',
      requestKey: key,
      parameters: { assignee: { kind: 'agent', agent } },
    });
    await world.record(key, (record) => record['Assignee__c'] === world.org.people.jun);
  });
});

describe('A command whose result could not be told', () => {
  const NOT_TOLD = { kind: 'record', object: 'Session_Request_Command__c', operation: 'update' } as const;

  it('comes again and is not done twice', async () => {
    const { Id: caseId } = await world.addCase();
    const first = await world.requestOn(caseId);
    await world.org.control.faults([{ when: { next: 1 }, fault: NOT_TOLD }]);
    const parameters = { text: 'Only once.' };
    const left = await world.command({ caseId, type: 'add-comment', requestKey: keyOf(first), parameters });
    await eventually('the command to be done', async () => (await events(keyOf(first))).includes('commented'));
    expect((await world.org.control.records('Session_Request_Command__c')).at(-1)?.['Handled_At__c']).toBeFalsy();
    await world.ring();
    expect(await world.settled(left)).toMatchObject({ Result__c: 'Done', Result_Key__c: keyOf(first) });
    expect((await events(keyOf(first))).filter((type) => type === 'commented')).toHaveLength(1);
  });

  it('is told as done even when it is too old by then, and the case has another subject', async () => {
    const { Id: caseId } = await world.addCase();
    await world.org.control.faults([{ when: { next: 1 }, fault: NOT_TOLD }]);
    const parameters = { recipient: { name: 'Hannah', email: 'hannah.osei@kestrel.example' }, channels: ['link'] };
    const left = await world.command({ caseId, type: 'create-request', parameters });
    await eventually('the record', async () => (await world.org.control.casePage(caseId)).requests.length === 1);
    await world.org.control.update('Case', caseId, { Subject: 'Something else now' });
    await world.org.control.advance(45 * MINUTE);
    await world.ring();
    expect(await world.settled(left)).toMatchObject({ Result__c: 'Done' });
    expect((await world.org.control.casePage(caseId)).requests).toHaveLength(1);
  });
});

it('A command that waited too long is not carried out, and its agent is told', async () => {
  const { Id: caseId } = await world.addCase();
  const before = await dumpDatabase(world.foundation.store.database);
  const left = await world.org.control.insert(
    'Session_Request_Command__c',
    { Case__c: caseId, Type__c: 'create-request', Parameters__c: '{}', Client_Key__c: 'too-old-1' },
    world.org.people.mara,
  );
  const fine = await world.org.control.insert(
    'Session_Request_Command__c',
    {
      Case__c: caseId,
      Type__c: 'create-request',
      Parameters__c: '{"recipient":{"name":"H","email":"h@kestrel.example"},"channels":["link"]}',
      Client_Key__c: 'too-old-2',
    },
    world.org.people.mara,
  );
  await world.org.control.advance(31 * MINUTE);
  await world.ring();
  const told = await world.settled(fine);
  expect(told).toMatchObject({ Result__c: 'Too old', Result_Key__c: null });
  expect(told['Result_Message__c']).toContain('more than 30 minutes ago');
  // What can never be carried out is refused, whatever its age.
  expect((await world.settled(left))['Result__c']).toBe('Refused');
  const after = await dumpDatabase(world.foundation.store.database);
  expect(after['request']).toEqual(before['request']);
});

describe('A command is believed no further than the platform vouches for it', () => {
  it('reaches no request of another case, nor one of another installation', async () => {
    const [mine, other] = await Promise.all([world.addCase(), world.addCase()]);
    const key = keyOf(await world.requestOn(other.Id));
    const outside = await world.panel().create({
      commandId: 'another-desk',
      ticket: { id: '77', number: 'INC-77', subject: 'x' },
      recipient: { name: 'H', email: 'h@kestrel.example' },
      channels: ['link'],
    });
    if (!outside.ok) throw new Error('the other desk refused');
    for (const requestKey of [key, outside.request.id, 'x'.repeat(30)]) {
      const press = { caseId: mine.Id, type: 'close-request', requestKey, parameters: { outcome: 'solved' } };
      expect(await world.settled(await world.command(press))).toMatchObject(
        refusal('The request is not there any more.'),
      );
    }
    expect((await events(key)).includes('request-closed')).toBe(false);
  });

  it('what its parameters say of ticket, agent and command id counts for nothing', async () => {
    const [mine, other] = await Promise.all([world.addCase(), world.addCase()]);
    const parameters = {
      recipient: { name: 'Hannah', email: 'hannah.osei@kestrel.example' },
      channels: ['link'],
      ticket: { id: other.Id, number: '1', subject: 'Another case' },
      agent: { id: world.org.people.admin, name: 'Ada Brink', email: world.data.admin.email },
      commandId: 'somebody-elses',
    };
    const record = await world.requestOn(mine.Id, parameters);
    expect(record['Case__c']).toBe(mine.Id);
    expect(viewOf(record).createdBy.name).toBe('Mara Lindqvist');
  });

  it('an agent who does not see the case cannot leave one', async () => {
    const { Id: caseId } = await world.addCase();
    const press = { caseId, type: 'create-request', as: world.org.people.jun };
    await expect(world.command(press)).rejects.toThrow(/refused/);
  });

  it('a person who only looks here does so there, by his mail address', async () => {
    const { Id: viewer } = await world.org.control.insert('User', {
      FirstName: 'Vera',
      LastName: 'Viewer',
      Email: 'vera@kestrel.example',
      Username: 'vera@kestrel.example',
      ProfileId:
        (await world.org.control.records('User')).find(({ Id }) => Id === world.org.people.mara)?.['ProfileId'] ?? '',
    });
    await world.org.control.assign(viewer, 'Session_Requests_Agent');
    const { Id: caseId } = await world.addCase({ OwnerId: viewer });
    const parameters = { recipient: { name: 'H', email: 'h@kestrel.example' }, channels: ['link'] };
    const told = await world.settled(await world.command({ caseId, type: 'create-request', parameters, as: viewer }));
    expect(told).toMatchObject(refusal('Your role may only look.'));
  });

  it('rows that came with a copy of the org are not carried out', async () => {
    const { Id: caseId } = await world.addCase();
    const left = await world.org.control.insert(
      'Session_Request_Command__c',
      {
        Case__c: caseId,
        Type__c: 'create-request',
        Parameters__c: '{"recipient":{"name":"H","email":"h@kestrel.example"},"channels":["link"]}',
        Client_Key__c: 'copied-row-1',
      },
      world.org.people.mara,
    );
    const { organizationId } = await world.org.control.becomeSandbox();
    // Making one takes hours, in which it does not answer; then everybody has to sign in anew.
    const { store } = world.foundation;
    const inbox = () => store.database.read.selectFrom('panel_inbox').selectAll().executeTakeFirstOrThrow();
    await world.org.control.faults([{ fault: { kind: 'reset' } }]);
    await world.ring();
    await eventually('the org to be missed', async () => (await inbox()).trouble);
    await world.org.control.revoke();
    await world.org.control.faults([]);
    await world.ring();
    await eventually('the server to notice', async () => (await inbox()).account_id === organizationId);
    const rows = await world.org.control.records('Session_Request_Command__c');
    expect(rows.find(({ Id }) => Id === left.Id)?.['Handled_At__c']).toBeFalsy();
    expect((await world.org.control.casePage(caseId)).requests).toEqual([]);
  });
});
