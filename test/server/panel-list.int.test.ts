import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anInstallation } from '../builders/an-installation.ts';
import { INTEGRATION_KEY, GROUPS } from '../fakes/freshservice/seed.ts';
import { eventually } from '../support/eventually.ts';
import type { PanelAgent, PanelClient, PanelList } from '../support/panel-client.ts';
import { namedFields, problem, toldProblem } from './api-caller.ts';
import { give, givenRequest } from './given-request.ts';
import { MARA, type ServerWorld, serverWorld, VERA } from './server-world.ts';

const HOUR_MS = 3_600_000;

let world: ServerWorld;
let panel: PanelClient;
beforeAll(async () => {
  world = await serverWorld();
  panel = world.panel();
});
afterAll(() => world.close());

/** A word that only the requests of one test have. */
const aWord = (): string => `w${randomUUID().replaceAll('-', '').slice(0, 12)}`;
const recipient = (word: string) => ({ name: `Hannah ${word}`, email: `${randomUUID()}@kestrel.example` });
const numbers = ({ requests }: PanelList): readonly string[] => requests.map(({ number }) => number);
const startingIn = (ms: number) => ({
  schedule: { startAt: Date.now() + ms, timeZone: 'Europe/Amsterdam' },
  expiresAt: null,
});
/** The list once it is known what the agent may see. */
const known = (by: PanelClient, query: Readonly<Record<string, string>>): Promise<PanelList> =>
  eventually('the access to be known', async () => {
    const list = await by.list(query);
    return list.access !== 'checking' && list;
  });

async function asAgentOfTheDesk(name: string): Promise<PanelAgent> {
  const found = (await world.desk.control.agents()).find(({ firstName }) => firstName === name);
  if (found === undefined) throw new Error(`The desk has no agent ${name}.`);
  return { id: String(found.id), name: `${found.firstName} ${found.lastName}`, email: found.email };
}

