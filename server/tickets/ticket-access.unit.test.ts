import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '../../core/people/rights.ts';
import { aTicketSeen } from '../../test/builders/a-ticket-seen.ts';
import { anInstallation } from '../../test/builders/an-installation.ts';
import type { AgentCaller } from '../panel-api/agent-caller.ts';
import type { TicketFacts } from './ticket-facts.ts';
import type { LookState } from './background-looks.ts';
import type { KnownScope } from './agent-scopes.ts';
import { createTicketAccess, type TicketAccess } from './ticket-access.ts';

const NOW = 1_800_000_000_000;
const MINUTE_MS = 60_000;

let scope: KnownScope;
let ticket: { readonly facts: TicketFacts | null; readonly look: LookState };
let isConnected: boolean;
let announced: string[];
let tellScope: (installationId: string, agentId: string) => void;
let access: TicketAccess;
beforeEach(() => {
  scope = some(['7'], true);
  ticket = { facts: aTicketSeen({ groupId: '7', seenAt: NOW }), look: 'none' };
  [isConnected, announced] = [true, []];
  access = createTicketAccess({
    scopes: {
      of: async () => scope,
      onLearned: (listener) => {
        tellScope = listener;
        return () => undefined;
      },
      quiet: async () => undefined,
      stop: () => undefined,
    },
    ticketFacts: {
      know: async () => ticket,
      announce: (installationId, ticketId) => announced.push(`${installationId} ${ticketId}`),
    },
    clock: { now: () => NOW },
    hasHelpDesk: async () => isConnected,
  });
});

const all: KnownScope = { kind: 'known', scope: { kind: 'all' } };
const some = (groupIds: readonly string[], ownTickets: boolean): KnownScope => ({
  kind: 'known',
  scope: { kind: 'some', groupIds, ownTickets },
});
const caller = (over: Partial<AgentCaller> = {}, role: Role = 'support-agent'): AgentCaller => ({
  installation: anInstallation(),
  person: { id: 'p', name: 'Mara', email: null, role, queueIds: [] },
  proof: 'signed-in',
  agentId: '21',
  ...over,
});
const agent = (id: string) => ({ id, name: 'Somebody', email: null });

describe('A ticket', () => {
  it.each<[string, KnownScope, Partial<TicketFacts>, 'granted' | 'refused']>([
    ['of one of his groups', some(['6', '7'], false), { groupId: '7' }, 'granted'],
    ['of another group', some(['6'], true), { groupId: '7' }, 'refused'],
    ['of no group', some(['7'], true), { groupId: null }, 'refused'],
    ['of his own in a foreign group', some([], true), { groupId: '7', agent: agent('21') }, 'granted'],
    ['of his own where that counts for nothing', some([], false), { agent: agent('21') }, 'refused'],
    ["of a colleague's", some([], true), { agent: agent('22') }, 'refused'],
    ['that is deleted, of his group', some(['7'], true), { groupId: '7', state: 'deleted' }, 'granted'],
    ['for who left', { kind: 'known', scope: null }, { groupId: '7' }, 'refused'],
    ['for who sees all', all, { groupId: null }, 'granted'],
  ])('%s', async (_what, known, seen, told) => {
    scope = known;
    ticket = { facts: aTicketSeen({ seenAt: NOW, ...seen }), look: 'none' };
    expect(await access.of(caller(), '42')).toBe(told);
  });

  it.each<[string, number | null, LookState, 'granted' | 'checking' | 'refused']>([
    ['seen a quarter of an hour ago', 15 * MINUTE_MS, 'under-way', 'granted'],
    ['seen before that, being looked at', 16 * MINUTE_MS, 'under-way', 'checking'],
    ['seen before that, by a help desk that lets wait', 16 * MINUTE_MS, 'slow', 'granted'],
    ['seen before that, by a help desk that is down', 16 * MINUTE_MS, 'in-vain', 'granted'],
    ['seen more than a day ago, by one that is down', 25 * 60 * MINUTE_MS, 'in-vain', 'refused'],
    ['seen more than a day ago, by one that lets wait', 25 * 60 * MINUTE_MS, 'slow', 'checking'],
    ['never seen, being looked at', null, 'under-way', 'checking'],
    ['never seen, by one that lets wait', null, 'slow', 'checking'],
    ['never seen, by one that is down', null, 'in-vain', 'refused'],
  ])('%s', async (_what, ageMs, look, told) => {
    ticket = { facts: ageMs === null ? null : aTicketSeen({ groupId: '7', seenAt: NOW - ageMs }), look };
    expect(await access.of(caller(), '42')).toBe(told);
  });
});

describe('Who calls', () => {
  it('with his own token but is no agent of the help desk sees nothing, unless he is an admin', async () => {
    for (const role of ['support-agent', 'viewer'] as const) {
      const stranger = caller({ agentId: null }, role);
      expect(await access.of(stranger, '42')).toBe('refused');
      expect(await access.of(stranger, null)).toBe('refused');
      expect(await access.boundsOf(stranger)).toBe('nothing');
    }
    expect(await access.of(caller({ agentId: null }, 'admin'), '42')).toBe('granted');
  });

  it('as an admin by name only is bounded as the agent he is said to be', async () => {
    scope = some([], true);
    expect(await access.of(caller({ proof: 'asserted' }, 'admin'), '42')).toBe('refused');
    expect(await access.seesEverything(caller({ proof: 'asserted' }, 'admin'))).toBe(false);
  });

  it('of a help desk that is not connected sees everything; of one that does not answer, nothing', async () => {
    scope = { kind: 'unknown' };
    expect([await access.of(caller(), '42'), await access.boundsOf(caller())]).toEqual(['refused', 'nothing']);
    isConnected = false;
    expect([await access.of(caller(), '42'), await access.boundsOf(caller())]).toEqual(['granted', 'everything']);
  });

  it('and left is refused even where nothing else is known of the help desk', async () => {
    [scope, isConnected] = [{ kind: 'known', scope: null }, false];
    expect(await access.of(caller(), null)).toBe('refused');
  });
});

describe('The bounds of lists', () => {
  it.each<[KnownScope, unknown]>([
    [all, 'everything'],
    [some(['7'], true), { groupIds: ['7'], agentId: '21' }],
    [some(['7'], false), { groupIds: ['7'], agentId: null }],
    [some([], false), { groupIds: [], agentId: null }],
    [{ kind: 'known', scope: null }, 'nothing'],
    [{ kind: 'checking' }, 'nothing'],
    [{ kind: 'unknown' }, 'nothing'],
  ])('of %j are %j', async (known, bounds) => {
    scope = known;
    expect(await access.boundsOf(caller())).toEqual(bounds);
  });
});

describe('Who waits for his rights to be known', () => {
  it('has his tickets announced once they are, and only then, and only once', async () => {
    scope = { kind: 'checking' };
    for (const id of ['42', '43', '42']) expect(await access.of(caller(), id)).toBe('checking');
    await access.of(caller({ agentId: '22' }), '44');
    tellScope('acme', '21');
    tellScope('acme', '21');
    expect(announced).toEqual(['acme 42', 'acme 43']);
  });
});
