import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiCaller } from './api-caller.ts';
import { controlDesk } from './control-client.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

let child: ChildProcessByStdio<Writable, Readable, null>;

function start(...options: readonly string[]): typeof child {
  return spawn(process.execPath, [MAIN, '--port', '0', ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function announced(): Promise<{ url: string; api: string }> {
  for await (const line of createInterface({ input: child.stdout }))
    return JSON.parse(line) as { url: string; api: string };
  throw new Error('The process printed nothing');
}

describe('the simulated AnyDesk as its own process', () => {
  beforeEach(() => {
    child = start('--recipient-id', '1876365234', '--agent-name', 'Maria', '--exit-with-parent');
  });
  afterEach(() => void child.kill('SIGKILL'));

  it('prints where it listens, and goes through a whole session', async () => {
    const { url, api } = await announced();
    const control = controlDesk(url);
    const caller = new ApiCaller(api, Date.now);
    expect(await control.address()).toBe('1876365234');
    await control.ring('anydesk:1876365234');
    expect((await control.waitFor(({ incoming }) => incoming !== null)).incoming?.callerName).toBe('Maria');
    const { sid } = await control.accept();
    expect((await caller.get(`/sessions/${sid}`)).json).toMatchObject({ active: true, to: { cid: 1_876_365_234 } });
    await control.end('recipient');
    expect((await caller.get(`/sessions/${sid}`)).json).toMatchObject({ active: false });
  });

  it('stops on SIGTERM, also while a window is open', async () => {
    const { url } = await announced();
    const window = await fetch(`${url}/events`);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    await expect(window.text()).rejects.toThrow('terminated');
  });

  it('stops when the program that started it is gone', async () => {
    await announced();
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
