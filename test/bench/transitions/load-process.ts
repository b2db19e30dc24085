import autocannon, { type LoadClient, type LoadRequest } from 'autocannon';
import { percentile } from '../shared/statistics.ts';
import type { LoadJob, LoadOutcome } from './load-job.ts';
import { transitionBody } from './transition-steps.ts';

// node test/bench/transitions/load-process.ts '<LoadJob as JSON>' prints the LoadOutcome as JSON.
const job = JSON.parse(process.argv[2] ?? '') as LoadJob;
const latencies: number[] = [];
let clients = 0;

/** Works on every n-th path in turn, each through its steps in order. */
function setupClient(client: LoadClient): void {
  const first = clients;
  clients += 1;
  const own = job.paths.flatMap((path, target) => (target % job.connections === first ? [{ path, target }] : []));
  let sent = 0;
  const setupRequest = (request: LoadRequest): LoadRequest => {
    const { path, target } = own[sent % own.length] ?? { path: '', target: 0 };
    const count = Math.floor(sent / own.length);
    sent += 1;
    return { ...request, path, body: transitionBody(job.run, target, count, Date.now()) };
  };
  const headers = { ...job.headers, 'content-type': 'application/json' };
  client.setRequests([{ method: 'POST', headers, setupRequest }]);
}

const { url, connections, seconds } = job;
const run = autocannon({ url, connections, duration: seconds, setupClient });
run.on('response', (_client: unknown, status: number, _bytes: number, ms: number) => {
  if (status < 300) latencies.push(ms);
});
const result = await run;
const outcome: LoadOutcome = {
  perSecond: result['2xx'] / result.duration,
  failed: result.non2xx + result.errors + result.timeouts,
  answered: result['2xx'],
  p50: percentile(latencies, 0.5),
  p99: percentile(latencies, 0.99),
};
console.log(JSON.stringify(outcome));
process.exit(0);
