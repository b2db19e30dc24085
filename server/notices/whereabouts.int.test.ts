import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpenedEngine, openEngine, STORE_ENGINES } from '../../test/setup/open-engine.ts';
import { eventually } from '../../test/support/eventually.ts';
import { USUAL_CHOICE } from './notice-choice.ts';
import type { PersonNotices } from './notice-choices.ts';
import { createWhereabouts, type Place, SILENT_AFTER_MS, type Whereabouts } from './whereabouts.ts';

const NOON = Date.UTC(2026, 10, 23, 12);
const FRESHSERVICE: Place = { workingHours: null, showsLife: true };
const ALWAYS_CLOSED = { timeZone: 'UTC', week: [null, null, null, null, null, null, null], closedDates: [] };
const THERE: PersonNotices = { choice: USUAL_CHOICE, chatHost: null, chatTrouble: null, awaySince: null };

describe.each(STORE_ENGINES)('Whether an agent is at work, on %s', (engine) => {
  let opened: OpenedEngine;
  let whereabouts: Whereabouts;
  let now: number;
  let choices: PersonNotices;
  beforeEach(async () => {
    opened = await openEngine(engine);
    now = NOON;
    choices = THERE;
    whereabouts = createWhereabouts(opened.store.database, { of: async () => choices }, { now: () => now });
  });
  afterEach(async () => {
    await opened.store.close();
    await opened.end();
  });

  const noted = async (person: string) => {
    const row = opened.store.database.read.selectFrom('agent_seen').select('seen_at').where('person_id', '=', person);
    return (await row.executeTakeFirst())?.seen_at ?? null;
  };
  const seen = async () => {
    whereabouts.seen('mara');
    await eventually('the sign of life', async () => (await noted('mara')) === now);
  };

  it('is told by a sign of life within ten minutes', async () => {
    await seen();
    now += SILENT_AFTER_MS;
    expect(await whereabouts.away('mara', FRESHSERVICE)).toBeNull();
    now += 1;
    expect(await whereabouts.away('mara', FRESHSERVICE)).toBe('silent');
    await seen();
    expect(await whereabouts.away('mara', FRESHSERVICE)).toBeNull();
  });

  it('is not there when nothing was ever seen of him', async () => {
    await seen();
    expect(await whereabouts.away('jun', FRESHSERVICE)).toBe('silent');
  });

  it('cannot be told by silence where panels never speak to this server', async () => {
    expect(await whereabouts.away('mara', { ...FRESHSERVICE, showsLife: false })).toBeNull();
  });

  it('is told by the help desk’s hours', async () => {
    await seen();
    expect(await whereabouts.away('mara', { ...FRESHSERVICE, workingHours: ALWAYS_CLOSED })).toBe('closed');
  });

  it('is what he himself said before anything else', async () => {
    await seen();
    choices = { ...THERE, awaySince: NOON };
    expect(await whereabouts.away('mara', FRESHSERVICE)).toBe('set');
    choices = { ...THERE, choice: { ...USUAL_CHOICE, quiet: { fromMinute: 0, toMinute: 1439, timeZone: 'UTC' } } };
    expect(await whereabouts.away('mara', FRESHSERVICE)).toBe('quiet-hours');
  });

  it('costs one write a minute, however often he is seen', async () => {
    await seen();
    now += 59_000;
    whereabouts.seen('mara');
    now += 1000;
    await seen();
    expect(await noted('mara')).toBe(NOON + 60_000);
  });
});
