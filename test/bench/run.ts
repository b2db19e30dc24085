import type { Bench } from './shared/bench.ts';
import { readBenchOptions } from './shared/bench-options.ts';
import { jsonLine, table } from './shared/measurement.ts';
import { findPersonBench } from './find-person/find-person-bench.ts';
import { listBench } from './list/list-bench.ts';
import { propagateBench } from './propagate/propagate-bench.ts';
import { salesforceCallsBench } from './salesforce-calls/salesforce-calls-bench.ts';
import { salesforcePressBench } from './salesforce-press/salesforce-press-bench.ts';
import { transitionsBench } from './transitions/transitions-bench.ts';

const BENCHES: ReadonlyMap<string, Bench> = new Map([
  ['transitions', transitionsBench],
  ['list', listBench],
  ['find-person', findPersonBench],
  ['propagate', propagateBench],
  ['salesforce-calls', salesforceCallsBench],
  ['salesforce-press', salesforcePressBench],
]);

// npm run bench -- [name …] [--json] [--dir folder] [--rows n] [--rounds n] [--seconds n] [--samples n]
const { names, options } = readBenchOptions(process.argv.slice(2));
const unknown = names.find((name) => !BENCHES.has(name));
if (unknown !== undefined) {
  const known = [...BENCHES].map(([name, { summary }]) => `  ${name.padEnd(18)} ${summary}`);
  console.error(`There is no bench "${unknown}". There are:\n${known.join('\n')}`);
  process.exit(2);
}
for (const [name, bench] of BENCHES) {
  if (names.length > 0 && !names.includes(name)) continue;
  const tell = (line: string): void => console.error(`${name}: ${line}`);
  const measurements = await bench.run(options, tell);
  console.log(options.json ? measurements.map(jsonLine).join('\n') : `\n${table(measurements)}\n`);
}
process.exit(0);
