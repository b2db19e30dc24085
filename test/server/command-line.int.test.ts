import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operatorToken } from '../../server/operator/operator-token.ts';
import { createKeyRing } from '../../server/secrets/key-ring.ts';
import { freePort } from '../support/free-port.ts';
import { httpCall } from '../support/http-call.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { runCommand } from './command.ts';
import { firstBeat } from './first-beat.ts';
import { type ServerProcessWorld, serverProcessWorld } from './server-process-world.ts';

let empty: string;
let world: ServerProcessWorld;
let server: RunningServer;
let beat: Promise<number>;
beforeAll(async () => {
  empty = mkdtempSync(join(tmpdir(), 'session-requests-command-'));
  world = await serverProcessWorld();
  server = await world.start();
  beat = firstBeat(`${server.url}/api/v1/tickets/x/live?agent=1&agentName=M`, world.data.secrets.api);
});
afterAll(async () => {
  await world.close();
  rmSync(empty, { recursive: true, force: true });
});

const settings = (dataDir: string, port: number): Record<string, string> => ({
  DATA_DIR: dataDir,
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  LOG_LEVEL: 'silent',
  DEMO: 'off',
  ALLOW_LOOPBACK: '1',
});
const folder = (name: string): string => join(empty, name);
const secrets = (): readonly string[] => [
  ...Object.values(world.data.secrets),
  readFileSync(join(world.dataDir, 'secret.key'), 'utf8').trim(),
  'kestrel-integration-key',
];

describe('The command line', () => {
  it('says what it can do', async () => {
    const { code, output } = await runCommand([]);
    expect(code).toBe(0);
    for (const command of ['start', 'demo', 'doctor', 'migrate', 'admin']) expect(output).toContain(`  ${command} `);
  });

  it('refuses a word it does not know, with the words it knows', async () => {
    const { code, output } = await runCommand(['strat']);
    expect([code, output]).toEqual([2, expect.stringMatching(/no command "strat"[\s\S]*start/)]);
  });
});

