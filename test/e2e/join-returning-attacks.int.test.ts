import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Recipient } from '../../core/session-request/values.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { BY_ANNA, MAY } from '../builders/people.ts';
import { hasForm, hiddenFields, PRESSES, textOf, type Visitor, visitor } from './http-visit.ts';
import { type Made, pagesWorld, type PagesWorld } from './pages-world.ts';
import { INVITATION, type Returning, returningPeople } from './returning-people.ts';

let world: PagesWorld;
let people: Returning;
/** May's own browser, in which she allowed access before. */
let may: Visitor;

beforeAll(async () => {
  world = await pagesWorld();
  people = returningPeople(world);
  await world.store.installations.save({
    installation: anInstallation({ id: 'globex' }),
    address: 'globex.freshservice.com',
    plan: 'pro',
    sealedCredentials: null,
    createdAt: 0,
  });
  may = (await people.returning()).visit;
});
afterAll(() => world.close());

describe('nobody else is shown more than the invitation, and nobody else can answer it at once:', () => {
  const OTHER: Recipient = { name: 'June Lin', email: 'june@customer.example', phone: null };
  type Cookies = Readonly<Record<string, string>>;
  const only = ({ 'sr-device': device = '', 'sr-address': address = '', 'sr-known': known = '' }: Cookies) => ({
    device,
    address,
    known,
  });

  const refusedTo = async (cookie: string, made: Made): Promise<void> => {
    const visit = visitor(world.publicUrl, /^none$/);
    const headers = cookie === '' ? {} : { cookie };
    const page = await visit.get(made.path, headers);
    expect(textOf(page.body)).toContain(INVITATION);
    expect(hasForm(page.body, 'allow')).toBe(false);
    const { phrase } = (await world.stored(made.id)).request;
    for (const secret of [phrase, 'Printer', '123 456 789', 'Anna Ng']) expect(page.body).not.toContain(secret);
    // A form as May has it on her own page of the same request, as far as it can be had.
    const hers = (await may.get(made.path)).body;
    const nonce = hiddenFields(page.body, 'join')['nonce'] ?? '';
    const form = hasForm(hers, 'allow')
      ? hiddenFields(hers, 'allow')
      : { address: '123456789', joins: 'yes', seal: '' };
    for (const action of ['allow', 'deny']) {
      const sent = { ...form, nonce, consent: 'yes' };
      const came = await visit.post(`${made.path}/${action}`, sent, { ...PRESSES.person, ...headers });
      expect(came.status).not.toBe(303);
      expect(textOf(came.body)).toContain(INVITATION);
    }
    expect(await people.statusOf(made)).toBe('Open');
  };

  it('a browser without cookies, and one that only joined before', async () => {
    await refusedTo('', await world.create());
    await refusedTo(only((await people.returning()).cookies).device, await world.create());
  });

  it('one with forged marks, marks of another browser, or another address than was allowed', async () => {
    const { device, address, known } = only((await people.returning()).cookies);
    const other = only((await people.returning({}, '987654321')).cookies);
    const swapped = (text: string): string => text.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
    const forgeries = [
      [device, address],
      [device, known],
      [address, known],
      [device, address, swapped(known)],
      [swapped(device), address, known],
      [device, address.replace('123456789', '111222333'), known],
      [other.device, address, known],
      [device, other.address, known],
      [device, address, other.known],
      [device, address, `sr-known=${'0'.repeat(26)}`],
      [device, address, `${known}${`.${'0'.repeat(26)}`.repeat(9)}`],
    ];
    const made = await world.create();
    for (const cookies of forgeries) await refusedTo(cookies.join('; '), made);
  });

  it('a browser in which somebody else allowed access, or the same name of another account', async () => {
    const june = Object.values((await people.returning({ recipient: OTHER })).cookies).join('; ');
    await refusedTo(june, await world.create());
    const elsewhere = Object.values((await people.returning({ installationId: 'globex' })).cookies).join('; ');
    await refusedTo(elsewhere, await world.create());
    const mays = Object.values((await people.returning()).cookies).join('; ');
    await refusedTo(mays, await world.create({ recipient: OTHER }));
    await refusedTo(mays, await world.create({ installationId: 'globex' }));
  });

  it.each([
    ['name', { ...MAY, name: 'April Lin' }],
    ['phone', { ...MAY, phone: '+886987654321' }],
    ['e-mail', { ...MAY, email: 'may.lin@customer.example' }],
  ])('the browser of a person whose %s was corrected since', async (_what, recipient) => {
    await refusedTo(Object.values((await people.returning()).cookies).join('; '), await world.create({ recipient }));
  });

  it('a page that was open while the recipient was corrected', async () => {
    const made = await world.create();
    const form = { ...(await people.formOf(may, made, 'allow')), consent: 'yes' };
    const recipient = { ...MAY, name: 'April Lin' };
    await world.give(made.id, { type: 'correct-recipient', actor: BY_ANNA, recipient, language: null });
    expect((await people.send(may, made, 'allow', form)).status).not.toBe(303);
    expect(await people.statusOf(made)).toBe('Open');
  });

  it('a page that was open while another address was allowed', async () => {
    const visit = (await people.returning()).visit;
    const made = await world.create();
    const form = { ...(await people.formOf(visit, made, 'allow')), consent: 'yes' };
    const next = await world.create();
    await people.press(visit, next, 'join');
    await people.press(visit, next, 'address', { address: '987654321' });
    await people.press(visit, next, 'allow', { consent: 'yes' });
    const came = await people.send(visit, made, 'allow', form);
    expect(came.status).toBe(422);
    expect(textOf(came.body)).toMatch(/has changed.*987 654 321/);
    expect(await people.statusOf(made)).toBe('Open');
  });
});
