import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import jsforce from 'jsforce';
import type { Connection } from 'jsforce';
import { followStream } from './follow-stream.ts';
import type { Following } from './follow-stream.ts';
import { startFakeSalesforce } from './start.ts';
import type { FakeSalesforce } from './start.ts';

const FORCE_APP = fileURLToPath(new URL('fixture-app', import.meta.url));
const CHANGES = '/data/Fixture__ChangeEvent';
const RINGS = '/event/Fixture_Ring__e';
let org: FakeSalesforce;
let server: Connection;
let stop: (() => void)[] = [];

beforeAll(async () => {
  org = await startFakeSalesforce({ forceApp: [FORCE_APP], streamWaitMs: 300 });
});
afterAll(() => org.close());
beforeEach(async () => {
  server = new jsforce.Connection({ version: '67.0', oauth2: { ...org.app, loginUrl: org.url } });
  await server.authorize({ grant_type: 'client_credentials' });
});
afterEach(async () => {
  for (const one of stop) one();
  stop = [];
  await org.control.reset();
});

function follow(channel: string, replayId: number): Following {
  const following = followStream(server, channel, replayId);
  stop.push(() => following.leave());
  return following;
}

const ring = (Record_Id__c: string): Promise<void> => org.control.publish('Fixture_Ring__e', { Record_Id__c });
const addFixture = async (Key__c: string): Promise<void> => {
  const [first] = await org.control.records('Case');
  await org.control.insert('Fixture__c', { Case__c: first?.Id ?? '', Key__c, Secret__c: 'hush' });
};

describe('streaming', () => {
  it('brings platform events as they come', async () => {
    const rings = follow(RINGS, -1);
    await rings.subscribed;
    await ring('a00000000000001');
    await rings.count(1);
    expect(rings.told[0]?.payload).toMatchObject({ Record_Id__c: 'a00000000000001' });
  });

  it('brings what was missed, from the replay id on', async () => {
    await ring('one');
    await ring('two');
    const all = follow(RINGS, -2);
    await all.count(2);
    const rest = follow(RINGS, all.told[0]?.event.replayId ?? 0);
    await rest.count(1);
    expect(rest.told.map((one) => one.payload['Record_Id__c'])).toEqual(['two']);
  });

  it('brings changes of records, and of their fields what the user may read', async () => {
    const changes = follow(CHANGES, -1);
    await changes.subscribed;
    await addFixture('k-1');
    await changes.count(1);
    expect(changes.told[0]?.payload).toMatchObject({
      ChangeEventHeader: { entityName: 'Fixture__c', changeType: 'CREATE' },
      Key__c: 'k-1',
    });
  });

  it('keeps events for 72 hours', async () => {
    await ring('old');
    const before = follow(RINGS, -2);
    await before.count(1);
    const replayId = before.told[0]?.event.replayId ?? 0;
    await org.control.advance(73 * 3_600_000);
    await server.authorize({ grant_type: 'client_credentials' });
    await expect(follow(RINGS, replayId).subscribed).rejects.toMatchObject({
      message: expect.stringContaining('The replayId'),
    });
  });

  it('refuses channels that the user may not follow', async () => {
    await expect(follow('/event/Nothing__e', -1).subscribed).rejects.toMatchObject({
      message: 'subscribe_denied',
    });
  });

  it('goes on after the org forgot its clients', async () => {
    const rings = follow(RINGS, -1);
    await rings.subscribed;
    await ring('one');
    await rings.count(1);
    await org.control.stream({ act: 'forget-clients' });
    await ring('two');
    await rings.count(2);
    expect(rings.told.map((one) => one.payload['Record_Id__c'])).toEqual(['one', 'two']);
  });

  it('ends when the session ends', async () => {
    const rings = follow(RINGS, -1);
    await rings.subscribed;
    await org.control.revoke();
    expect(await rings.failure).toMatchObject({ error: '401::Authentication invalid' });
  });

  it('ends at the limit of the day', async () => {
    const rings = follow(RINGS, -1);
    await rings.subscribed;
    await org.control.stream({ overDailyLimit: true });
    expect((await rings.failure).error).toContain('daily limit exceeded');
  });

  it('can stand still without a word', async () => {
    const rings = follow(RINGS, -1);
    await rings.subscribed;
    await org.control.stream({ stalled: true });
    await ring('unheard');
    const connects = async (): Promise<number> =>
      (await org.control.calls()).filter((call) => call.route === 'cometd' && call.status === 200).length;
    const before = await connects();
    while ((await connects()) < before + 2) await new Promise((resolve) => setImmediate(resolve));
    expect(rings.told).toEqual([]);
  });

  it('can bring events twice and in the wrong order', async () => {
    await ring('one');
    await ring('two');
    await org.control.stream({ duplicates: true, reversed: true });
    const rings = follow(RINGS, -2);
    await rings.count(4);
    expect(rings.told.map((one) => one.payload['Record_Id__c'])).toEqual(['two', 'two', 'one', 'one']);
  });

  it('tells nothing of a call that was undone', async () => {
    const rings = follow(RINGS, -1);
    await rings.subscribed;
    await server.requestPost('/composite', {
      allOrNone: true,
      compositeRequest: [
        {
          method: 'POST',
          referenceId: 'ring',
          url: '/services/data/v67.0/sobjects/Fixture_Ring__e',
          body: { Record_Id__c: 'undone' },
        },
        { method: 'POST', referenceId: 'bad', url: '/services/data/v67.0/sobjects/Fixture__c', body: {} },
      ],
    });
    await ring('kept');
    await rings.count(1);
    expect(rings.told.map((one) => one.payload['Record_Id__c'])).toEqual(['kept']);
  });
});
