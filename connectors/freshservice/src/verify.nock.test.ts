import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import type { FreshserviceOptions } from './freshservice.ts';
import { createFreshservice } from './freshservice.ts';

const ORIGIN = 'https://acme.freshservice.com';
const NOW = 1_800_000_000_000;
const KEY = 'k3y-that-nobody-may-see';
const findings = (options: Partial<FreshserviceOptions> = {}) =>
  createFreshservice({ address: ORIGIN, apiKey: KEY, plan: 'pro', now: () => NOW, ...options }).verify();
const levels = async (options: Partial<FreshserviceOptions> = {}) =>
  Object.fromEntries((await findings(options)).map(({ check, level }) => [check, level]));

const limits = (total: number) => ({ 'X-Ratelimit-Total': String(total), 'X-Ratelimit-Remaining': String(total - 1) });
const tickets = (status = 200, headers: nock.ReplyHeaders = limits(400)) =>
  nock(ORIGIN)
    .get('/api/v2/tickets?per_page=1')
    .reply(status, status === 200 ? { tickets: [] } : '', headers);
const agents = (
  status = 200,
  owner: object[] = [{ id: 71, email: 'api@kestrel.example', active: true, occasional: false }],
) =>
  nock(ORIGIN)
    .get('/api/v2/agents')
    .query(true)
    .reply(status, status === 200 ? { agents: owner } : '');
const form = (field: object, status = 200) =>
  nock(ORIGIN)
    .get('/api/v2/ticket_form_fields')
    .reply(status, { ticket_fields: [{ name: 'status', field_type: 'default_status' }, field] });

describe('testing a Freshservice account', () => {
  it('says that all is well, and honestly what was not tried', async () => {
    tickets();
    agents();
    const found = await findings();
    expect(found.every(({ level, mend }) => level === 'ok' && mend === null)).toBe(true);
    expect(found.map(({ check }) => check)).toEqual([
      'reachable',
      'credentials',
      'view tickets',
      'write notes',
      'read agents',
      'key owner',
      'plan',
    ]);
    expect(found.find(({ check }) => check === 'write notes')?.message).toMatch(/^Not tried/);
    expect(found.find(({ check }) => check === 'key owner')?.message).toMatch(/^Not tried/);
  });

  it('changes nothing', async () => {
    const methods: string[] = [];
    const fetch: typeof globalThis.fetch = (_input, init) => {
      methods.push(init?.method ?? '');
      return Promise.resolve(new Response('{"tickets":[],"agents":[],"ticket_fields":[]}'));
    };
    await findings({ fetch, statusField: 'session_request', keyOwnerEmail: 'api@kestrel.example' });
    expect(methods).toEqual(['GET', 'GET', 'GET']);
  });

  it.each([
    [401, { reachable: 'ok', credentials: 'problem' }],
    [403, { reachable: 'ok', credentials: 'ok', 'view tickets': 'problem' }],
    [404, { reachable: 'problem' }],
    [429, { reachable: 'warning' }],
    [302, { reachable: 'problem' }],
    [500, { reachable: 'problem' }],
  ])('stops at %d, and says how to mend it', async (status, expected) => {
    tickets(status, {});
    const found = await findings();
    expect(Object.fromEntries(found.map(({ check, level }) => [check, level]))).toEqual(expected);
    expect(found.filter(({ level }) => level !== 'ok').every(({ mend }) => (mend ?? '') !== '')).toBe(true);
    expect(JSON.stringify(found)).not.toContain(KEY);
  });

  it('takes a page of something else for no account', async () => {
    nock(ORIGIN).get('/api/v2/tickets?per_page=1').reply(200, '<html>Sign in to the hotel network</html>');
    expect(await levels()).toEqual({ reachable: 'problem' });
  });

  it.each([
    [403, /may not read agents/],
    [500, /could not be read this time/],
  ])('warns where agents cannot be read (%d), and goes on', async (status, sentence) => {
    tickets();
    agents(status);
    const found = await findings();
    expect(found.find(({ check }) => check === 'read agents')).toMatchObject({
      level: 'warning',
      message: expect.stringMatching(sentence),
    });
    expect(found.at(-1)?.check).toBe('plan');
  });

  it.each([
    [{ id: 71, email: 'API@kestrel.example', active: true, occasional: false }, 'ok'],
    [{ id: 71, email: 'api@kestrel.example', active: true }, 'ok'],
    [{ id: 71, email: 'api@kestrel.example', active: true, occasional: true }, 'problem'],
    [{ id: 71, email: 'api@kestrel.example', active: false, occasional: false }, 'problem'],
    [{ id: 72, email: 'other@kestrel.example', active: true, occasional: false }, 'warning'],
  ])("judges the key's owner %j as %s", async (owner, level) => {
    tickets();
    agents(200, [owner]);
    expect(await levels({ keyOwnerEmail: 'api@kestrel.example' })).toMatchObject({ 'key owner': level });
  });

  it.each([
    [{ name: 'session_request', field_type: 'custom_text' }, 'ok'],
    [{ name: 'other', field_type: 'custom_text' }, 'problem'],
    [{ name: 'session_request', field_type: 'default_subject' }, 'problem'],
    [
      { name: 'session_request', field_type: 'custom_dropdown', choices: [{ value: 'Open' }, { value: 'Ready' }] },
      'problem',
    ],
    [
      {
        name: 'session_request',
        field_type: 'custom_dropdown',
        choices: ['Open', 'Waiting', 'Ready', 'Connected', 'Closed', 'Expired'].map((value) => ({ value })),
      },
      'ok',
    ],
  ])('judges the status field %j as %s', async (field, level) => {
    tickets();
    agents();
    form(field);
    expect(await levels({ statusField: 'session_request' })).toMatchObject({ 'status field': level });
  });

  it('names the choices that a list lacks', async () => {
    tickets();
    agents();
    form({ name: 'session_request', field_type: 'custom_dropdown', choices: [{ value: 'Open' }, { value: 'Ready' }] });
    const found = await findings({ statusField: 'session_request' });
    expect(found.find(({ check }) => check === 'status field')?.message).toContain(
      'Waiting, Connected, Closed, Expired',
    );
  });

  it('warns when the form cannot be read', async () => {
    tickets();
    agents();
    form({}, 403);
    expect(await levels({ statusField: 'session_request' })).toMatchObject({ 'status field': 'warning' });
  });

  it.each([
    [400, 'ok', null],
    [120, 'ok', null],
    [200, 'warning', 'Set the plan to growth.'],
    [500, 'warning', 'Set the plan to enterprise.'],
    [2000, 'warning', 'The account has bought more calls: the share set here may be raised.'],
    [60, 'warning', 'Choose the plan whose limit is closest below, or lower the share.'],
  ])('judges a limit of %d calls for the plan pro as %s', async (total, level, mend) => {
    tickets(200, limits(total));
    agents();
    expect((await findings()).find(({ check }) => check === 'plan')).toMatchObject({ level, mend });
  });

  it('takes calls that the account has bought for right where they are set', async () => {
    tickets(200, limits(2000));
    agents();
    expect(await levels({ limits: { total: 2000, ticket: 160, list: 140 } })).toMatchObject({ plan: 'ok' });
  });

  it('does not judge the plan by an answer without limits', async () => {
    tickets(200, {});
    agents();
    expect((await findings()).find(({ check }) => check === 'plan')).toMatchObject({
      level: 'ok',
      message: expect.stringMatching(/^Not tried/),
    });
  });
});

