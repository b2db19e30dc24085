import type { Random } from '../../fakes/shared/random.ts';
import { REQUESTS_PER_TICKET } from './made-up-requests.ts';

/** Who asks for a page: the help desk's panel, the admin or a support agent at the console. */
export type Reader = 'panel' | 'admin' | 'agent';

/** A page that is measured. `path` of a store with so many requests, another one each time. */
export type ListPage = {
  readonly name: string;
  readonly reader: Reader;
  path(rows: number, random: Random): string;
};

const READER = 'agent=27000000201&agentName=Mara+Lindqvist';

const list = (name: string, reader: Reader, query: (serial: number) => Record<string, string>): ListPage => ({
  name,
  reader,
  path: (rows, random) => {
    const parts = query(1 + Math.floor(random() * rows));
    return `/console/requests?${new URLSearchParams(parts).toString()}`;
  },
});

/** The lists people open all day: a ticket's panel, every tab of the console, and what they search for. */
export const LIST_PAGES: readonly ListPage[] = [
  {
    name: 'list-ticket-panel',
    reader: 'panel',
    path: (rows, random) => {
      const ticket = 1 + Math.floor(random() * (rows / REQUESTS_PER_TICKET));
      return `/api/v1/tickets/${ticket}/requests?${READER}`;
    },
  },
  list('list-upcoming', 'admin', () => ({ list: 'upcoming' })),
  list('list-active', 'admin', () => ({ list: 'active' })),
  list('list-past', 'admin', () => ({ list: 'past' })),
  list('list-upcoming-of-agent', 'agent', () => ({ list: 'upcoming' })),
  list('list-active-of-agent', 'agent', () => ({ list: 'active' })),
  list('list-past-of-agent', 'agent', () => ({ list: 'past' })),
  list('search-address', 'admin', (serial) => ({ list: 'past', search: `person${serial}@customer.example` })),
  list('search-number', 'admin', (serial) => ({ list: 'past', search: `RS-${String(serial).padStart(6, '0')}` })),
  list('search-name', 'admin', () => ({ list: 'past', search: 'clara' })),
  list('search-two-words', 'admin', () => ({ list: 'past', search: 'printer larsen' })),
  list('search-chinese', 'admin', () => ({ list: 'past', search: '印表機' })),
  list('search-name-of-agent', 'agent', () => ({ list: 'past', search: 'clara' })),
];
