import { runAsOwnProcess, wholeNumber } from '../shared/own-process.ts';
import { SEED_NAMES } from './seed.ts';
import { startFakeSalesforce } from './start.ts';

// node test/fakes/salesforce/main.ts --force-app connectors/salesforce/force-app --port 0 --data kestrel --exit-with-parent
// Several package directories: --force-app a,b
await runAsOwnProcess(['port', 'host', 'data', 'seed', 'force-app'], async (option) => {
  const data = SEED_NAMES.find((name) => name === (option('data') ?? 'kestrel'));
  if (data === undefined) throw new Error(`--data must be one of ${SEED_NAMES.join(', ')}`);
  const fake = await startFakeSalesforce({
    port: wholeNumber('port', option('port'), 0),
    host: option('host') ?? '127.0.0.1',
    seed: wholeNumber('seed', option('seed'), 1),
    data,
    forceApp: (option('force-app') ?? '').split(',').filter((folder) => folder !== ''),
  });
  return { announcement: { url: fake.url }, close: () => fake.close() };
});
