import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sysinfo } from '../fakes/anydesk/api-sysinfo.ts';
import { controlDesk } from '../fakes/anydesk/control-client.ts';
import { DEFAULT_OPTIONS } from '../fakes/anydesk/desk-options.ts';
import { SimulatedDesk } from '../fakes/anydesk/simulated-desk.ts';
import { type RunningDesk, startDesk } from '../fakes/anydesk/start-desk.ts';
import { signIn } from '../support/console-client.ts';
import type { RunningServer } from '../support/start-server.ts';
import { runCommand } from './command.ts';
import { type ServerProcessWorld, serverProcessWorld } from './server-process-world.ts';

const { licence } = DEFAULT_OPTIONS;

let world: ServerProcessWorld;
let anydesk: RunningDesk;
let server: RunningServer;
beforeAll(async () => {
  [world, anydesk] = await Promise.all([serverProcessWorld(), startDesk()]);
  server = await world.start({ env: { LOG_LEVEL: 'debug' } });
});
afterAll(async () => {
  await Promise.all([world.close(), anydesk.close()]);
});

/** Every text in AnyDesk's answer that could be told apart from any other; what the admin himself typed as the licence's ID is no secret of it. */
function textsOfSysinfo(): readonly string[] {
  const { body } = sysinfo(new SimulatedDesk(() => 0, 1), licence, true) as unknown as { readonly body: unknown };
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect(body);
  return texts.filter((text) => text.length > 4 && text !== licence.licenseId);
}

/** Whatever lies in the data folder, the database and its journal among it. */
function stored(): string {
  const files = readdirSync(world.dataDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return files.map((one) => readFileSync(join(one.parentPath, one.name), 'latin1')).join('\n');
}

describe('What AnyDesk tells of the licence', () => {
  it.each(['normal', 'malformed'] as const)(
    'is used by the account’s test and the doctor, and stays nowhere (%s answers)',
    async (answer) => {
      const admin = await signIn(server.url, world.data.admin);
      await controlDesk(anydesk.url).setFaults({ answer: 'normal' });
      const form = { name: 'AnyDesk', licenseId: licence.licenseId, password: licence.apiPassword, account: '' };
      const { body: page } = await admin.look('/console/anydesk');
      const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
      await admin.post('/console/anydesk', { ...form, csrf, address: anydesk.api });
      await controlDesk(anydesk.url).setFaults({ answer, licenceExpired: true });
      const [, id = ''] = /\/console\/anydesk\/([a-z0-9]{26})/.exec((await admin.look('/console/anydesk')).body) ?? [];
      const tested = await admin.post(`/console/anydesk/${id}/test`, { csrf });
      const doctor = await runCommand(['doctor'], {
        DATA_DIR: world.dataDir,
        PORT: String(server.port),
        PUBLIC_URL: server.url,
        LOG_LEVEL: 'debug',
        DEMO: 'off',
        ALLOW_LOOPBACK: '1',
      });
      expect(doctor.output).toContain('AnyDesk');
      const asked = await controlDesk(anydesk.url).requests();
      expect(JSON.stringify(asked)).toContain('sysinfo');
      const secrets = textsOfSysinfo();
      expect(secrets).toEqual(expect.arrayContaining([licence.apiPassword, 'SIMULATEDKEY0000']));
      for (const secret of secrets) {
        for (const place of [server.output(), doctor.output, stored(), tested.body]) {
          expect(place.includes(secret) ? secret : null).toBeNull();
        }
      }
    },
  );
});
