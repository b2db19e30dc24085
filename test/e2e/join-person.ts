import { BY_ANNA, BY_RECIPIENT } from '../builders/people.ts';
import { type Came, hiddenFields, PRESSES, textOf, visitor } from './http-visit.ts';
import type { Made, PagesWorld } from './pages-world.ts';

export type Typed = Readonly<Record<string, string>>;

/** May at the join page: every press is made on the page as it is at that moment. */
export type JoinPerson = {
  press(made: Made, action: string, typed?: Typed, headers?: Typed, ask?: string): Promise<Came>;
  /** What she reads. */
  page(made: Made): Promise<string>;
  waiting(): Promise<Made>;
  withAddress(): Promise<Made>;
  ready(): Promise<Made>;
  connected(): Promise<Made>;
};

export function joinPerson(world: PagesWorld): JoinPerson {
  const visit = visitor(world.publicUrl);
  const press: JoinPerson['press'] = async (made, action, typed = {}, headers = PRESSES.person, ask = '') => {
    const page = await visit.get(made.path + ask);
    return visit.post(`${made.path}/${action}`, { ...hiddenFields(page.body, action), ...typed }, headers);
  };
  const waiting = async (): Promise<Made> => {
    const made = await world.create();
    // By no browser in particular, so that tests may go on with any.
    await world.give(made.id, { type: 'join', actor: BY_RECIPIENT, device: null });
    return made;
  };
  const withAddress = async (): Promise<Made> => {
    const made = await waiting();
    await press(made, 'address', { address: '123 456 789' });
    return made;
  };
  const ready = async (): Promise<Made> => {
    const made = await withAddress();
    await press(made, 'allow', { consent: 'yes' });
    return made;
  };
  const connected = async (): Promise<Made> => {
    const made = await ready();
    const startedAt = world.core.clock.now();
    const told = { source: 'agent', startedAt, address: null, agent: null, externalId: null } as const;
    await world.give(made.id, { type: 'start-session', actor: BY_ANNA, ...told });
    return made;
  };
  return {
    press,
    page: async (made) => textOf((await visit.get(made.path)).body),
    waiting,
    withAddress,
    ready,
    connected,
  };
}
