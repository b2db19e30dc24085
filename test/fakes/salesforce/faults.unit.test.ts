import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from './control-client.ts';
import { startFakeSalesforce } from './start.ts';
import type { FakeSalesforce } from './start.ts';

const FORCE_APP = fileURLToPath(new URL('fixture-app', import.meta.url));
let org: FakeSalesforce;
let token: string;
let caseId: string;

beforeAll(async () => {
  org = await startFakeSalesforce({ forceApp: [FORCE_APP] });
});
afterAll(() => org.close());
beforeEach(async () => {
  const form = { grant_type: 'client_credentials', client_id: org.app.clientId, client_secret: org.app.clientSecret };
  const answer = await fetch(`${org.url}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  token = ((await answer.json()) as { access_token: string }).access_token;
  caseId = (await org.control.records('Case'))[0]?.Id ?? '';
});
afterEach(() => org.control.reset());

const call = (method: string, path: string, body?: object): Promise<Response> =>
  fetch(`${org.url}/services/data/v67.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const add = (Key__c = 'k-1'): Promise<Response> => call('POST', '/sobjects/Fixture__c', { Case__c: caseId, Key__c });
const find = async (): Promise<number> => {
  const answer = await call('GET', `/query?q=${encodeURIComponent("SELECT Id FROM Fixture__c WHERE Key__c = 'k-1'")}`);
  return ((await answer.json()) as { totalSize: number }).totalSize;
};
const next = (fault: Fault): Promise<void> =>
  org.control.faults([{ on: { route: 'create' }, when: { next: 1 }, fault }]);
const kept = async (): Promise<number> => (await org.control.records('Fixture__c')).length;

describe('a call that goes wrong', () => {
  it.each<[string, Fault, number, string | null, number]>([
    ['a session that is told to be over', { kind: 'unauthorized' }, 401, 'INVALID_SESSION_ID', 0],
    ['a limit that is told to be reached', { kind: 'limit' }, 403, 'REQUEST_LIMIT_EXCEEDED', 0],
    ['a failure before', { kind: 'error', status: 503, body: 'json', done: false }, 503, 'SERVER_UNAVAILABLE', 0],
    ['a failure after', { kind: 'error', status: 502, body: 'html', done: true }, 502, null, 1],
    ['a page instead of an answer', { kind: 'html-answer' }, 201, null, 1],
    ['half a JSON', { kind: 'malformed-json' }, 201, null, 1],
    ['nothing for an answer', { kind: 'empty-answer' }, 201, null, 1],
  ])('%s', async (_, fault, status, errorCode, records) => {
    await next(fault);
    const answer = await add();
    const text = await answer.text();
    expect(answer.status).toBe(status);
    expect(text.includes('"errorCode"')).toBe(errorCode !== null);
    expect(text).toContain(errorCode ?? '');
    expect(await kept()).toBe(records);
  });

  it.each<[string, Fault, number]>([
    ['cut before', { kind: 'reset' }, 0],
    ['cut after', { kind: 'lost-answer' }, 1],
  ])('connections that are %s', async (_, fault, records) => {
    await next(fault);
    await expect(add()).rejects.toThrow('fetch failed');
    expect(await kept()).toBe(records);
  });

  it('is answered late, or never', async () => {
    await next({ kind: 'slow', delayMs: 80 });
    const begun = performance.now();
    expect((await add()).status).toBe(201);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(79);
    await next({ kind: 'hang' });
    const url = `${org.url}/services/data/v67.0/sobjects/Fixture__c`;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const waiting = fetch(url, { method: 'POST', headers, body: '{}', signal: AbortSignal.timeout(100) });
    await expect(waiting).rejects.toHaveProperty('name', 'TimeoutError');
    expect(await kept()).toBe(1);
  });

  it('breaks off in the middle of its answer', async () => {
    await next({ kind: 'truncated' });
    const answer = await add();
    expect(answer.status).toBe(201);
    await expect(answer.text()).rejects.toThrow('terminated');
    expect(await kept()).toBe(1);
  });

  it('is told in the log, and the rule with its hits', async () => {
    await next({ kind: 'unauthorized' });
    await add();
    expect((await org.control.calls()).at(-1)).toMatchObject({ route: 'create', status: 401, fault: 'unauthorized' });
    expect(await org.control.faultHits()).toMatchObject([{ hits: 1 }]);
  });

  it('does not touch sign-in unless it names it', async () => {
    await org.control.faults([{ fault: { kind: 'unauthorized' } }]);
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: org.app.clientId,
      client_secret: org.app.clientSecret,
    });
    expect((await fetch(`${org.url}/services/oauth2/token`, { method: 'POST', body: form })).status).toBe(200);
    expect((await add()).status).toBe(401);
  });
});

describe('a write that nobody can see yet', () => {
  it('takes its unique value at once', async () => {
    await next({ kind: 'hidden', visibleAfterMs: 60_000, answer: 'lost' });
    await expect(add()).rejects.toThrow('fetch failed');
    expect(await find()).toBe(0);
    const again = await add();
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining('DUPLICATE_VALUE')]);
    await org.control.advance(60_000);
    expect(await find()).toBe(1);
  });
});

