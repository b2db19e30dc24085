import { afterEach, describe, expect, it } from '@jest/globals';
import { signIn } from '../support/console-client.ts';
import { eventually } from '../support/eventually.ts';
import { CREATE } from './org-presses.ts';
import { type OrgServer, type OrgServers, orgServers, type OrgServersOptions } from './org-servers.ts';

const SELDOM = { pollSeconds: 300, listens: true };
// Both with time for a busy machine; how long it takes on a quiet one stands in the measurements.
/** Far from the 300 seconds of the next poll. */
const AT_ONCE_MS = 20_000;
/** A poll every 5 seconds. */
const WITHIN_A_POLL_MS = 5000 + 10_000;

let world: OrgServers;
let one: OrgServer;
const begin = async (options: OrgServersOptions): Promise<void> => {
  ({ world, first: one } = await orgServers(options));
};
afterEach(() => world.close());

const inbox = () => one.foundation.store.database.read.selectFrom('panel_inbox').selectAll().executeTakeFirst();
/** The stream stands, and what may have been missed before was looked for. */
const heard = () =>
  eventually('the ring to be heard', async () => {
    const found = await inbox();
    return found?.bell_heard === 1 && (found.asked_at ?? 0) > (found.bell_since ?? 0);
  });
/** The rings of the beginning are over: the last look came by itself. */
const calm = async () => {
  let last = 0;
  await eventually('a look that nobody rang for', async () => {
    const askedAt = (await inbox())?.asked_at ?? 0;
    const isByItself = last > 0 && askedAt - last > 3000;
    last = askedAt;
    return isByItself;
  });
};
const unheard = (because: RegExp) =>
  eventually('the admin to be told why it is not heard', async () => {
    const found = await inbox();
    return found?.bell_heard === 0 && because.test(found.bell_because ?? '');
  });
const grants = async () => (await world.org.control.calls()).filter(({ route }) => route === 'token').length;
const consoleSays = async (): Promise<string> => {
  const admin = await signIn(one.server.url, world.data.admin);
  return (await admin.look(`/console/connectors/${world.orgId}`)).body;
};
const aPress = async () =>
  world.command({ caseId: (await world.addCase()).Id, type: 'create-request', parameters: CREATE });

/** How long a press waits for its answer. */
const pressed = async (): Promise<number> => {
  const since = performance.now();
  const told = await world.settled(await aPress());
  expect(told['Result__c']).toBe('Done');
  return performance.now() - since;
};

describe("A press that the org's own event rings for", () => {
  it('is carried out at once, though the next poll is minutes away', async () => {
    await begin({ org: SELDOM });
    await heard();
    expect(await pressed()).toBeLessThan(AT_ONCE_MS);
    expect(await pressed()).toBeLessThan(AT_ONCE_MS);
    expect(await consoleSays()).toMatch(/ring is heard since/);
  });

  it('is carried out in the order of the presses when many come in one moment', async () => {
    await begin({ org: SELDOM });
    await heard();
    const { Id: caseId } = await world.addCase();
    const record = await world.requestOn(caseId, { ...CREATE, channels: ['link'] });
    const requestKey = String(record['External_Key__c']);
    for (const text of ['one', 'two', 'three', 'four']) {
      await world.command({ caseId, type: 'add-comment', requestKey, parameters: { text } });
    }
    const last = await world.command({ caseId, type: 'close-request', requestKey, parameters: { outcome: 'solved' } });
    expect(await world.settled(last)).toMatchObject({ Result__c: 'Done' });
    const log = await one.foundation.store.requests.events(requestKey, 0);
    expect(log.flatMap(({ event }) => (event.type === 'commented' ? [event.text] : []))).toEqual([
      'one',
      'two',
      'three',
      'four',
    ]);
  });

  it('while the server was down is there when it is back: the stream goes on where it had been', async () => {
    await begin({ org: SELDOM });
    await heard();
    await pressed();
    const position = await eventually('the position to be kept', async () => (await inbox())?.bell_position);
    await one.stop();
    const missed = [await aPress(), await aPress()];
    one = await world.start();
    for (const press of missed) expect(await world.settled(press)).toMatchObject({ Result__c: 'Done' });
    await heard();
    await eventually(
      'what was missed to be heard',
      async () => Number((await inbox())?.bell_position) > Number(position),
    );
  });
});

describe('An org that nothing rings for', () => {
  it('has a press answered within the interval that the admin set, after quiet hours too', async () => {
    await begin({});
    await pressed();
    await world.later(3 * 60 * 60_000);
    expect(await pressed()).toBeLessThan(WITHIN_A_POLL_MS);
  });
});

describe('A stream that fails', () => {
  it('without a word is noticed; presses are found by the usual poll, and the console says why', async () => {
    await begin({ org: { listens: true } });
    await heard();
    await world.org.control.faults([{ on: { route: 'cometd' }, fault: { kind: 'hang' } }]);
    await unheard(/Nothing more was heard/);
    const page = await consoleSays();
    expect(page).toMatch(/ring is not heard since/);
    expect(page).toContain('found within 5 seconds');
    expect(await pressed()).toBeLessThan(WITHIN_A_POLL_MS);
    await world.org.control.faults([]);
    await heard();
  });

  it('by saying that all is well while no event comes is noticed at the first press, which waits no longer than for a poll', async () => {
    await begin({ org: { listens: true } });
    await heard();
    await calm();
    await world.org.control.stream({ stalled: true });
    expect(await pressed()).toBeLessThan(WITHIN_A_POLL_MS);
    await unheard(/flow of the doorbell/);
    await world.org.control.stream({ stalled: false });
    await aPress();
    await heard();
  });

  it('because the user may not listen is told with its mend, and nothing else fails', async () => {
    await begin({ org: { listens: true } });
    await heard();
    await world.org.control.assign(world.org.people.integration, 'Session_Requests_Doorbell', false);
    await world.org.control.stream({ act: 'forget-clients' });
    await world.org.control.revoke();
    await unheard(/doorbell package is deployed/);
    expect(await pressed()).toBeLessThan(WITHIN_A_POLL_MS);
  });

  it('because its token was revoked goes on with a new one, of which at most two are asked for', async () => {
    await begin({ org: SELDOM });
    await heard();
    const before = await grants();
    const since = (await inbox())?.bell_since;
    await world.org.control.revoke();
    await eventually('a new connection', async () => {
      const now = await inbox();
      return now?.bell_heard === 1 && now.bell_since !== since;
    });
    expect(await pressed()).toBeLessThan(AT_ONCE_MS);
    expect((await grants()) - before).toBeLessThanOrEqual(2);
  });

  it("because the org's limit of events is used up is told, and heard again when it is not", async () => {
    await begin({ org: { listens: true } });
    await heard();
    await world.org.control.stream({ overDailyLimit: true });
    await unheard(/limit of streamed events/);
    expect(await pressed()).toBeLessThan(WITHIN_A_POLL_MS);
  });

  it('because its position is too old begins anew, and what was missed is fetched all the same', async () => {
    await begin({ org: SELDOM });
    await heard();
    await pressed();
    await eventually('the position to be kept', async () => (await inbox())?.bell_position);
    await one.stop();
    const missed = await aPress();
    await world.org.control.stream({ invalidReplay: true });
    one = await world.start();
    expect(await world.settled(missed)).toMatchObject({ Result__c: 'Done' });
    await heard();
    expect(await pressed()).toBeLessThan(AT_ONCE_MS);
  });
});
