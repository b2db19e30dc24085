import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../core/session-request/values.ts';
import { BY_ANNA } from '../builders/people.ts';
import { textOf, visitor, type Visitor } from './http-visit.ts';
import { joinPerson } from './join-person.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

let world: PagesWorld;
let visit: Visitor;
beforeAll(async () => {
  world = await pagesWorld();
  visit = visitor(world.publicUrl);
  await world.settings({ lifecycle: { ...DEFAULT_SETTINGS, nobodyCameAfterMs: 0 } });
});
afterAll(() => world.close());

const shown = async (made: Made, language = 'en'): Promise<string> =>
  textOf((await visit.get(made.path, { 'accept-language': language })).body);
const callSomebody = (made: Made) => world.give(made.id, { type: 'tell-nobody-came', actor: { kind: 'system' } });
const SENTENCE = 'Nobody has come yet. We told the team';

describe('Whoever allowed access and waits', () => {
  it('reads nothing of it while it is nobody’s turn', async () => {
    const made = await joinPerson(world).ready();
    expect(await shown(made)).not.toContain(SENTENCE);
  });

  it('reads that nobody has come, and that the team was told, once it was', async () => {
    const made = await joinPerson(world).ready();
    await callSomebody(made);
    expect(await shown(made)).toContain(SENTENCE);
    expect(await shown(made, 'zh-TW')).toContain('還沒有人來');
    expect(await shown(made, 'ar')).toContain('لم يأتِ أحد بعد');
  });

  it('reads no number where too few have waited before', async () => {
    const made = await joinPerson(world).ready();
    await callSomebody(made);
    expect(await shown(made)).not.toContain('Lately, somebody connected');
  });

  it('reads it no more when somebody comes', async () => {
    const made = await joinPerson(world).ready();
    await callSomebody(made);
    await world.give(made.id, { type: 'launch-connect', actor: BY_ANNA, takeOver: false });
    expect(await shown(made)).not.toContain(SENTENCE);
  });
});
