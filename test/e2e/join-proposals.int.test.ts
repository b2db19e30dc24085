import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createProposeAssets } from '../../server/address-search/asset-look.ts';
import { anydesk } from '../../connectors/anydesk/src/anydesk.ts';
import { BY_RECIPIENT } from '../builders/people.ts';
import { hiddenFields, PRESSES, visitor } from './http-visit.ts';
import { joinPerson, type JoinPerson } from './join-person.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';

let world: PagesWorld;
let may: JoinPerson;

beforeAll(async () => {
  world = await pagesWorld();
  may = joinPerson(world);
});
afterAll(() => world.close());

const LAPTOP = { name: 'HANNAH-LAPTOP', address: '987 654 321' };
const propose = async (made: Made, assets = [LAPTOP], ofTicket: string | null = null): Promise<boolean> => {
  const { request } = await world.stored(made.id);
  const find = createProposeAssets({
    core: world.core,
    requests: { find: (id) => world.stored(id) },
    installations: { find: async () => null },
    remoteTool: anydesk,
  });
  return find(made.id, ofTicket ?? request.ticket?.id ?? '', assets);
};
const stored = async (made: Made) => (await world.stored(made.id)).request;

describe('a proposed address', () => {
  it('is not shown before the person’s press', async () => {
    const made = await world.create();
    expect(await propose(made)).toBe(true);
    const page = await may.page(made);
    expect(page).not.toContain('HANNAH-LAPTOP');
    expect(page).not.toContain('987 654 321');
  });

  it('is none where the devices are those of a ticket on which the request stands no more', async () => {
    const made = await may.waiting();
    expect(await propose(made, [LAPTOP], 'another-ticket')).toBe(false);
    expect(await may.page(made)).not.toContain('HANNAH-LAPTOP');
  });

  it('is asked after the press, and one press takes it; access is allowed by another', async () => {
    const made = await may.waiting();
    await propose(made);
    expect(await may.page(made)).toContain('It is noted for HANNAH-LAPTOP.');
    await may.press(made, 'address', { address: '987654321' });
    expect(await stored(made)).toMatchObject({ status: 'Waiting', address: '987654321', addressSource: 'asset' });
    expect(await may.page(made)).toContain('987 654 321');
  });

  it('of several devices are offered each with its name', async () => {
    const made = await may.waiting();
    await propose(made, [LAPTOP, { name: '', address: '111222333' }]);
    const page = await may.page(made);
    expect(page).toContain('Yes, 987 654 321 is mine');
    expect(page).toContain('Yes, 111 222 333 is mine');
    expect(page).toContain('a device linked to your request');
  });

  it('is not shown to a device that is not the one that joined', async () => {
    const made = await world.create();
    await propose(made);
    await world.give(made.id, { type: 'join', actor: BY_RECIPIENT, device: 'another-browser' });
    const page = await may.page(made);
    expect(page).not.toContain('HANNAH-LAPTOP');
    expect(page).not.toContain('987 654 321');
  });

  it.each([
    'not an address',
    '192.168.0.1',
    '<script>alert(1)</script>',
    '+49 30 123456',
    'hannah@kestrel.example',
    '',
  ])('is none when the field holds %j', async (address) => {
    const made = await may.waiting();
    expect(await propose(made, [{ name: 'HANNAH-LAPTOP', address }])).toBe(false);
    expect((await stored(made)).proposals).toEqual([]);
  });

  it('by a hostile name is text', async () => {
    const made = await may.waiting();
    await propose(made, [{ ...LAPTOP, name: '<img src=x onerror=alert(1)>' }]);
    const { body } = await visitor(world.publicUrl).get(made.path);
    expect(body).not.toContain('<img src=x');
    expect(body).toContain('&lt;img src');
  });
});

describe('a press on the download', () => {
  const fetched = async (
    made: Made,
    over: Readonly<Record<string, string>> = {},
    headers: object = PRESSES.fetched,
  ) => {
    const visit = visitor(world.publicUrl);
    const { body } = await visit.get(made.path);
    const { nonce = '' } = hiddenFields(body, 'address');
    return (await visit.post(`${made.path}/fetched`, { nonce, ...over }, { ...headers })).status;
  };

  it('is told by the page and noted, where the installation wants to find new clients', async () => {
    await world.settings({ findsNewClient: true });
    const made = await may.waiting();
    expect((await visitor(world.publicUrl).get(made.path)).body).toContain(`data-noted="${made.path}/fetched"`);
    expect((await stored(made)).downloadAt).toBeNull();
    expect(await fetched(made)).toBe(204);
    expect((await stored(made)).downloadAt).not.toBeNull();
    await world.settings({});
  });

  it('is neither told nor noted elsewhere', async () => {
    const made = await may.waiting();
    expect((await visitor(world.publicUrl).get(made.path)).body).not.toContain('data-noted');
    expect(await fetched(made)).toBe(204);
    expect((await stored(made)).downloadAt).toBeNull();
  });

  it.each([
    ['from another site', {}, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }, 403],
    ['without the page’s own mark', { nonce: '' }, PRESSES.fetched, 403],
    ['with more than there is', { address: '1' }, PRESSES.fetched, 403],
  ])('%s is refused', async (_what, over, headers, status) => {
    await world.settings({ findsNewClient: true });
    const made = await may.waiting();
    expect(await fetched(made, over, headers)).toBe(status);
    expect((await stored(made)).downloadAt).toBeNull();
    await world.settings({});
  });

  it('on a link that nobody has is nothing', async () => {
    const answer = await visitor(world.publicUrl).post('/join/nobody/fetched', { nonce: '' }, PRESSES.fetched);
    expect(answer.status).toBe(404);
  });
});
