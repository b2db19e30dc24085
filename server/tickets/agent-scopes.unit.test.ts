import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../core/ports/answer.ts';
import type { AgentScope, HelpDesk } from '../../core/ports/help-desk.ts';
import type { SeenScope } from './agent-scope-store.ts';
import { type AgentScopes, createAgentScopes } from './agent-scopes.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ALL: AgentScope = { kind: 'all' };
const SOME: AgentScope = { kind: 'some', groupIds: ['7'], ownTickets: true };
type Told = () => Promise<Answer<AgentScope | null>>;

let now: number;
let stored: Map<string, SeenScope>;
/** What the help desk answers next; nothing left: everything. */
let answers: Told[];
let asked: string[];
let learned: string[];
let connected: boolean;
let scopes: AgentScopes;
beforeEach(() => {
  now = 1_800_000_000_000;
  [stored, answers, asked, learned, connected] = [new Map(), [], [], [], true];
  scopes = opened();
});

/** As after a restart: what is stored stays. */
function opened(): AgentScopes {
  const findAgentScope = async (id: string) => {
    asked.push(id);
    return (answers.shift() ?? tells(ALL))();
  };
  const made = createAgentScopes({
    store: {
      find: async (installationId, agentId) => stored.get(`${installationId} ${agentId}`) ?? null,
      save: async (installationId, agentId, seen) => void stored.set(`${installationId} ${agentId}`, seen),
    },
    helpDesks: { of: async () => (connected ? ({ tickets: { findAgentScope } } as unknown as HelpDesk) : null) },
    clock: { now: () => now },
    report: () => undefined,
  });
  made.onLearned((installationId, agentId) => learned.push(`${installationId} ${agentId}`));
  return made;
}

const tells =
  (value: AgentScope | null): Told =>
  async () => ({ kind: 'done', value });
const silent: Told = async () => ({ kind: 'unknown', because: '' });
const forbids: Told = async () => ({
  kind: 'not-done',
  retry: { when: 'never' },
  because: { code: 'not-permitted', message: '' },
});
const hangs: Told = () => new Promise(() => undefined);
const known = (scope: AgentScope | null) => ({ kind: 'known', scope });

async function asking() {
  const answer = await scopes.of('acme', '21');
  await scopes.quiet();
  return answer;
}

describe('What an agent may see', () => {
  it('is being checked at first, then known, and those who listen are told', async () => {
    answers.push(tells(SOME));
    expect([await asking(), await asking()]).toEqual([{ kind: 'checking' }, known(SOME)]);
    expect([asked, learned]).toEqual([['21'], ['acme 21']]);
  });

  it('is asked for once, however many want to know', async () => {
    await Promise.all(Array.from({ length: 50 }, () => scopes.of('acme', '21')));
    await scopes.quiet();
    expect(asked).toEqual(['21']);
  });

  it('is asked for again after five minutes, counting as it was meanwhile', async () => {
    await asking();
    now += 5 * MINUTE_MS;
    await asking();
    expect(asked).toHaveLength(1);
    now += 1;
    answers.push(tells(SOME));
    expect([await asking(), await asking()]).toEqual([known(ALL), known(SOME)]);
  });

  it('is not given again as it was an hour ago before it was asked for', async () => {
    await asking();
    now += HOUR_MS + 1;
    answers.push(tells(SOME));
    expect([await asking(), await asking()]).toEqual([{ kind: 'checking' }, known(SOME)]);
  });

  it('is known after a restart', async () => {
    await asking();
    scopes = opened();
    expect(await asking()).toEqual(known(ALL));
    expect(asked).toHaveLength(1);
  });

  it('and another process just asked for is not asked for again', async () => {
    await asking();
    now += 6 * MINUTE_MS;
    stored.set('acme 21', { scope: SOME, seenAt: now });
    expect(await asking()).toEqual(known(SOME));
    expect(asked).toHaveLength(1);
  });

  it('is known to one help desk only', async () => {
    await asking();
    expect(await scopes.of('globex', '21')).toEqual({ kind: 'checking' });
  });

  it('is nothing once he left, from the moment that this is known', async () => {
    await asking();
    now += 6 * MINUTE_MS;
    answers.push(tells(null));
    await asking();
    expect(await asking()).toEqual(known(null));
  });

  describe('while the help desk does not answer', () => {
    it('counts as it was for a day, and then no more', async () => {
      await asking();
      answers.push(silent, silent);
      now += 23 * HOUR_MS;
      await asking();
      expect(await asking()).toEqual(known(ALL));
      now += HOUR_MS + 1;
      await asking();
      expect(await asking()).toEqual({ kind: 'unknown' });
    });

    it('is unknown for somebody new, also while it is tried again', async () => {
      answers.push(silent, hangs);
      await asking();
      now += 31_000;
      expect(await scopes.of('acme', '21')).toEqual({ kind: 'unknown' });
      expect(await scopes.of('acme', '21')).toEqual({ kind: 'unknown' });
    });

    it('is asked for every half minute', async () => {
      answers.push(silent, silent);
      await asking();
      now += 29_999;
      await asking();
      expect(asked).toHaveLength(1);
      now += 1;
      await asking();
      expect([asked.length, await asking()]).toEqual([2, { kind: 'unknown' }]);
    });
  });

  it.each<[string, () => void]>([
    ['the key may not read agents', () => answers.push(forbids)],
    ['the help desk is not connected', () => (connected = false)],
  ])('is unknown where %s', async (_why, make) => {
    make();
    await asking();
    expect(await asking()).toEqual({ kind: 'unknown' });
  });

  it('is asked for no more once the server stops', async () => {
    scopes.stop();
    await asking();
    expect(asked).toEqual([]);
  });
});