describe('a record that is refused by itself', () => {
  it('as often as it is told to be', async () => {
    await org.control.faults([{ when: { next: 2 }, fault: { kind: 'record', object: 'Fixture__c' } }]);
    const answers = [await add(), await add(), await add()];
    expect(answers.map((answer) => answer.status)).toEqual([400, 400, 201]);
    expect(await answers[0]?.json()).toMatchObject([{ errorCode: 'UNABLE_TO_LOCK_ROW' }]);
  });

  it('undoes the composite call around it, which is answered with 200', async () => {
    await org.control.faults([{ when: { next: 1 }, fault: { kind: 'record', object: 'FeedItem' } }]);
    const part = (referenceId: string, object: string, body: object): object => ({
      method: 'POST',
      referenceId,
      url: `/services/data/v67.0/sobjects/${object}`,
      body,
    });
    const answer = await call('POST', '/composite', {
      allOrNone: true,
      compositeRequest: [
        part('f', 'Fixture__c', { Case__c: caseId, Key__c: 'k-1' }),
        part('post', 'FeedItem', { ParentId: caseId, Body: 'x' }),
      ],
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      compositeResponse: [
        { body: [{ errorCode: 'PROCESSING_HALTED' }] },
        { body: [{ errorCode: 'UNABLE_TO_LOCK_ROW' }] },
      ],
    });
    expect(await kept()).toBe(0);
  });
});

describe('the door', () => {
  it('is closed during an outage and open after it', async () => {
    await org.control.outage(50);
    await expect(add()).rejects.toThrow('fetch failed');
    let open = false;
    while (!open)
      open = await add().then(
        (answer) => answer.ok,
        () => false,
      );
    expect(await kept()).toBe(1);
  });

  it.each([
    ['POST', '/sobjects/Nothing__c', { a: 1 }, 404, 'NOT_FOUND'],
    ['POST', '/nowhere', { a: 1 }, 404, 'NOT_FOUND'],
    ['DELETE', '/limits', undefined, 405, 'METHOD_NOT_ALLOWED'],
  ])('%s %s', async (method, path, body, status, errorCode) => {
    const answer = await call(method, path, body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject([{ errorCode }]);
  });

  it('takes JSON as JSON only', async () => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain' };
    const url = `${org.url}/services/data/v67.0/sobjects/Fixture__c`;
    expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(415);
    const json = { ...headers, 'content-type': 'application/json' };
    expect((await fetch(url, { method: 'POST', headers: json, body: '{' })).status).toBe(400);
  });

  it('lets no web page control the org', async () => {
    const answer = await fetch(`${org.url}/__control/state`, { headers: { origin: 'https://evil.example' } });
    expect(answer.status).toBe(403);
  });
});
