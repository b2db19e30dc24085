import { resolve } from 'node:path';
import { runAsOwnProcess, wholeNumber } from '../shared/own-process.ts';
import { startFakeFreshworks } from './start.ts';

// node test/fakes/freshworks/main.ts --app connectors/freshservice/fdk --desk http://127.0.0.1:4000 --server http://localhost:3000
await runAsOwnProcess(['app', 'desk', 'server', 'domain', 'port', 'app-port'], async (option) => {
  const needed = (name: string): string => {
    const value = option(name);
    if (value === undefined) throw new Error(`--${name} is needed`);
    return value;
  };
  const server = option('server');
  const domain = option('domain');
  const fake = await startFakeFreshworks({
    appDir: resolve(needed('app')),
    deskUrl: needed('desk'),
    port: wholeNumber('port', option('port'), 0),
    appPort: wholeNumber('app-port', option('app-port'), 0),
    ...(server === undefined ? {} : { serverUrl: server }),
    ...(domain === undefined ? {} : { domain }),
  });
  return { announcement: { url: fake.url, app: fake.appUrl }, close: () => fake.close() };
});
