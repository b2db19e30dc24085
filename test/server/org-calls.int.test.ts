import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ofRequests, purposeOf } from '../bench/salesforce-calls/count-calls.ts';
import { type Journey, walk } from '../bench/salesforce-calls/org-journey.ts';
import { type OrgWorld, orgWorld } from './org-world.ts';

let world: OrgWorld;
beforeAll(async () => {
  // Asked only when somebody rings. What belongs together waits for each other long enough on a busy machine.
  world = await orgWorld({ org: { pollSeconds: 300 }, env: { TRUSTED_PROXIES: '1' }, gatherMs: 600 });
});
afterAll(() => world.close());

/** Purposes of all calls that were made because of the requests. */
async function callsOf(journey: Journey): Promise<readonly string[]> {
  await world.org.control.forgetCalls();
  await walk(world, journey);
  return ofRequests(await world.org.control.calls()).map((call) => purposeOf(call));
}

describe('The usual request', () => {
  it('costs an org at most six calls, all of them writes, when AnyDesk tells of the session', async () => {
    const calls = await callsOf({ requests: 1, toldIn: 'elsewhere' });
    expect(calls.length).toBeLessThanOrEqual(6);
    expect(new Set(calls)).toEqual(new Set(['write']));
  });

  it('costs one more when its agent tells in the panel that the session has ended', async () => {
    expect((await callsOf({ requests: 1, toldIn: 'panel' })).length).toBeLessThanOrEqual(7);
  });

  it('is told whole all the same: each step in the feed once, the record at its end', async () => {
    const { control } = world.org;
    const [request] = (await control.records('Session_Request__c')).slice(-1);
    const { feed, events } = await control.casePage(String(request?.['Case__c']));
    const posts = feed.map((post) => String(post['Body']));
    const steps = [
      /asked Hannah/,
      /opened the request/,
      /allowed access/,
      /is connected/,
      /session was ended/,
      /closed/,
    ];
    expect(
      steps.map((step) => posts.filter((post) => step.test(post.split('</p>').slice(1).join(' '))).length),
    ).toEqual(steps.map(() => 1));
    expect(events).toHaveLength(posts.length);
    expect(request).toMatchObject({ Status__c: 'Closed', Outcome__c: 'solved', Session_Count__c: 1 });
  });
});

describe('Twenty requests at the same moments', () => {
  it('cost an org less than two calls each', async () => {
    expect((await callsOf({ requests: 20, toldIn: 'elsewhere' })).length).toBeLessThan(40);
  }, 120_000);
});
