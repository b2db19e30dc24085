import { runAsOwnProcess, wholeNumber } from '../shared/own-process.ts';
import { isPlanName } from './rate-limit.ts';
import { SEED_NAMES } from './seed.ts';
import { startFakeFreshservice } from './start.ts';

// node test/fakes/freshservice/main.ts --port 0 --data kestrel --plan pro --seed 1 --exit-with-parent
await runAsOwnProcess(['port', 'host', 'data', 'plan', 'seed'], async (option) => {
  const plan = option('plan') ?? 'enterprise';
  const data = SEED_NAMES.find((name) => name === (option('data') ?? 'kestrel'));
  if (!isPlanName(plan)) throw new Error(`--plan ${plan} is not known`);
  if (data === undefined) throw new Error(`--data must be one of ${SEED_NAMES.join(', ')}`);
  const fake = await startFakeFreshservice({
    port: wholeNumber('port', option('port'), 0),
    host: option('host') ?? '127.0.0.1',
    seed: wholeNumber('seed', option('seed'), 1),
    plan,
    data,
  });
  return { announcement: { url: fake.url }, close: () => fake.close() };
});
