import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BY_RECIPIENT } from '../builders/people.ts';
import { startTeam, type Team } from './team.ts';
import { textOf, visitor, type Visitor } from './visitor.ts';

let team: Team;
let mara: Visitor;
let id = '';

const give = (command: Parameters<Team['give']>[1]): Promise<void> => team.give(id, command);

beforeAll(async () => {
  team = await startTeam();
  mara = await team.browser('mara');
  id = await team.create();
});
afterAll(async () => {
  expect(team.world.faults).toEqual([]);
  await team.world.close();
});

describe("a request's consent ledger", () => {
  it('says that nothing was allowed before anything was', async () => {
    expect(textOf((await mara.look(`/console/requests/${id}`)).body)).toContain('Nothing was allowed or refused yet.');
  });

  it('tells agents what was allowed to whom, in which words, and that it was taken back', async () => {
    await give({ type: 'join', actor: BY_RECIPIENT, device: null });
    await give({
      type: 'allow-access',
      actor: BY_RECIPIENT,
      consented: true,
      textVersion: '2026-11-c',
      language: 'nl',
      named: 'Mara Visser, Kestrel',
      address: '123456789',
      addressHash: 'a-keyed-hash',
      device: null,
      wishes: ['view', 'control'],
    });
    await give({ type: 'withdraw-consent', actor: BY_RECIPIENT });
    const page = textOf((await mara.look(`/console/requests/${id}`)).body);
    expect(page).toContain('The end user allowed Mara Visser, Kestrel: See my screen and Use my mouse and keyboard');
    expect(page).toContain('Text 2026-11-c, language nl, address as hash a-keyed-hash');
    expect(page).toContain('The end user withdrew the permission.');
  });

  it('is saved as a file, with the proof of the whole chain and without the address', async () => {
    const answer = await mara.look(`/console/requests/${id}/consents`);
    expect(answer.status).toBe(200);
    const file = JSON.parse(answer.body) as { entries: readonly object[]; chain: object };
    expect(file.chain).toMatchObject({ isWhole: true });
    expect(file.entries).toMatchObject([
      {
        action: 'request.access-granted',
        detail: { addressHash: 'a-keyed-hash', wishes: ['view', 'control'] },
        sealed: true,
      },
      { action: 'request.consent-withdrawn', sealed: true },
    ]);
    expect(answer.body).not.toContain('123456789');
  });

  it('is nothing for somebody who is not signed in', async () => {
    expect((await visitor(team.world.url).look(`/console/requests/${id}/consents`)).status).toBe(303);
  });
});