describe('The page of all requests', () => {
  it('shows upcoming, active and past ones, each in its list, and counts all three', async () => {
    const word = aWord();
    const upcoming = await givenRequest(panel, 'Open', { recipient: recipient(word), ...startingIn(HOUR_MS) });
    const active = [
      await givenRequest(panel, 'Open', { recipient: recipient(word) }),
      await givenRequest(panel, 'Ready', { recipient: recipient(word) }),
    ];
    const past = await givenRequest(panel, 'Closed', { recipient: recipient(word) });
    const lists = {
      upcoming: await known(panel, { list: 'upcoming', search: word }),
      active: await known(panel, { search: word }),
      past: await known(panel, { list: 'past', search: word }),
    };
    expect(numbers(lists.upcoming)).toEqual([upcoming.number]);
    expect(numbers(lists.active).toSorted()).toEqual(active.map(({ number }) => number).toSorted());
    expect(numbers(lists.past)).toEqual([past.number]);
    expect(lists.past.requests[0]).toEqual(await panel.read(past.id));
    for (const { counts, access } of Object.values(lists)) {
      expect([counts, access]).toEqual([{ upcoming: 1, active: 2, past: 1 }, 'granted']);
    }
  });

  it('is given out page by page, each request once', async () => {
    const word = aWord();
    const made: string[] = [];
    for (let n = 0; n < 30; n += 1)
      made.push((await givenRequest(panel, 'Open', { recipient: recipient(word) })).number);
    const first = await known(panel, { search: word });
    const second = await panel.list({ search: word, cursor: first.next ?? '' });
    expect([first.requests.length, second.next]).toEqual([25, null]);
    expect([...numbers(first), ...numbers(second)].toSorted()).toEqual(made.toSorted());
  });

  it('is found by number, recipient and ticket', async () => {
    const word = aWord();
    const ticket = { id: '1042', number: 'INC-1042', subject: `Screen ${word}` };
    const request = await givenRequest(panel, 'Open', { ticket });
    for (const search of [request.number, request.recipient.email ?? '', word]) {
      expect(numbers(await known(panel, { search }))).toContain(request.number);
    }
    expect(numbers(await panel.list({ search: aWord() }))).toEqual([]);
  });

  it("leaves out the requests of other agents' queues, from the rows and from the counts", async () => {
    const word = aWord();
    const queueId = await world.foundation.people.queues.add(world.admin, {
      name: word,
      installationId: null,
      memberIds: [world.data.people[0]?.id ?? ''],
    });
    await givenRequest(panel, 'Open', { recipient: recipient(word), assignee: { kind: 'queue', queueId } });
    const jun = world.panel(await asAgentOfTheDesk('Nadia'));
    expect(numbers(await known(panel, { search: word }))).toHaveLength(1);
    const { requests, counts } = await known(jun, { search: word });
    expect([requests, counts.active]).toEqual([[], 0]);
  });

  it('of an agent whom the help desk limits has nothing of other tickets, not even their number', async () => {
    const word = aWord();
    const { control } = world.desk;
    const [requester] = await control.requesters();
    const inGroup = async (groupId: number) => {
      const { ticket, number } = await control.addTicket({ subject: word, requesterId: requester?.id ?? 0, groupId });
      const at = { id: String(ticket.id), number, subject: word };
      return givenRequest(panel, 'Open', { ticket: at, recipient: recipient(word) });
    };
    const [own, foreign] = [await inGroup(GROUPS.serviceDesk), await inGroup(GROUPS.warehouse)];
    const jun = world.panel(await asAgentOfTheDesk('Jun'));
    const list = await eventually('his ticket to be known', async () => {
      const now = await known(jun, { search: word });
      return now.requests.length > 0 && now;
    });
    expect([numbers(list), list.counts.active]).toEqual([[own.number], 1]);
    expect(JSON.stringify(list)).not.toContain(foreign.number);
    expect(numbers(await known(panel, { search: word })).toSorted()).toEqual([own.number, foreign.number].toSorted());
  });

  it('of another installation has its own only', async () => {
    const word = aWord();
    await givenRequest(panel, 'Open', { recipient: recipient(word) });
    const { people } = world.foundation;
    const { id: _id, ...installation } = anInstallation({ name: `Other ${randomUUID()}` });
    const account = { address: world.desk.url, plan: 'pro', apiKey: INTEGRATION_KEY };
    const id = await people.installations.add(world.admin, { ...installation, ...account });
    const other = world.panel(MARA, (await people.installSecrets.make(world.admin, id, 'api')) ?? '');
    const { requests, counts } = await known(other, {});
    expect([requests, counts]).toEqual([[], { upcoming: 0, active: 0, past: 0 }]);
  });

  it('of somebody who may only look offers no action and no link', async () => {
    const word = aWord();
    const { id } = await givenRequest(panel, 'Open', { recipient: recipient(word) });
    const { requests } = await known(world.panel(VERA), { search: word });
    expect(requests.map((view) => [view.id, view.actions, view.joinUrl])).toEqual([[id, [], null]]);
    await give(panel, id, { type: 'close-request' });
  });

  it.each([
    ['a list that does not exist', { list: 'all' }, 'list'],
    ['an endless search', { search: 'x'.repeat(201) }, 'search'],
    ['a field that does not exist', { limit: '1000' }, ''],
  ])('refuses %s with a sentence', async (_what, query, field) => {
    const answer = await panel.ask('/requests', query);
    expect([toldProblem(answer), namedFields(answer)]).toEqual([problem(422, 'invalid-input'), [field]]);
  });

  it.each(['abc', '%', "'; --", 'W10'])('gives the first page for the made-up cursor %j', async (cursor) => {
    const word = aWord();
    const { number } = await givenRequest(panel, 'Open', { recipient: recipient(word) });
    expect(numbers(await known(panel, { search: word, cursor }))).toEqual([number]);
  });
});