describe('Starting', () => {
  it('takes seconds to the first ready answer, key and tables included', async () => {
    const started = await startServer({ dataDir: folder('fresh') });
    expect(started.startedInMs).toBeLessThan(10_000);
    const ready = await httpCall(`${started.url}/readyz`);
    const alive = await httpCall(`${started.url}/healthz`);
    expect([ready.body, alive.body]).toEqual(['{"status":"ready"}', '{"status":"ok"}']);
    expect(started.output()).toMatch(/ready at http:\/\/127\.0\.0\.1:\d+[\s\S]*first-admin\/[\s\S]*A new key protects/);
    await started.stop();
  });

  it('a second server on the same database file is refused, naming the first, which goes on', async () => {
    const { code, output } = await runCommand(['start'], settings(world.dataDir, await freePort()));
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(new RegExp(`Another server \\(process ${server.pid} .*uses this database`)),
    ]);
    expect((await httpCall(`${server.url}/readyz`)).status).toBe(200);
  });

  it.each(['off', 'on'])('on a port that is taken ends with a word about it, with the demo %s', async (demo) => {
    const env = { ...settings(folder(`taken-${demo}`), server.port), DEMO: demo };
    const { code, output, ms } = await runCommand(['start'], env);
    expect([code, output]).toEqual([1, expect.stringMatching(new RegExp(`${server.port}`))]);
    expect(output).not.toMatch(/ at .*\.ts:/);
    expect(ms).toBeLessThan(20_000);
  });

  it('with wrong settings tells all of them and makes nothing', async () => {
    const env = { ...settings(folder('wrong'), 70_000), PUBLIC_URL: 'http://support.example.com', LOG_LEVEL: 'loud' };
    const { code, output } = await runCommand(['start'], env);
    expect([code, output]).toEqual([1, expect.stringMatching(/PORT: [\s\S]*PUBLIC_URL: [\s\S]*LOG_LEVEL: /)]);
  });

  it('takes the settings of a file too, and what the environment says before them', async () => {
    const file = folder('settings.env');
    writeFileSync(file, '# ours\nPORT=70000\nLOG_LEVEL=loud\nDEMO=perhaps\n');
    const { code, output } = await runCommand(['start'], { ENV_FILE: file, DATA_DIR: folder('filed'), DEMO: 'off' });
    expect([code, output]).toEqual([1, expect.stringMatching(/PORT: [\s\S]*LOG_LEVEL: /)]);
    expect(output).not.toContain('DEMO');
  });

  it('with a file of settings that is not there says so', async () => {
    const { code, output } = await runCommand(['start'], { ENV_FILE: folder('none.env') });
    expect([code, output]).toEqual([1, expect.stringMatching(/ENV_FILE: the file .*none\.env cannot be read/)]);
  });

  it('with a key file that others can read is refused with the command that mends it', async () => {
    const keyFile = folder('open.key');
    writeFileSync(keyFile, Buffer.alloc(32).toString('base64'));
    chmodSync(keyFile, 0o644);
    const { code, output } = await runCommand(['start'], {
      ...settings(folder('open'), await freePort()),
      KEY_FILE: keyFile,
    });
    expect([code, output]).toEqual([1, expect.stringContaining(`chmod 600 ${keyFile}`)]);
  });

  it('with a database that is not there is refused, without a stack of calls', async () => {
    const env = {
      ...settings(folder('nodb'), await freePort()),
      DATABASE_URL: 'postgres://app:hunter2@127.0.0.1:1/none',
    };
    const { code, output } = await runCommand(['start'], env);
    expect(code).toBe(1);
    expect(output).not.toMatch(/hunter2| at .*\.ts:/);
    expect(output.trim().length).toBeGreaterThan(10);
  });

  it('on an old Node.js says which one is needed', async () => {
    const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.0' } })`;
    const { code, output } = await runCommand(['start'], {
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(old)}`,
    });
    expect([code, output]).toEqual([1, expect.stringMatching(/needs Node\.js 24 or newer; this is 20\.11\.0/)]);
  });
});

describe('The doctor', () => {
  it('asks the running server, says the same as it, and shows no secret', async () => {
    const { code, output } = await runCommand(['doctor'], settings(world.dataDir, server.port));
    expect(output).toMatch(
      /Server\n {2}✓ The database answers \(sqlite\)[\s\S]*Mail\n {2}✓[\s\S]*Acme service desk \(freshservice\)\n {2}✓[\s\S]*No problems\./,
    );
    expect(code).toBe(0);
    for (const secret of secrets()) expect(output).not.toContain(secret);
  });

  it('ends with 1 and says how to mend it when the help desk refuses the key', async () => {
    await world.desk.control.faults([{ fault: { kind: 'unauthorized' } }]);
    const { code, output } = await runCommand(['doctor'], settings(world.dataDir, server.port));
    await world.desk.control.faults([]);
    expect([code, output]).toEqual([1, expect.stringMatching(/ {2}✗ .*\n {6}\S.*[\s\S]*to mend\./)]);
  });

  it('says that it asked the wrong one when something else answers there, or another server', async () => {
    const other: Server = createServer((_request, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const answers = [
      await runCommand(['doctor'], settings(world.dataDir, port)),
      await runCommand(['doctor'], settings(folder('another'), server.port)),
    ];
    other.close();
    for (const { code, output } of answers) {
      expect([code, output]).toEqual([1, expect.stringContaining('does not know this key file')]);
      expect(output).not.toMatch(/ at .*\.ts:/);
    }
  });

  it('cannot be asked from elsewhere: without the key, through a proxy, or by GET there is nothing at that address', async () => {
    const key = Buffer.from(readFileSync(join(world.dataDir, 'secret.key'), 'utf8'), 'base64');
    const right = `Bearer ${operatorToken(createKeyRing(key))}`;
    const asked = (method: string, headers: Record<string, string> = {}) =>
      httpCall(`${server.url}/operator/doctor`, { method, headers }).then(({ status }) => status);
    expect(await asked('POST', { authorization: right })).toBe(200);
    const refused = [
      await asked('POST'),
      await asked('POST', { authorization: 'Bearer wrong' }),
      await asked('POST', { authorization: `Bearer ${world.data.secrets.api}` }),
      await asked('POST', { authorization: right.toUpperCase() }),
      await asked('POST', { authorization: right, 'x-forwarded-for': '127.0.0.1' }),
      await asked('GET', { authorization: right }),
    ];
    expect(new Set(refused)).toEqual(new Set([404]));
  });
});

describe('The link for the first admin', () => {
  it('is printed by a running server and by the command, works until the account is made, and not without a press', async () => {
    const dataDir = folder('admin');
    const fresh = await startServer({ dataDir });
    const linkIn = (text: string): string => /http:\S+\/console\/first-admin\/\S+/.exec(text)?.[0] ?? '';
    const { code, output } = await runCommand(['admin'], settings(dataDir, fresh.port));
    expect([code, linkIn(output)]).toEqual([0, expect.stringContaining(fresh.url)]);
    expect((await httpCall(linkIn(output))).status).toBe(200);
    await fresh.stop();
    const withoutServer = await runCommand(['admin'], settings(dataDir, fresh.port));
    expect([withoutServer.code, linkIn(withoutServer.output)]).toEqual([0, expect.stringContaining('/first-admin/')]);
  });

  it('is not given any more once there is an admin', async () => {
    const { code, output } = await runCommand(['admin'], settings(world.dataDir, server.port));
    expect([code, output]).toEqual([0, expect.stringContaining('There is an admin already')]);
  });
});

describe('Without a running server', () => {
  it('the doctor looks for itself, and the tables can be brought up to date', async () => {
    const env = settings(folder('alone'), await freePort());
    expect(await runCommand(['migrate'], env)).toMatchObject({
      code: 0,
      output: expect.stringContaining('up to date (sqlite)'),
    });
    const { code, output } = await runCommand(['doctor'], env);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/! No mail server is set up[\s\S]*! No help desk is connected/),
    ]);
  });

  it('commands that need the database for themselves are refused while a server has it', async () => {
    const env = settings(world.dataDir, await freePort());
    for (const command of ['migrate', 'doctor', 'admin']) {
      const { code, output } = await runCommand([command], env);
      expect([command, code, output]).toEqual([command, 1, expect.stringContaining('uses this database')]);
    }
  });
});

it('A live stream gives a sign of life every 15 seconds while nothing happens', async () => {
  expect(Math.abs((await beat) - 15_000)).toBeLessThan(4000);
});
