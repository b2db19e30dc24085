import { runAsOwnProcess, wholeNumber } from '../shared/own-process.ts';
import { type FakeLightning, startFakeLightning } from './start.ts';

// node test/fakes/lightning/main.ts --app connectors/salesforce --org http://127.0.0.1:1234 --port 0 --exit-with-parent
await runAsOwnProcess(['app', 'org', 'port', 'host'], async (option) => {
  const fake = await startFakeLightning({
    appDir: option('app') ?? '',
    orgUrl: option('org') ?? '',
    port: wholeNumber('port', option('port'), 0),
    host: option('host') ?? '127.0.0.1',
    onBuilding: () =>
      console.error('Compiling the Salesforce panel for the demo. This happens once and takes some seconds.'),
  });
  // Who opens the page should find it ready: the compiler works meanwhile, in a process that gives way to others.
  void sayWhatIsWrong(fake);
  return { announcement: { url: fake.url }, close: () => fake.close() };
});

async function sayWhatIsWrong(fake: FakeLightning): Promise<void> {
  const build = await fake.built();
  if (!build.ok) console.error(build.why);
}
