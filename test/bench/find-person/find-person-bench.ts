import { startFreshserviceProcess } from '../../support/fake-processes.ts';
import type { Bench } from '../shared/bench.ts';
import { measured, type Measurement } from '../shared/measurement.ts';
import { median, percentile } from '../shared/statistics.ts';
import { workFolder } from '../shared/work-folder.ts';
import { type FilledSite, fillSite } from '../list/filled-site.ts';
import { LIST_PAGES } from '../list/list-pages.ts';

const WARM_UP = 50;
const SEARCHES = 3;

/** Whom an admin looks for: the address of one request, and one of nobody with letters that databases fold differently. */
const PEOPLE = [
  { name: 'find-person', email: (rows: number): string => `person${Math.ceil(rows / 2)}@customer.example` },
  { name: 'find-nobody', email: (): string => 'süd@customer.example' },
] as const;

/** How long the search for a person's data takes, and what others who use the server notice of it. */
export const findPersonBench: Bench = {
  summary:
    "an admin's search for all that is kept of a person, with --rows stored requests, and a ticket's panel meanwhile",
  run: async ({ dir, rows, samples }, tell) => {
    const folder = workFolder(dir);
    const desk = await startFreshserviceProcess({ data: 'empty' });
    const site = await fillSite(folder.path('many'), rows, desk.url, tell);
    try {
      const csrf = /name="csrf" value="([^"]+)"/.exec((await site.admin.look('/console/privacy')).body)?.[1] ?? '';
      const search = async (email: string): Promise<void> => {
        const answer = await site.admin.post('/console/privacy/person', { csrf, email, phone: '' });
        if (answer.status !== 200) throw new Error(`The search was answered with ${answer.status}.`);
      };
      await pagesOf(site, WARM_UP);
      const quiet = await pagesOf(site, samples);
      const found: Measurement[] = [];
      for (const { name, email } of PEOPLE) {
        const times: number[] = [];
        const meanwhile: number[] = [];
        for (let count = 0; count < SEARCHES; count += 1) {
          const startedAt = performance.now();
          meanwhile.push(...(await panelsFor(site, () => search(email(rows)))));
          times.push(performance.now() - startedAt);
        }
        tell(`${name}: ${median(times).toFixed(0)} ms`);
        const value = median(times);
        found.push(measured({ name, value, unit: 'ms', baseline: null, n: SEARCHES }), beside(name, meanwhile, quiet));
      }
      return found;
    } finally {
      await Promise.all([site.stop(), desk.stop()]);
    }
  },
};

/** Asks for panels one after the other until `work` is done; gives how long each took. */
async function panelsFor(site: FilledSite, work: () => Promise<void>): Promise<readonly number[]> {
  let isDone = false;
  const done = work().finally(() => {
    isDone = true;
  });
  const times: number[] = [];
  const hasEnded = (): boolean => isDone;
  while (!hasEnded()) times.push(...(await pagesOf(site, 1)));
  await done;
  return times;
}

async function pagesOf(site: FilledSite, count: number): Promise<readonly number[]> {
  const [panel] = LIST_PAGES;
  if (panel === undefined) throw new Error('there are no pages');
  const times: number[] = [];
  for (let page = 0; page < count; page += 1) {
    const startedAt = performance.now();
    await site.readers[panel.reader](panel.path(site.rows, () => page / count));
    times.push(performance.now() - startedAt);
  }
  return times;
}

function beside(name: string, meanwhile: readonly number[], quiet: readonly number[]): Measurement {
  return measured({
    name: `${name}-panel-meanwhile`,
    value: median(meanwhile),
    unit: 'ms',
    baseline: median(quiet),
    n: meanwhile.length,
    p50: median(meanwhile),
    p95: percentile(meanwhile, 0.95),
    p99: percentile(meanwhile, 0.99),
  });
}
