import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { AgentRef, Assignee } from '../../../core/session-request/values.ts';
import { numberOf } from '../../../server/storage/serial.ts';
import { event } from '../../builders/events.ts';
import { fold } from '../../builders/histories.ts';
import { DAY, HOUR, MINUTE } from '../../builders/times.ts';
import { seededRandom } from '../../fakes/shared/random.ts';

/** A request that never was, with its log. */
export type MadeUp = { readonly request: SessionRequest; readonly events: readonly SessionRequestEvent[] };

export const REQUESTS_PER_TICKET = 5;

const FIRST = [
  'May',
  'Jun',
  'Anna',
  'Ben',
  'Clara',
  'David',
  'Emma',
  'Farid',
  'Grace',
  'Henry',
  '美玲',
  '志明',
  'Ines',
  'Jonas',
  'Kira',
  'Luca',
  'Mona',
  'Nils',
  'Olga',
  'Pablo',
];
const LAST = [
  'Lin',
  'Chen',
  'Okafor',
  'Müller',
  'Rossi',
  'Silva',
  'Novak',
  'Haddad',
  'Larsen',
  'Dubois',
  '陳',
  '林',
  'Weber',
];
const THINGS = [
  'Printer',
  'Laptop',
  'Mailbox',
  'VPN',
  'Screen',
  'Dock',
  'Scanner',
  'Keyboard',
  '印表機',
  '筆電',
  'Badge reader',
];
const TROUBLES = [
  'prints nothing',
  'does not start',
  'is slow',
  'shows an error',
  'lost its settings',
  '無法使用',
  'asks for a password',
];

/** Where made-up requests belong. */
export type MadeUpPlace = {
  readonly installationId: string;
  readonly queues: readonly { readonly id: string; readonly name: string }[];
};

/**
 * The `serial`-th of a store's requests, the same one each time. Of 20: 1 is planned, 3 are active, 16 are over. Of 3: one is an agent's,
 * one is a queue's, one is nobody's.
 */
export function madeUpRequest(serial: number, { installationId, queues }: MadeUpPlace, now: number): MadeUp {
  const random = seededRandom(serial);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const ticket = Math.ceil(serial / REQUESTS_PER_TICKET);
  const name = `${pick(FIRST)} ${pick(LAST)}`;
  const agent = { id: `agent-${Math.floor(random() * 50)}`, name: 'Mara Lindqvist', email: null };
  const actor = { kind: 'agent', agent, proof: 'asserted' } as const;
  const place = serial % 20;
  const createdAt = place < 4 ? now - random() * HOUR * 20 : now - DAY - random() * DAY * 700;
  const at = Math.floor(createdAt);
  const startAt = now + HOUR + Math.floor(random() * 10 * DAY);
  const created = event('request-created', at, {
    id: requestId(serial),
    number: numberOf(serial),
    installationId,
    actor,
    ticket: { id: String(ticket), number: `INC-${ticket}`, subject: `${pick(THINGS)} ${pick(TROUBLES)}` },
    recipient: { name, email: `person${serial}@customer.example`, phone: null },
    schedule: place === 0 ? { startAt, timeZone: 'Asia/Taipei' } : null,
    expiresAt: place === 0 ? startAt + DAY : at + DAY,
    assignee: assigneeOf(serial, agent, queues),
  });
  const events = [created, ...(place < 4 ? [] : ending(at, random))];
  return { request: fold(events), events };
}

function assigneeOf(serial: number, agent: AgentRef, queues: MadeUpPlace['queues']): Assignee {
  const queue = queues[serial % Math.max(1, queues.length)];
  if (serial % 3 === 0) return { kind: 'agent', agent, queueId: null };
  return serial % 3 === 1 && queue !== undefined
    ? { kind: 'queue', queueId: queue.id, name: queue.name }
    : { kind: 'unassigned' };
}

function ending(createdAt: number, random: () => number): readonly SessionRequestEvent[] {
  const joined = event('recipient-joined', createdAt + Math.floor(random() * HOUR));
  if (random() < 0.2) return [event('request-expired', createdAt + DAY)];
  return [joined, event('request-closed', joined.at + 10 * MINUTE)];
}

/** 26 characters of the alphabet that real ids use. */
function requestId(serial: number): string {
  return serial
    .toString(32)
    .replaceAll(/[ilou]/g, (letter) => ({ i: 'w', l: 'x', o: 'y', u: 'z' })[letter] ?? letter)
    .padStart(26, '0');
}
