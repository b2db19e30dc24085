import { USUAL_ORG } from '../../../core/ports/installation.ts';
import { orgWorld } from '../../server/org-world.ts';
import type { Bench } from '../shared/bench.ts';
import { measured, type Measurement } from '../shared/measurement.ts';
import { ofRequests } from './count-calls.ts';
import { type Day, looksOfDay, type Rings } from './day-of-looks.ts';
import { type Journey, walk } from './org-journey.ts';

/** What an org of the Enterprise Edition with 50 licences may make in 24 hours. */
const CALLS_A_DAY = 150_000;
const REQUESTS_A_DAY = 500;
/** created, asked, closed; and where start and end of the session are told in the panel, these. */
const PRESSES = { elsewhere: 3, panel: 5 } as const;

const JOURNEYS: readonly (Journey & { readonly name: string })[] = [
  { name: 'one request', requests: 1, toldIn: 'elsewhere' },
  { name: 'one request, session told in the panel', requests: 1, toldIn: 'panel' },
  { name: '20 requests at once', requests: 20, toldIn: 'elsewhere' },
];
const RINGS: readonly Rings[] = ['nothing', 'webhook', 'stream'];
const DAYS: readonly (Omit<Day, 'presses'> & { readonly name: string })[] = [
  { name: 'no request', org: USUAL_ORG, rings: 'nothing', active: 0 },
  { name: '5 active requests', org: USUAL_ORG, rings: 'nothing', active: 5 },
  { name: 'no request, its stream rings', org: USUAL_ORG, rings: 'stream', active: 0 },
];

/** How many API calls requests cost a Salesforce org, and an org without any. */
export const salesforceCallsBench: Bench = {
  summary: 'API calls of a Salesforce org: for the usual request, for a day without any, for a day with 500',
  run: async (_options, tell) => {
    const costs: Measurement[] = [];
    for (const { name, ...journey } of JOURNEYS) {
      costs.push(calls(`calls a request, ${name}`, await costOf(journey), journey.requests));
      tell(name);
    }
    const idle: Measurement[] = [];
    for (const { name, ...day } of DAYS) {
      idle.push(calls(`calls a day, ${name}`, await looksOfDay({ ...day, presses: 0 }), 1));
      tell(name);
    }
    const shares: Measurement[] = [];
    for (const rings of RINGS) {
      for (const [index, toldIn] of (['elsewhere', 'panel'] as const).entries()) {
        const presses = REQUESTS_A_DAY * PRESSES[toldIn];
        const looks = await looksOfDay({ org: USUAL_ORG, rings, active: 5, presses });
        const all = looks + REQUESTS_A_DAY * (costs[index]?.value ?? Number.NaN);
        const name = `${REQUESTS_A_DAY} requests, ${rings} rings, session told ${toldIn}`;
        shares.push(calls(`calls a day, ${name}`, all, 1), share(`share of ${CALLS_A_DAY}, ${name}`, all));
      }
      tell(`${rings} rings`);
    }
    return [...costs, ...idle, ...shares];
  },
};

/** Calls for one of these requests, in a world of its own. */
async function costOf(journey: Journey): Promise<number> {
  const world = await orgWorld({ org: { pollSeconds: 300 }, env: { TRUSTED_PROXIES: '1' } });
  try {
    await world.org.control.forgetCalls();
    await walk(world, journey);
    return ofRequests(await world.org.control.calls()).length / journey.requests;
  } finally {
    await world.close();
  }
}

function calls(name: string, value: number, n: number): Measurement {
  return measured({ name, value, unit: 'calls', baseline: null, n });
}

function share(name: string, value: number): Measurement {
  return measured({ name, value: (100 * value) / CALLS_A_DAY, unit: '%', baseline: null, n: 1 });
}
