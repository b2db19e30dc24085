import { seededRandom } from '../../fakes/shared/random.ts';
import { signIn } from '../../support/console-client.ts';
import { startFreshserviceProcess } from '../../support/fake-processes.ts';
import { type HttpAnswer, httpCall } from '../../support/http-call.ts';
import { prepareData } from '../../support/prepare-data.ts';
import { startServer } from '../../support/start-server.ts';
import type { Bench } from '../shared/bench.ts';
import { measured, type Measurement } from '../shared/measurement.ts';
import { median, percentile } from '../shared/statistics.ts';
import { workFolder } from '../shared/work-folder.ts';
import { fillStore } from './fill-store.ts';
import { LIST_PAGES, type ListPage, type Reader } from './list-pages.ts';

const FEW = 1000;
const WARM_UP = 30;
const AGENT = { name: 'Mara Lindqvist', email: 'mara@kestrel.example', role: 'support-agent' } as const;
/** The agent is in two of four. */
const QUEUES = ['Network', 'Printers', 'Accounts', 'Phones'].map((name, index) => ({
  name,
  members: index < 2 ? [AGENT.email] : [],
}));

/** A server with so many requests, and everybody who reads there. */
type Site = {
  readonly rows: number;
  readonly readers: Readonly<Record<Reader, (path: string) => Promise<HttpAnswer>>>;
  stop(): Promise<void>;
};

/** One page of each list over HTTP, with a thousand and with very many stored requests. */
export const listBench: Bench = {
  summary: "a page of a ticket's and of the console's requests, with 1,000 and with --rows stored requests",
  run: async ({ dir, rows, samples }, tell) => {
    const folder = workFolder(dir);
    const desk = await startFreshserviceProcess({ data: 'empty' });
    const openSite = (name: string, count: number): Promise<Site> => makeSite(folder.path(name), count, desk.url, tell);
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

async function makeSite(dataDir: string, rows: number, deskUrl: string, tell: (line: string) => void): Promise<Site> {
  const data = await prepareData({ dataDir, helpDeskUrl: deskUrl, people: [AGENT], queues: QUEUES });
  const { secrets, admin, people } = data;
  const startedAt = performance.now();
  fillStore(dataDir, rows, data);
  tell(`${rows} requests stored in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  const server = await startServer({ dataDir });
  const [agent] = people;
  if (agent === undefined) throw new Error('nobody works here');
  const asAdmin = await signIn(server.url, admin);
  const asAgent = await signIn(server.url, agent);
  const authorization = `Bearer ${secrets.api}`;
  const told = (answer: Promise<HttpAnswer>): Promise<HttpAnswer> =>
    answer.catch((cause: unknown) => {
      throw new Error(`The server with ${rows} requests did not answer. It said:\n${server.output()}`, { cause });
    });
  return {
    rows,
    readers: {
      panel: (path) => told(httpCall(server.url + path, { headers: { authorization } })),
      admin: (path) => told(asAdmin.look(path)),
      agent: (path) => told(asAgent.look(path)),
    },
    stop: () => server.stop(),
  };
}

/** Turn about, one at a time. */
async function compare(page: ListPage, few: Site, many: Site, samples: number): Promise<Measurement> {
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

async function timed(page: ListPage, site: Site, chance: number): Promise<number> {
  const path = page.path(site.rows, () => chance);
  const startedAt = performance.now();
  const answer = await site.readers[page.reader](path);
  const ms = performance.now() - startedAt;
  if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}.`);
  return ms;
}
