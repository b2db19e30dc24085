import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { createFreshservice } from './freshservice.ts';
import type { Plan } from './plan-limits.ts';

const ORIGIN = 'https://acme.freshservice.com';
const NOW = 1_800_000_000_000;
const desk = (plan: Plan = 'pro') => createFreshservice({ address: ORIGIN, apiKey: 'key', plan, now: () => NOW });
const api = () => nock(ORIGIN, { reqheaders: { authorization: 'Basic a2V5Olg=' } });

const jun = { id: 72, first_name: 'Jun', last_name: 'Watanabe', email: 'jun@kestrel.example', active: true };
const role = (scope: unknown, groups: unknown = []) => ({ role_id: 1, assignment_scope: scope, groups });
const scopeOf = async (parts: object, plan: Plan = 'pro') => {
  api()
    .get('/api/v2/agents/72')
    .reply(200, { agent: { ...jun, ...parts } });
  const answer = await desk(plan).tickets.findAgentScope('72');
  if (answer.kind !== 'done') throw new Error(JSON.stringify(answer));
  return answer.value;
};
const some = (groupIds: readonly string[], ownTickets = true) => ({ kind: 'some', groupIds, ownTickets });

describe("an agent's scope", () => {
  const groups = { member_of: [31, 32], observer_of: [33] };

  it.each<[string, object, object]>([
    ['the whole help desk', { roles: [role('entire_helpdesk')] }, { kind: 'all' }],
    [
      'his groups, those he observes too',
      { ...groups, roles: [role('member_groups', [99])] },
      some(['31', '32', '33']),
    ],
    ['the groups that are named', { ...groups, roles: [role('specified_groups', [41, 42])] }, some(['41', '42'])],
    ['what is assigned to him', { ...groups, roles: [role('assigned_items', [99])] }, some([])],
    ['nothing, without a role', { ...groups, roles: [] }, some([], false)],
  ])('is %s', async (_what, parts, scope) => {
    expect(await scopeOf(parts)).toEqual(scope);
  });

  it.each<[Plan, readonly string[]]>([
    ['starter', ['31', '32']],
    ['growth', ['31', '32']],
    ['pro', ['31', '32', '33']],
    ['enterprise', ['31', '32', '33']],
  ])('holds observed groups as the plan %s says', async (plan, ids) => {
    expect(await scopeOf({ ...groups, roles: [role('member_groups')] }, plan)).toEqual(some(ids));
  });

  it('is what several roles allow together', async () => {
    const roles = [role('assigned_items'), role('specified_groups', [41]), role('member_groups')];
    expect(await scopeOf({ ...groups, roles })).toEqual(some(['41', '31', '32', '33']));
    expect(await scopeOf({ roles: [role('assigned_items'), role('entire_helpdesk')] })).toEqual({ kind: 'all' });
  });

  it.each<[string, object]>([
    ['a scope that is not documented', { roles: [role('entire_workspace')] }],
    ['a scope in other letters', { roles: [role('Entire_Helpdesk')] }],
    ['a number for a scope', { roles: [role(1)] }],
    ['no scope', { roles: [{ role_id: 1 }] }],
    ['one word for all roles', { roles: 'entire_helpdesk' }],
    ['a role that is none', { roles: ['entire_helpdesk', role('entire_helpdesk')] }],
    ['the older form', { role_ids: [1], ticket_scope: 1 }],
    ['no roles', {}],
  ])('allows nothing by %s', async (_what, parts) => {
    expect(await scopeOf({ ...groups, ...parts })).toEqual(some([], false));
  });

  it.each([
    [{ member_of: 'all', roles: [role('member_groups')] }],
    [{ member_of: [{}], roles: [role('member_groups')] }],
    [{ member_of: null, observer_of: null, roles: [role('member_groups')] }],
    [{ roles: [role('specified_groups', null)] }],
    [{ roles: [role('specified_groups', [-1])] }],
  ])('holds no group by %j', async (parts) => {
    expect(await scopeOf(parts)).toEqual(some([]));
  });

  it('is none once he is deactivated, whatever his roles say', async () => {
    expect(await scopeOf({ active: false, roles: [role('entire_helpdesk')] })).toBeNull();
  });

  it('is none of somebody who is not there', async () => {
    api().get('/api/v2/agents/72').reply(404);
    expect(await desk().tickets.findAgentScope('72')).toEqual({ kind: 'done', value: null });
  });

  it.each([
    [403, 'not-permitted'],
    [401, 'credentials-refused'],
  ])('is no answer, and not none, where the key may not read agents (%d)', async (status, code) => {
    api().get('/api/v2/agents/72').reply(status);
    expect(await desk().tickets.findAgentScope('72')).toMatchObject({ kind: 'not-done', because: { code } });
  });

  it('is not known for now after a refusal for want of calls', async () => {
    api().get('/api/v2/agents/72').reply(429, '', { 'Retry-After': '9' });
    expect(await desk().tickets.findAgentScope('72')).toMatchObject({ retry: { when: 'at', at: NOW + 9000 } });
  });

  it.each(['', '0', 'me', '7/../8', '72?x=1'])('is not even asked for by the id %p', async (id) => {
    expect(await desk().tickets.findAgentScope(id)).toMatchObject({ because: { code: 'invalid' } });
  });
});

describe('an agent by his address', () => {
  const list = (...agents: object[]) =>
    api().get('/api/v2/agents').query({ email: 'jun@kestrel.example' }).reply(200, { agents });
  const found = (email = 'Jun@Kestrel.example') => desk().tickets.findAgentByEmail(email);

  it('is the one who has it', async () => {
    list(jun);
    expect(await found()).toEqual({
      kind: 'done',
      value: { id: '72', name: 'Jun Watanabe', email: 'jun@kestrel.example' },
    });
  });

  it('is nobody whom the help desk lists for another reason: a filter that it overlooked hands out no rights', async () => {
    list({ ...jun, id: 71, email: 'mara@kestrel.example' }, { ...jun, id: 73, email: 'xjun@kestrel.example' });
    expect(await found()).toEqual({ kind: 'done', value: null });
  });

  it('is nobody once he is deactivated', async () => {
    list({ ...jun, active: false });
    expect(await found()).toEqual({ kind: 'done', value: null });
  });

  it('is asked for as one value, whatever signs it has', async () => {
    const email = "o'neil+a&b=c#d%@kestrel.example";
    api()
      .get('/api/v2/agents')
      .query({ email })
      .reply(200, { agents: [{ ...jun, email }] });
    expect(await found(email)).toMatchObject({ kind: 'done', value: { id: '72' } });
  });

  it('is not known where agents may not be read', async () => {
    api().get('/api/v2/agents').query({ email: 'jun@kestrel.example' }).reply(403);
    expect(await found()).toMatchObject({ kind: 'not-done', because: { code: 'not-permitted' } });
  });
});
