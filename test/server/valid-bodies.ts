import { randomUUID } from 'node:crypto';
import { MARA } from './server-world.ts';

/** A body as a panel sends it, open for spoiling. */
export type JsonBody = Record<string, unknown>;

const HOUR_MS = 3_600_000;

/** A creation with every field of both AnyDesk forms. Each call has its own command id and recipient. */
export function aCreation(over: JsonBody = {}): JsonBody {
  const commandId = randomUUID();
  return {
    commandId,
    agent: MARA,
    ticket: { id: '1042', number: 'INC-1042', subject: 'Outlook keeps asking for my password' },
    recipient: { name: 'Hannah Osei', email: `hannah.${commandId}@kestrel.example`, phone: '+31 6 5550 0142' },
    language: 'en',
    channels: ['link'],
    comment: 'Second floor.\nRing first.',
    assignee: { kind: 'agent', agent: MARA },
    schedule: { startAt: Date.now() + HOUR_MS, timeZone: 'Europe/Amsterdam' },
    expiresAt: Date.now() + 5 * HOUR_MS,
    another: false,
    ...over,
  };
}

/** One valid body for each command that the API takes. */
export function allCommands(): readonly JsonBody[] {
  const later = Date.now() + 6 * HOUR_MS;
  const schedule = { startAt: Date.now() + 2 * HOUR_MS, timeZone: 'Asia/Taipei' };
  const ticket = { id: '1043', number: 'INC-1043', subject: 'Printer' };
  const recipient = { name: 'Hannah Osei', email: 'hannah@kestrel.example', phone: '+31655500142' };
  const bodies: readonly JsonBody[] = [
    { type: 'ask-for-access' },
    { type: 'enter-address', address: '123 456 789' },
    { type: 'launch-connect', takeOver: false },
    { type: 'start-session', startedAt: null },
    { type: 'end-session', endedAt: null, endedBy: 'technical' },
    { type: 'close-request', outcome: 'solved', note: 'Done.' },
    { type: 'reopen-request', expiresAt: later },
    { type: 'reschedule', schedule, expiresAt: later },
    { type: 'correct-recipient', recipient, language: 'zh-TW' },
    { type: 'assign', assignee: { kind: 'unassigned' } },
    { type: 'claim' },
    { type: 'extend', expiresAt: later },
    { type: 'add-comment', text: 'Called, no answer.' },
    { type: 'resend-invitation', channel: 'email' },
    { type: 'set-session-link', url: 'https://my.anydesk.com/v2/session/abc' },
    { type: 'attach-ticket', ticket },
    { type: 'keep-open' },
  ];
  return bodies.map((body) => ({ commandId: randomUUID(), agent: MARA, expectedVersion: null, ...body }));
}

/** The same body with the value at `path` (`recipient.name`, `channels.0`) replaced; undefined takes the field away. */
export function spoiled(body: JsonBody, path: string, value: unknown): JsonBody {
  // Not structuredClone: it keeps an agent that stands in two places one object.
  const copy = JSON.parse(JSON.stringify(body)) as JsonBody;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let place = copy;
  for (const name of names) place = place[name] as JsonBody;
  if (value === undefined) Reflect.deleteProperty(place, last);
  else place[last] = value;
  return copy;
}
