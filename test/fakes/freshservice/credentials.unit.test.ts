import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deskCaller } from './desk-caller.ts';
import { startFakeFreshservice } from './start.ts';
import type { FakeFreshservice } from './start.ts';

let desk: FakeFreshservice;
let api: ReturnType<typeof deskCaller>;

beforeEach(async () => {
  desk = await startFakeFreshservice();
  api = deskCaller(desk.url);
});
afterEach(() => desk.close());

describe('credentials', () => {
  it.each([
    ['none', { key: null }],
    ['a wrong key', { key: 'wrong' }],
    ['an empty key', { key: '' }],
    ['the key of somebody who left', { key: 'oskar-key' }],
    ['an unknown token', { token: 'nothing' }],
  ])('%s: 401 with code and message, and no fields', async (_what, options) => {
    const answer = await api.get('/tickets/1042', options);
    expect([answer.status, answer.json]).toEqual([401, { code: 'invalid_credentials', message: expect.any(String) }]);
  });

  it('of an occasional agent: 403', async () => {
    const answer = await api.get('/tickets/1042', { key: 'priya-key' });
    expect([answer.status, answer.json]).toEqual([403, { code: 'access_denied', message: expect.any(String) }]);
  });

  it("of a full-time agent: notes are in that agent's name", async () => {
    await api.note(1042, 'hello', { key: 'jun-key' });
    expect(await desk.control.timeline(1042)).toMatchObject([{ authorName: 'Jun Watanabe' }]);
  });

  it('as an access token open what its scopes name and nothing else', async () => {
    const [agent] = await desk.control.agents();
    await desk.control.addToken({ token: 't1', agentId: agent?.id ?? 0, scopes: ['freshservice.tickets.view'] });

    expect((await api.get('/tickets/1042', { token: 't1' })).status).toBe(200);
    const note = await api.note(1042, 'hello', { token: 't1' });
    expect([note.status, note.json]).toEqual([403, expect.objectContaining({ code: 'access_denied' })]);
    expect(await desk.control.timeline(1042)).toEqual([]);
  });

  it('are not kept in the log of calls', async () => {
    await api.note(1042, 'hello');
    const log = JSON.stringify(await desk.control.calls());

    expect(log).toContain('/api/v2/tickets/1042/notes');
    expect(log).not.toContain(desk.apiKey);
    expect(log).not.toContain(Buffer.from(`${desk.apiKey}:X`).toString('base64'));
  });
});

describe('a call', () => {
  it.each([
    ['a body that is no JSON', { rawBody: '{"body":' }, 400, 'invalid_json'],
    ['a body that is a list', { rawBody: '[]' }, 400, 'invalid_json'],
  ])('with %s is refused', async (_what, options, status, code) => {
    const answer = await api.call('POST', '/tickets/1042/notes', undefined, options);
    expect([answer.status, answer.json]).toEqual([status, expect.objectContaining({ code })]);
  });

  it('with another content type is refused without a body', async () => {
    const answer = await api.call('POST', '/tickets/1042/notes', undefined, {
      rawBody: 'body=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([answer.status, answer.text]).toEqual([415, '']);
  });

  it('that wants something else than JSON is refused', async () => {
    expect((await api.get('/tickets/1042', { headers: { accept: 'text/html' } })).status).toBe(406);
  });

  it('by a method that the path does not know is told the right ones', async () => {
    const answer = await api.call('DELETE', '/tickets/1042');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, PUT']);
  });

  it("of an unknown path gets the web server's page", async () => {
    const answer = await api.get('/nothing');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  it('with a body of 6 MB is refused and changes nothing', async () => {
    const answer = await api.note(1042, 'x'.repeat(6 * 1024 * 1024));
    expect(answer.status).toBe(413);
    expect(await desk.control.timeline(1042)).toEqual([]);
  });
});

const status = (headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    request(`${desk.url}/__control/state`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

describe('the control API', () => {
  it('is closed to web pages: a foreign origin, or a foreign name that points here', async () => {
    expect(await status({})).toBe(200);
    expect(await status({ origin: 'https://evil.example' })).toBe(403);
    expect(await status({ host: 'evil.example' })).toBe(403);
  });

  it('refuses what it does not understand, so that a typing error in a test is seen', async () => {
    const answer = await fetch(`${desk.url}/__control/settings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"plann":"pro"}',
    });
    expect(answer.status).toBe(400);
    await expect(desk.control.ticket(1)).rejects.toThrow('There is no ticket 1.');
  });
});
