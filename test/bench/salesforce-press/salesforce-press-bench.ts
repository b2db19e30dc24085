import { eventually } from '../../support/eventually.ts';
import { CREATE } from '../../server/org-presses.ts';
import { type OrgWorld, orgWorld } from '../../server/org-world.ts';
import type { Bench } from '../shared/bench.ts';
import { measured, type Measurement } from '../shared/measurement.ts';
import { median, percentile } from '../shared/statistics.ts';
import { pressesAt, pressMoments } from './press-pace.ts';

/** How the server hears of a press: it is rung for by a webhook or by the org's event, or it looks every 15 seconds. */
const WAYS = ['webhook', 'stream', 'no doorbell'] as const;
type Way = (typeof WAYS)[number];
const PER_MINUTE = [1, 20, 100] as const;
const POLL_SECONDS = 15;
const PATIENCE_MS = 120_000;
const LOOK_MS = 50;

/** From the agent's press, which is a command in the org, to the link in the request's record there. */
export const salesforcePressBench: Bench = {
  summary:
    "from a press in a Salesforce panel to the link in the request's record, by webhook, stream and without a doorbell",
  run: async (_options, tell) => {
    const worlds = await Promise.all(WAYS.map((way) => worldOf(way)));
    try {
      const found: Measurement[] = [];
      for (const perMinute of PER_MINUTE) {
        tell(`${String(pressesAt(perMinute))} presses, ${String(perMinute)} a minute, each way`);
        const times = await Promise.all(worlds.map((world) => presses(world, perMinute)));
        for (const [index, way] of WAYS.entries()) found.push(spread(way, perMinute, times[index] ?? []));
      }
      return found;
    } finally {
      await Promise.all(worlds.map((world) => world.close()));
    }
  },
};

async function worldOf(way: Way): Promise<OrgWorld> {
  const world = await orgWorld({
    org: { pollSeconds: POLL_SECONDS, listens: way === 'stream' },
    rings: way === 'webhook',
  });
  await world.org.control.assign(world.org.people.integration, 'Session_Requests_Doorbell');
  const { read } = world.foundation.store.database;
  await eventually('the org to be known, and heard where that is wanted', async () => {
    const found = await read.selectFrom('panel_inbox').selectAll().executeTakeFirst();
    return found?.account_id && (way !== 'stream' || found.bell_heard === 1);
  });
  return world;
}

async function presses(world: OrgWorld, perMinute: number): Promise<readonly number[]> {
  return Promise.all(
    pressMoments(perMinute, pressesAt(perMinute)).map(async (atMs, index) => {
      await new Promise((resolve) => setTimeout(resolve, atMs));
      return pressToLink(world, `${String(perMinute)}-${String(index)}`);
    }),
  );
}

async function pressToLink(world: OrgWorld, name: string): Promise<number> {
  const { Id: caseId } = await world.addCase({ Subject: `Case ${name}` });
  const recipient = { ...CREATE.recipient, email: `h-${name}@kestrel.example` };
  const since = performance.now();
  await world.command({ caseId, type: 'create-request', parameters: { recipient, channels: ['link'] } });
  await eventually(
    'the link',
    async () => (await world.org.control.casePage(caseId)).requests.some((record) => record['Join_Url__c']),
    PATIENCE_MS,
    LOOK_MS,
  );
  return performance.now() - since;
}

function spread(way: Way, perMinute: number, times: readonly number[]): Measurement {
  const [p50, p95] = [median(times), percentile(times, 0.95)];
  const name = `salesforce-press, ${way}, ${String(perMinute)} a minute`;
  return measured({ name, value: p50, unit: 'ms', baseline: null, n: times.length, p50, p95 });
}
