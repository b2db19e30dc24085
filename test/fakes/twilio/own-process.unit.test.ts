import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { listen, readBody, shut } from '../shared/http.ts';
import { FAKE_NUMBER, FAKE_SID, FAKE_TOKEN, signatureOf } from './start.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const SIGN_IN = `Basic ${Buffer.from(`${FAKE_SID}:${FAKE_TOKEN}`).toString('base64')}`;
let child: ChildProcess | undefined;
afterEach(() => void child?.kill('SIGKILL'));

/** A server that keeps what it is told, each with whether its signature holds. */
async function ear() {
  const heard: { readonly status: string | null; readonly words: string | null; readonly signed: boolean }[] = [];
  const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fields = new URLSearchParams((await readBody(request, 10_000)) ?? '');
    const signature = signatureOf(FAKE_TOKEN, `${url}${request.url ?? ''}`, Object.fromEntries(fields));
    const signed = request.headers['x-twilio-signature'] === signature;
    heard.push({ status: fields.get('MessageStatus'), words: fields.get('Body'), signed });
    response.writeHead(204).end();
  };
  const server = createServer((request, response) => void hear(request, response));
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  return { url, heard, close: () => shut(server) };
}

describe('the pretended Twilio as a process of its own', () => {
  it('shows messages on a phone, tells what became of them and what was answered, and ends with its parent', async () => {
    const us = await ear();
    const words = ['--exit-with-parent', '--inbound-url', `${us.url}/inbound`];
    const twilio = spawn(process.execPath, [MAIN, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
    child = twilio;
    const [line] = (await once(createInterface(twilio.stdout), 'line')) as [string];
    const { url, phone } = JSON.parse(line) as { url: string; phone: string };
    const [To, Body] = ['+31655500142', 'Mara asks: http://localhost/join/x'];
    const sent = await fetch(`${url}/2010-04-01/Accounts/${FAKE_SID}/Messages.json`, {
      method: 'POST',
      headers: { authorization: SIGN_IN },
      body: new URLSearchParams({ To, From: FAKE_NUMBER, Body, StatusCallback: `${us.url}/status` }),
    });
    expect(sent.status).toBe(201);
    const answer = { method: 'POST', body: JSON.stringify({ from: To, words: 'STOP' }) };
    expect(await (await fetch(`${phone}/answers`, answer)).json()).toMatchObject({ status: 'delivered' });
    expect(await (await fetch(`${phone}/messages`)).json()).toMatchObject([
      { phone: To, body: Body, direction: 'received' },
      { phone: To, body: 'STOP', direction: 'sent' },
    ]);
    expect((await fetch(phone, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await fetch(phone)).headers.get('content-security-policy')).toContain("default-src 'none'");
    twilio.stdin.end();
    expect(await once(twilio, 'exit')).toEqual([0, null]);
    expect(us.heard.every(({ signed }) => signed)).toBe(true);
    expect(us.heard.flatMap(({ status, words: said }) => status ?? said ?? [])).toEqual(
      expect.arrayContaining(['queued', 'STOP']),
    );
    await us.close();
  });
});