describe('connecting an account', () => {
  it.each(['acme', 'https://acme.freshservice.com/', 'https://evil.example', 'http://localhost:80'])(
    'with the unread address %p is a fault of the program',
    (address) => {
      expect(() => createFreshservice({ address, apiKey: KEY, plan: 'pro', now: () => NOW })).toThrow(
        expect.objectContaining({ code: 'freshservice-address-not-read' }),
      );
    },
  );

  it.each([0, -1, 1.1, Number.NaN])('with a share of %p is a fault of the program', (share) => {
    expect(() => createFreshservice({ address: ORIGIN, apiKey: KEY, plan: 'pro', now: () => NOW, share })).toThrow(
      expect.objectContaining({ code: 'freshservice-share-out-of-range' }),
    );
  });

  describe('with a field of assets', () => {
    const assets = (status: number, body: object) =>
      nock(ORIGIN).get('/api/v2/assets').query({ include: 'type_fields', per_page: '30' }).reply(status, body);
    const finding = async (assetField: string) => {
      tickets();
      agents();
      return (await findings({ assetField })).find(({ check }) => check === 'asset field');
    };

    it('says that assets have it, whatever number the asset type puts behind the name', async () => {
      assets(200, {
        assets: [
          { name: 'A', type_fields: {} },
          { name: 'B', type_fields: { anydesk_id_27000123: null } },
        ],
      });
      expect(await finding('anydesk_id')).toMatchObject({ level: 'ok' });
    });

    it('does not take a longer name for it', async () => {
      assets(200, { assets: [{ name: 'A', type_fields: { anydesk_id_old_27000123: '123456789' } }] });
      expect(await finding('anydesk_id')).toMatchObject({ level: 'warning', mend: expect.stringContaining('number') });
    });

    it.each([
      [403, 'problem', /role that may view assets/],
      [404, 'problem', /Leave the field empty/],
      [500, 'warning', /Test again later/],
    ] as const)('says honestly why assets are not read when they answer %s', async (status, level, mend) => {
      assets(status, { code: 'x', message: 'y' });
      expect(await finding('anydesk_id')).toMatchObject({ level, mend: expect.stringMatching(mend) });
    });

    it('asks nobody for a name that cannot be one', async () => {
      expect(await finding('../agents')).toMatchObject({ level: 'problem' });
    });
  });
});
