import { type AnnouncedProcess, startAnnounced } from '../../support/announced-process.ts';
import { startFreshserviceProcess } from '../../support/fake-processes.ts';
import { type PanelClient, panelClient } from '../../support/panel-client.ts';
import { prepareData } from '../../support/prepare-data.ts';
import { type RunningServer, startServer } from '../../support/start-server.ts';
import type { Bench } from '../shared/bench.ts';
import { cpuTimeMs } from '../shared/cpu-time.ts';
import { measured, type Measurement } from '../shared/measurement.ts';
import { median } from '../shared/statistics.ts';
import { workFolder } from '../shared/work-folder.ts';
import type { LoadJob, MeasuredLoad } from './load-job.ts';
import { memoryWatch } from './memory-watch.ts';
import { runLoad } from './run-load.ts';
import { TRANSITION_AGENT } from './transition-steps.ts';

const CONNECTIONS = [32, 8, 1] as const;
const TARGETS = 64;
const IDLE_MS = 5000;
const WARM_UP_SECONDS = 3;
/** The help desk is told at the pace that the plan leaves us, as in life; the rest waits its turn in the database. */
const PLAN = 'enterprise';

type Contest = {
  readonly bare: (connections: number, seconds: number) => Promise<MeasuredLoad>;
  readonly ours: (connections: number, seconds: number) => Promise<MeasuredLoad>;
};

/** Durable transitions a second over HTTP, beside a bare handler with one durable insert. */
export const transitionsBench: Bench = {
  summary: 'durable transitions a second at 32, 8 and 1 connections beside a bare durable insert; memory',
  run: async (options, tell) => {
    const folder = workFolder(options.dir);
    const desk = await startFreshserviceProcess({ data: 'empty' });
    const dataDir = folder.path('ours');
    const data = await prepareData({
      dataDir,
      helpDeskUrl: desk.url,
      plan: PLAN,
      settings: { timeline: 'every-change' },
    });
    const bare = await startAnnounced('test/bench/transitions/bare-server.ts', [folder.path('bare')]);
    const server = await startServer({ dataDir });
    try {
      const idle = await memoryWatch(server).idle(IDLE_MS);
      const contest = contestOf(server, data.secrets.api, bare);
      await contest.bare(CONNECTIONS[0], WARM_UP_SECONDS);
      await contest.ours(CONNECTIONS[0], WARM_UP_SECONDS);
      const found: Measurement[] = [];
      const memory = memoryWatch(server);
      for (const connections of CONNECTIONS) {
        found.push(...(await hold(contest, connections, options, tell)));
        if (connections === CONNECTIONS[0])
          found.push(megabytes('memory-under-load', memory.highest(), options.rounds));
      }
      return [...found, megabytes('memory-idle', idle, 1)];
    } finally {
      await server.stop();
      await Promise.all([bare.stop(), desk.stop()]);
    }
  },
};

function contestOf(server: RunningServer, secret: string, bare: AnnouncedProcess): Contest {
  const headers = { authorization: `Bearer ${secret}` };
  const panel = panelClient(server.url, secret, TRANSITION_AGENT);
  let runs = 0;
  const nextRun = (): string => `run${(runs += 1)}-${process.pid}`;
  return {
    bare: (connections, seconds) => {
      const paths = Array.from({ length: TARGETS }, () => '/entries');
      const url = bare.announcement['url'] ?? '';
      return measuredLoad(bare.pid, { url, connections, seconds, headers, paths, run: nextRun() });
    },
    ours: async (connections, seconds) => {
      const run = nextRun();
      const ids = await makeTargets(panel, run);
      const paths = ids.map((id) => `/api/v1/requests/${id}/commands`);
      return measuredLoad(server.pid, { url: server.url, connections, seconds, headers, paths, run });
    },
  };
}

async function measuredLoad(pid: number, job: LoadJob): Promise<MeasuredLoad> {
  const before = cpuTimeMs(pid);
  const outcome = await runLoad(job);
  return { ...outcome, cpuMs: (cpuTimeMs(pid) - before) / outcome.answered };
}

async function makeTargets(panel: PanelClient, run: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < TARGETS; index += 1) {
    const ticket = { id: String(1000 + index), number: `INC-${1000 + index}`, subject: 'Printer prints nothing' };
    const recipient = { name: 'May Lin', email: `may-${run}-${index}@customer.example` };
    const answer = await panel.create({ commandId: `${run}-make-${index}`, ticket, recipient, channels: ['link'] });
    if (!answer.ok) throw new Error(`A request could not be made: ${answer.problem.title}`);
    ids.push(answer.request.id);
  }
  return ids;
}

/** Turn about, so that a busy moment of the machine hits both. */
async function hold(
  contest: Contest,
  connections: number,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
  tell: (line: string) => void,
): Promise<readonly Measurement[]> {
  const bare: MeasuredLoad[] = [];
  const ours: MeasuredLoad[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    bare.push(await contest.bare(connections, seconds));
    ours.push(await contest.ours(connections, seconds));
    const [theirs, own] = [bare.at(-1)?.perSecond ?? 0, ours.at(-1)?.perSecond ?? 0];
    tell(`${connections} connections, round ${round}: ${own.toFixed(0)}/s beside ${theirs.toFixed(0)}/s bare`);
  }
  const failed = ours.reduce((sum, one) => sum + one.failed, 0);
  if (failed > 0) throw new Error(`${failed} commands were not carried out; the numbers mean nothing.`);
  return [
    measured({
      name: `transitions-${connections}`,
      value: across('perSecond', ours),
      unit: '1/s',
      baseline: across('perSecond', bare),
      n: ours.reduce((sum, one) => sum + one.answered, 0),
      p50: across('p50', ours),
      p99: across('p99', ours),
    }),
    measured({
      name: `cpu-per-transition-${connections}`,
      value: across('cpuMs', ours),
      unit: 'ms',
      baseline: across('cpuMs', bare),
      n: rounds,
    }),
  ];
}

function across(key: 'perSecond' | 'p50' | 'p99' | 'cpuMs', outcomes: readonly MeasuredLoad[]): number {
  return median(outcomes.map((outcome) => outcome[key]));
}

function megabytes(name: string, bytes: number, n: number): Measurement {
  return measured({ name, value: bytes / 1e6, unit: 'MB', baseline: null, n });
}
