import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { sinkClient } from './sink-client.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
let child: ChildProcess | undefined;
afterEach(() => void child?.kill('SIGKILL'));

describe('the sink as a process of its own', () => {
  it('says where both sides listen, takes mail, and ends with its parent', async () => {
    const sink = spawn(process.execPath, [MAIN, '--exit-with-parent'], { stdio: ['pipe', 'pipe', 'inherit'] });
    child = sink;
    const [line] = (await once(createInterface(sink.stdout), 'line')) as [string];
    const { smtp, http } = JSON.parse(line) as { smtp: string; http: string };
    await createTransport(smtp).sendMail({
      from: 'a@kestrel.example',
      to: 'b@kestrel.example',
      subject: 'Hello',
      text: 'x',
    });

    expect(await sinkClient(http).waitFor(1)).toMatchObject([{ subject: 'Hello' }]);
    sink.stdin.end();
    expect(await once(sink, 'exit')).toEqual([0, null]);
  });
});
