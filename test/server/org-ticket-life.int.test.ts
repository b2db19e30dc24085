import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionRequest } from '../../core/session-request/states.ts';
import { eventually } from '../support/eventually.ts';
import { joinClient } from '../support/join-client.ts';
import { type OrgWorld, orgWorld } from './org-world.ts';

let world: OrgWorld;
beforeAll(async () => {
  world = await orgWorld({ org: { pollSeconds: 300 } });
});
afterAll(() => world.close());

type Given = { readonly caseId: string; readonly key: string; readonly joinUrl: string };

const stored = async (key: string): Promise<SessionRequest> => {
  const found = await world.foundation.store.requests.find(key);
  if (found === null) throw new Error('the request is gone');
  return found.request;
};

/** A case that was looked at once, with a request of its owner's. */
async function given(step: 'Open' | 'Waiting' | 'Ready' | 'Connected'): Promise<Given> {
  const { Id: caseId } = await world.addCase();
  const agent = { id: world.org.people.mara, name: 'Mara Lindqvist', email: 'mara.lindqvist@kestrel.example' };
  const record = await world.requestOn(caseId, {
    recipient: { name: 'Hannah Osei', email: 'hannah.osei@kestrel.example' },
    channels: ['link'],
    assignee: { kind: 'agent', agent },
  });
  const key = String(record['External_Key__c']);
  const joinUrl = String(record['Join_Url__c']);
  const user = joinClient(joinUrl);
  if (step !== 'Open') await user.walk('join');
  if (step === 'Ready' || step === 'Connected') {
    await user.walk('address', { address: '123 456 789' });
    await user.walk('allow', { consent: 'yes' });
  }
  if (step === 'Connected') {
    const press = { caseId, type: 'start-session', requestKey: key, clientKey: randomUUID() };
    await world.settled(await world.command(press));
  }
  await eventually('the first look at the case', async () => {
    const { read } = world.foundation.store.database;
    return (await read.selectFrom('ticket_seen').select('seen').where('ticket_id', '=', caseId).execute()).length > 0;
  });
  await looked();
  return { caseId, key, joinUrl };
}

/** The server asks for changed cases once a minute. */
async function looked(): Promise<void> {
  world.later(61_000);
  const asked = (await world.org.control.calls()).length;
  await world.ring();
  await eventually('the server to ask for changes', async () =>
    // Alone, or in one call with the look for commands.
    (await world.org.control.calls(asked)).some(({ path, requestBody }) =>
      [path, requestBody].some((text) => text.includes(encodeURIComponent('FROM Case WHERE Id IN'))),
    ),
  );
}

const becomes = (key: string, what: string, is: (request: SessionRequest) => boolean): Promise<SessionRequest> =>
  eventually(what, async () => {
    const now = await stored(key);
    return is(now) && now;
  });

describe('When the case is closed in Salesforce', () => {
  it('an open request closes in ten minutes, unless the case is opened again', async () => {
    const { caseId, key } = await given('Open');
    await world.org.control.update('Case', caseId, { Status: 'Closed' });
    await looked();
    await becomes(key, 'the request to hear of it', ({ closesWithTicketAt }) => closesWithTicketAt !== null);
    await world.org.control.update('Case', caseId, { Status: 'Working' });
    await looked();
    const kept = await becomes(key, 'the request to stay', ({ closesWithTicketAt }) => closesWithTicketAt === null);
    expect(kept.status).toBe('Open');
  });

  it('a waiting request closes in ten minutes too', async () => {
    const { caseId, key } = await given('Waiting');
    await world.org.control.update('Case', caseId, { Status: 'Closed' });
    await looked();
    await becomes(key, 'the request to hear of it', ({ closesWithTicketAt }) => closesWithTicketAt !== null);
    world.later(10 * 60_000);
    await becomes(key, 'the request to close', ({ status }) => status === 'Closed');
    await world.record(key, (record) => record['Status__c'] === 'Closed');
  });

  it('a request that is Ready asks the agent', async () => {
    const { caseId, key } = await given('Ready');
    await world.org.control.update('Case', caseId, { Status: 'Closed' });
    await looked();
    const asked = await becomes(key, 'the agent to be asked', ({ ticketClosedAt }) => ticketClosedAt !== null);
    expect([asked.status, asked.closesWithTicketAt]).toEqual(['Ready', null]);
  });

  it('a session goes on', async () => {
    const { caseId, key } = await given('Connected');
    await world.org.control.update('Case', caseId, { Status: 'Closed' });
    await looked();
    await eventually('the look at the case', async () => {
      const { read } = world.foundation.store.database;
      const seen = await read
        .selectFrom('ticket_seen')
        .select('seen')
        .where('ticket_id', '=', caseId)
        .executeTakeFirst();
      return seen?.seen.includes('"closed"');
    });
    expect((await stored(key)).status).toBe('Connected');
  });
});

it('When the case is merged the request moves with it, and its record too', async () => {
  const { caseId, key } = await given('Open');
  const { Id: into } = await world.addCase({ Subject: 'The one that stays' });
  await world.org.control.merge(caseId, into);
  await looked();
  await becomes(key, 'the request to move', ({ ticket }) => ticket?.id === into);
  await world.record(key, (record) => record['Case__c'] === into);
});

it('When the case is deleted the request closes, and its link leads to a kind page', async () => {
  const { caseId, key, joinUrl } = await given('Waiting');
  await world.org.control.remove('Case', caseId);
  await looked();
  const closed = await becomes(key, 'the request to close', ({ status }) => status === 'Closed');
  expect(closed).toMatchObject({ reason: 'ticket-deleted' });
  const page = await joinClient(joinUrl).look();
  expect([page.status < 500, page.actions.includes('join')]).toEqual([true, false]);
});

describe('When the case goes to another owner', () => {
  it('a request that had the same agent goes with it', async () => {
    const { caseId, key } = await given('Open');
    await world.org.control.update('Case', caseId, { OwnerId: world.org.people.jun });
    await looked();
    await becomes(key, 'the request to follow', ({ assignee }) => {
      return assignee.kind === 'agent' && assignee.agent.name === 'Jun Watanabe';
    });
  });

  it('a session stays with its agent', async () => {
    const { caseId, key } = await given('Connected');
    await world.org.control.update('Case', caseId, { OwnerId: world.org.people.jun });
    await looked();
    await eventually('the look at the case', async () => {
      const { read } = world.foundation.store.database;
      const seen = await read
        .selectFrom('ticket_seen')
        .select('seen')
        .where('ticket_id', '=', caseId)
        .executeTakeFirst();
      return seen?.seen.includes('Jun Watanabe');
    });
    expect((await stored(key)).assignee).toMatchObject({ agent: { name: 'Mara Lindqvist' } });
  });
});
