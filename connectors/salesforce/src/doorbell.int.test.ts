import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FakeSalesforce } from '../../../test/fakes/salesforce/start.ts';
import { startOrg } from '../../../test/salesforce/salesforce-world.ts';
import type { DoorbellTimes } from './doorbell.ts';
import { createDoorbell } from './doorbell.ts';
import { createSession } from './session.ts';

const CHANNEL = '/event/Session_Request_Ring__e';
const TIMES: DoorbellTimes = { silenceMs: 5000, longestMs: 60_000, pauseMs: 20, longestPauseMs: 100, steadyMs: 50 };

let fake: FakeSalesforce;
let stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  fake = await startOrg({ streamWaitMs: 100 });
});

afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  stops = [];
  await fake.close();
});

const publish = (text: string) => fake.control.publish('Session_Request_Ring__e', { Record_Id__c: text });

/** Waits until something that was heard meets the condition. */
type Heard = {
  readonly rings: (string | null)[];
  readonly states: { readonly isListening: boolean; readonly because: string }[];
  until(met: () => boolean): Promise<void>;
};

const listen = (
  position: string | null = null,
  times: Partial<DoorbellTimes> = {},
  secret = fake.app.clientSecret,
): Heard => {
  const session = createSession({
    login: fake.url,
    credentials: { kind: 'client-credentials', clientId: fake.app.clientId, clientSecret: secret },
    now: () => Date.now(),
    fetch: (input, init) => globalThis.fetch(input, init),
    timeoutMs: 5000,
    maxAnswerBytes: 1_000_000,
  });
  const rings: (string | null)[] = [];
  const states: { isListening: boolean; because: string }[] = [];
  let check = (): void => undefined;
  const bell = createDoorbell(session, CHANNEL, { ...TIMES, ...times }).listen({
    position,
    ring: (at) => {
      rings.push(at);
      check();
    },
    onState: (isListening, because) => {
      states.push({ isListening, because });
      check();
    },
  });
  stops.push(() => bell.stop());
  const until = (met: () => boolean) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (met()) resolve();
      };
      check();
    });
  return { rings, states, until };
};

const times = (heard: Heard) => heard.states.filter(({ isListening }) => isListening).length;

describe('the doorbell of an org', () => {
  it('rings once when it begins to listen, and then for each event', async () => {
    const heard = listen();
    await heard.until(() => times(heard) === 1);
    expect(heard.rings).toEqual([null]);
    await publish('one');
    await heard.until(() => heard.rings.length === 2);
    expect(heard.rings[1]).toMatch(/^\d+$/);
  });

  it('begins where it had been', async () => {
    const first = listen();
    await first.until(() => times(first) === 1);
    await publish('one');
    await first.until(() => first.rings.length === 2);
    await Promise.all(stops.map((stop) => stop()));
    await publish('two');
    await publish('three');
    const second = listen(first.rings[1] ?? null);
    const missed = () => new Set(second.rings.filter((at) => Number(at) > Number(first.rings[1]))).size;
    await second.until(() => missed() === 2);
    expect(second.rings).not.toContain(null);
  });

  it('goes on with a new token when the old one is revoked', async () => {
    const heard = listen();
    await heard.until(() => times(heard) === 1);
    await fake.control.revoke();
    await heard.until(() => times(heard) === 2);
    await publish('after');
    await heard.until(() => /^\d+$/.test(heard.rings.at(-1) ?? ''));
    expect(heard.states.map(({ isListening }) => isListening)).toEqual([true, false, true]);
  });

  it('starts anew when the org no longer keeps its position, and rings for what it missed', async () => {
    await fake.control.stream({ invalidReplay: true });
    const heard = listen('123456');
    await heard.until(() => heard.states.some(({ because }) => /no longer keeps/.test(because)));
    await fake.control.stream({ invalidReplay: false });
    await heard.until(() => times(heard) === 1);
    expect(heard.rings).toEqual([null]);
  });

  it('goes on after the org forgot its clients', async () => {
    const heard = listen();
    await heard.until(() => times(heard) === 1);
    await fake.control.stream({ act: 'forget-clients' });
    await publish('after');
    await heard.until(() => heard.rings.length >= 2);
    expect(heard.states.every(({ isListening }) => isListening)).toBe(true);
  });

  it('gives a silent connection up, and makes a new one', async () => {
    const heard = listen(null, { silenceMs: 60, longestMs: 60_000 });
    await heard.until(() => times(heard) === 1);
    await fake.control.faults([{ on: { route: 'cometd' }, fault: { kind: 'hang' } }]);
    await heard.until(() => heard.states.some(({ because }) => /Nothing more was heard/.test(because)));
    await fake.control.faults([]);
    await heard.until(() => heard.states.at(-1)?.isListening === true);
  });

  it('gives a connection up that says nothing for longer than the org said it would', async () => {
    const heard = listen();
    await heard.until(() => times(heard) === 1);
    const since = performance.now();
    await fake.control.faults([{ on: { route: 'cometd' }, fault: { kind: 'hang' } }]);
    await heard.until(() => heard.states.some(({ because }) => /Nothing more was heard/.test(because)));
    expect(performance.now() - since).toBeLessThan(TIMES.silenceMs);
  });

  it("says that the org's limit is used up, and tries rarely until it is not", async () => {
    const heard = listen(null, { longestPauseMs: 200 });
    await heard.until(() => times(heard) === 1);
    await fake.control.stream({ overDailyLimit: true });
    const refusals = () => heard.states.filter(({ because }) => /limit of streamed events/.test(because)).length;
    await heard.until(() => refusals() === 1);
    const since = performance.now();
    await heard.until(() => refusals() === 3);
    expect(performance.now() - since).toBeGreaterThanOrEqual(2 * 200);
    expect(heard.states.at(-1)?.isListening).toBe(false);
    await fake.control.stream({ overDailyLimit: false });
    await heard.until(() => heard.states.at(-1)?.isListening === true);
  });

  it('asks for one new token when the old one is revoked', async () => {
    const heard = listen();
    await heard.until(() => times(heard) === 1);
    await fake.control.revoke();
    await heard.until(() => times(heard) === 2);
    expect((await fake.control.calls()).filter(({ route }) => route === 'token')).toHaveLength(2);
  });

  it('renews a connection that says all is well and brings nothing', async () => {
    const heard = listen(null, { longestMs: 400 });
    await heard.until(() => times(heard) === 1);
    await fake.control.stream({ stalled: true });
    await publish('unheard');
    await heard.until(() => times(heard) >= 2);
    expect(heard.rings.filter((at) => at === null).length).toBeGreaterThanOrEqual(2);
  });

  it('says why it hears nothing while the credentials are refused, and asks rarely', async () => {
    const heard = listen(null, {}, 'wrong');
    await heard.until(() => heard.states.length >= 5);
    expect(heard.states.every(({ isListening, because }) => !isListening && because !== '')).toBe(true);
    const grants = (await fake.control.calls()).filter(({ route }) => route === 'token');
    expect(grants).toHaveLength(1);
  });

  it('stops at once, and leaves no client behind', async () => {
    const heard = listen();
    await heard.until(() => times(heard) === 1);
    await Promise.all(stops.map((stop) => stop()));
    while ((await fake.control.streamClients()).length > 0) await new Promise((resolve) => setImmediate(resolve));
    await publish('after');
    expect(heard.rings).toEqual([null]);
  });
});
