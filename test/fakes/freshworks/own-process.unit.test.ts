import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FakeFreshservice, startFakeFreshservice } from '../freshservice/start.ts';
import { FIXTURE_APP } from './fixture-world.ts';
import { platformControl } from './control-client.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
let desk: FakeFreshservice;
let child: ChildProcess | undefined;
beforeEach(async () => {
  desk = await startFakeFreshservice();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await desk.close();
});

const startProcess = (...options: string[]): ChildProcess => {
  child = spawn(process.execPath, [MAIN, ...options], { stdio: ['pipe', 'pipe', 'ignore'] });
  return child;
};

describe('the platform as a process of its own', () => {
  it('says where its pages and the app are, in one line of JSON, and is ready by then', async () => {
    const { stdout } = startProcess('--app', FIXTURE_APP, '--desk', desk.url, '--domain', 'other.example');
    if (stdout === null) throw new Error('no output');
    const [line] = (await once(createInterface(stdout), 'line')) as [string];
    const { url, app } = JSON.parse(line) as { url: string; app: string };
    expect(await platformControl(url).settings({})).toMatchObject({ domain: 'other.example' });
    expect((await fetch(`${app}/i/1/index.html`)).status).toBe(200);
  });

  it('ends with its parent when told so', async () => {
    const platform = startProcess('--app', FIXTURE_APP, '--desk', desk.url, '--exit-with-parent');
    if (platform.stdout === null) throw new Error('no output');
    await once(platform.stdout, 'data');
    platform.stdin?.end();
    expect(await once(platform, 'exit')).toEqual([0, null]);
  });

  it('does not start without an app or a help desk', async () => {
    expect((await once(startProcess('--desk', desk.url), 'exit')).at(0)).not.toBe(0);
  });
});

describe('the pretended platform', () => {
  it('is closed to web pages of elsewhere', async () => {
    const { stdout } = startProcess('--app', FIXTURE_APP, '--desk', desk.url);
    if (stdout === null) throw new Error('no output');
    const [line] = (await once(createInterface(stdout), 'line')) as [string];
    const { url, app } = JSON.parse(line) as { url: string; app: string };
    const state = (origin: string) => fetch(`${url}/control/calls`, { headers: { origin } });
    expect((await state('https://evil.example')).status).toBe(403);
    // Nor may the app's own pages: they have `client`, and nothing else.
    expect((await state(app)).status).toBe(403);
    expect((await state(url)).status).toBe(200);
  });

  it('serves nothing but what is in the app folder', async () => {
    const { stdout } = startProcess('--app', FIXTURE_APP, '--desk', desk.url);
    if (stdout === null) throw new Error('no output');
    const [line] = (await once(createInterface(stdout), 'line')) as [string];
    const { app } = JSON.parse(line) as { app: string };
    for (const path of [
      '/i/1/..%2fserver%2fserver.js',
      '/i/1/..%2fconfig%2foauth_config.json',
      '/crayons/..%2f..%2f..%2fpackage.json',
    ]) {
      expect((await fetch(app + path)).status).toBe(404);
    }
  });
});
