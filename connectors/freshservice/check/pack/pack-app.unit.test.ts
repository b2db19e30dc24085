import { afterAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { textOf } from '../app-files.ts';
import { all, put } from '../fixtures/break-app.ts';
import { serviceApp } from '../fixtures/service-app.ts';
import { packApp } from './pack-app.ts';

const run = promisify(execFile);
const dir = await mkdtemp(join(tmpdir(), 'app-package-'));
afterAll(() => rm(dir, { recursive: true, force: true }));

const APP = all(
  put('.report.json', '{}'),
  put('.fdk/store.sqlite', 'secrets'),
  put('package.json', '{}'),
  put('tests/panel.test.js', 'x'),
  put('types/platform.d.ts', 'x'),
  put('server/node_modules/a/index.js.txt', 'x'),
)(serviceApp());

/** Python's own reader of zip files, which shares nothing with the writer. */
const READER = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    bad = z.testzip()
    print(json.dumps({"bad": bad, "entries": [[i.filename, i.date_time, i.CRC, z.read(i).decode("utf-8")] for i in z.infolist()]}))
`;

type Unpacked = { bad: string | null; entries: [string, number[], number, string][] };

async function unpacked(bytes: Uint8Array): Promise<Unpacked> {
  const path = join(dir, `${createHash('sha256').update(bytes).digest('hex')}.zip`);
  await writeFile(path, bytes);
  const { stdout } = await run('python3', ['-c', READER, path]).catch((cause: unknown) => {
    throw new Error('The package could not be read by python3 (3.6 or newer), which these tests need.', { cause });
  });
  const read: Unpacked = JSON.parse(stdout);
  return read;
}

describe('Packing the app', () => {
  it('makes a zip that another program can read, with the manifest at its top', async () => {
    const { bad, entries } = await unpacked(packApp(APP));
    expect(bad).toBeNull();
    expect(entries.map(([name]) => name)).toEqual([
      '.report.json',
      'README.md',
      'app/index.html',
      'app/scripts/panel.js',
      'app/styles/images/icon.svg',
      'app/styles/style.css',
      'config/assets/iparams.js',
      'config/iparams.json',
      'config/oauth_config.json',
      'config/requests.json',
      'manifest.json',
      'server/lib/proof.js',
      'server/server.js',
      'digest.md5',
    ]);
  });

  it('keeps every byte', async () => {
    const { entries } = await unpacked(packApp(APP));
    for (const [name, , , text] of entries.filter(([name]) => name !== 'digest.md5'))
      expect(text).toBe(textOf(APP, name));
  });

  it('takes the digest of app/ and the manifest', async () => {
    const { entries } = await unpacked(packApp(APP));
    const paths = ['app/index.html', 'app/scripts/panel.js', 'app/styles/images/icon.svg', 'app/styles/style.css'];
    const whole = [...paths, 'manifest.json'].map((path) => textOf(APP, path)).join('');
    const digest = entries.find(([name]) => name === 'digest.md5')?.[3];
    expect(digest).toBe(createHash('md5').update(whole).digest('hex'));
  });

  it('makes the same bytes whatever the order of the files', () => {
    const turned = new Map([...APP].toReversed());
    expect(Buffer.from(packApp(turned)).equals(Buffer.from(packApp(APP)))).toBe(true);
  });

  it.each(['UTC', 'Asia/Taipei', 'America/Los_Angeles'])('makes the same bytes in the time zone %s', async (TZ) => {
    const script = `
      import { createHash } from 'node:crypto';
      import { serviceApp } from ${JSON.stringify(join(import.meta.dirname, '../fixtures/service-app.ts'))};
      import { packApp } from ${JSON.stringify(join(import.meta.dirname, 'pack-app.ts'))};
      console.log(createHash('sha256').update(packApp(serviceApp())).digest('hex'));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TZ },
    });
    expect(stdout.trim()).toBe(createHash('sha256').update(packApp(serviceApp())).digest('hex'));
  });

  it('dates every file alike', async () => {
    const { entries } = await unpacked(packApp(APP));
    expect(new Set(entries.map(([, date]) => date.join('-')))).toEqual(new Set(['1980-1-1-0-0-0']));
  });

  it('makes other bytes of another app', () => {
    expect(packApp(put('README.md', '# Other\n')(APP))).not.toEqual(packApp(APP));
  });
});
