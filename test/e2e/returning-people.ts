import { expect } from '@jest/globals';
import { type Came, hiddenFields, PRESSES, textOf, type Visitor, visitor } from './http-visit.ts';
import type { Made, PagesWorld, Wanted } from './pages-world.ts';

type Typed = Readonly<Record<string, string>>;

/** What the log has after one answer of a device that comes again: the same as after a press for each. */
export const JOINED = ['request-created', 'recipient-joined', 'address-entered'];
export const ALLOWED = [...JOINED, 'access-granted'];
export const DENIED = [...JOINED, 'access-denied'];
/** What the page begins with: for the device that comes again, and for everybody else. */
export const DECISION = 'Do you allow access?';
export const INVITATION = 'Anna would like to help you';

/** People whose browsers keep every cookie of ours. */
export type Returning = {
  formOf(visit: Visitor, made: Made, action: string): Promise<Record<string, string>>;
  send(visit: Visitor, made: Made, action: string, form: Typed): Promise<Came>;
  /** Takes the form from the page as it is now. */
  press(visit: Visitor, made: Made, action: string, typed?: Typed): Promise<Came>;
  read(visit: Visitor, made: Made): Promise<string>;
  statusOf(made: Made): Promise<string>;
  eventsOf(made: Made): Promise<readonly string[]>;
  /** A browser in which a request of this kind was allowed the usual way, and what it was given by that, by name. */
  returning(
    over?: Wanted,
    address?: string,
  ): Promise<{ readonly visit: Visitor; readonly cookies: Readonly<Record<string, string>> }>;
};

export function returningPeople(world: PagesWorld): Returning {
  const formOf: Returning['formOf'] = async (visit, made, action) =>
    hiddenFields((await visit.get(made.path)).body, action);
  const send: Returning['send'] = (visit, made, action, form) =>
    visit.post(`${made.path}/${action}`, form, PRESSES.person);
  const press: Returning['press'] = async (visit, made, action, typed = {}) =>
    send(visit, made, action, { ...(await formOf(visit, made, action)), ...typed });
  return {
    formOf,
    send,
    press,
    read: async (visit, made) => textOf((await visit.get(made.path)).body),
    statusOf: async (made) => (await world.stored(made.id)).request.status,
    eventsOf: async (made) => (await world.store.requests.events(made.id, 0)).map(({ event }) => event.type),
    returning: async (over = {}, address = '123456789') => {
      const visit = visitor(world.publicUrl, /^sr-/);
      const made = await world.create(over);
      const given = [await press(visit, made, 'join')];
      given.push(await press(visit, made, 'address', { address }));
      given.push(await press(visit, made, 'allow', { consent: 'yes' }));
      expect(given.map(({ status }) => status)).toEqual([303, 303, 303]);
      const pairs = given.flatMap(({ headers }) => headers.getSetCookie()).map((one) => one.split(';', 1)[0] ?? '');
      return { visit, cookies: Object.fromEntries(pairs.map((pair) => [pair.split('=', 1)[0] ?? '', pair])) };
    },
  };
}

/** What a browser must be given to be one in which May allowed access before. */
export async function cookiesOfMay(world: PagesWorld) {
  const { cookies } = await returningPeople(world).returning();
  return Object.entries(cookies).map(([name, pair]) => ({
    name,
    value: pair.slice(name.length + 1),
    url: world.publicUrl,
  }));
}
