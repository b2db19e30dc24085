import { seededRandom } from '../../fakes/shared/random.ts';
import { startFreshserviceProcess } from '../../support/fake-processes.ts';
import type { Bench } from '../shared/bench.ts';
import { measured, type Measurement } from '../shared/measurement.ts';
import { median, percentile } from '../shared/statistics.ts';
import { workFolder } from '../shared/work-folder.ts';
import { type FilledSite, fillSite } from './filled-site.ts';
import { LIST_PAGES, type ListPage } from './list-pages.ts';

const FEW = 1000;
const WARM_UP = 30;
/** One page of each list over HTTP, with a thousand and with very many stored requests. */
export const listBench: Bench = {
  summary: "a page of a ticket's and of the console's requests, with 1,000 and with --rows stored requests",
  run: async ({ dir, rows, samples }, tell) => {
    const folder = workFolder(dir);
    const desk = await startFreshserviceProcess({ data: 'empty' });
    const openSite = (name: string, count: number): Promise<FilledSite> =>
      fillSite(folder.path(name), count, desk.url, tell);
    const few = await openSite('few', FEW);
    const many = await openSite('many', rows);
    try {
      const found: Measurement[] = [];
      for (const page of LIST_PAGES) {
        found.push(await compare(page, few, many, samples));
        const { name, value, baseline } = found.at(-1) ?? { name: '', value: 0, baseline: 0 };
        tell(`${name}: ${value.toFixed(2)} ms beside ${(baseline ?? 0).toFixed(2)} ms`);
      }
      return found;
    } finally {
      await Promise.all([few.stop(), many.stop()]);
      await desk.stop();
    }
  },
};

/** Turn about, one at a time. */
async function compare(page: ListPage, few: FilledSite, many: FilledSite, samples: number): Promise<Measurement> {
  const random = seededRandom(1);
  const times = { few: [] as number[], many: [] as number[] };
  for (let round = 0; round < WARM_UP + samples; round += 1) {
    const [fewMs, manyMs] = [await timed(page, few, random()), await timed(page, many, random())];
    if (round < WARM_UP) continue;
    times.few.push(fewMs);
    times.many.push(manyMs);
  }
  return measured({
    name: page.name,
    value: median(times.many),
    unit: 'ms',
    baseline: median(times.few),
    n: samples,
    p50: median(times.many),
    p95: percentile(times.many, 0.95),
    p99: percentile(times.many, 0.99),
  });
}

async function timed(page: ListPage, site: FilledSite, chance: number): Promise<number> {
  const path = page.path(site.rows, () => chance);
  const startedAt = performance.now();
  const answer = await site.readers[page.reader](path);
  const ms = performance.now() - startedAt;
  if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}.`);
  return ms;
}
