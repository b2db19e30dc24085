import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { controlClient } from './control-client.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
let child: ChildProcess | undefined;
afterEach(() => void child?.kill('SIGKILL'));

const startProcess = async (...options: string[]): Promise<{ process: ChildProcess; url: string }> => {
  const started = spawn(process.execPath, [MAIN, '--port', '0', ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  child = started;
  const [line] = (await once(createInterface(started.stdout), 'line')) as [string];
  return { process: started, url: (JSON.parse(line) as { url: string }).url };
};

describe('the org as a process of its own', () => {
  it('says where it listens, in one line of JSON, and is ready by then', async () => {
    const folder = fileURLToPath(new URL('fixture-app', import.meta.url));
    const { url } = await startProcess('--data', 'kestrel', '--force-app', folder);
    const control = controlClient(url);

    expect((await control.state()).permissionSets).toContain('Session_Requests_Server');
    expect((await control.records('Case')).map((one) => one['CaseNumber'])).toContain('00001042');
    expect(await control.records('Fixture__c')).toEqual([]);
  });

  it('ends on SIGTERM without a complaint', async () => {
    const { process: org } = await startProcess();
    org.kill('SIGTERM');
    expect(await once(org, 'exit')).toEqual([0, null]);
  });

  it('ends with its parent when told so', async () => {
    const { process: org } = await startProcess('--exit-with-parent');
    org.stdin?.end();
    expect(await once(org, 'exit')).toEqual([0, null]);
  });

  it('does not start on options it does not know', async () => {
    const started = spawn(process.execPath, [MAIN, '--edition', 'gold'], { stdio: 'ignore' });
    child = started;
    expect((await once(started, 'exit')).at(0)).not.toBe(0);
  });
});
