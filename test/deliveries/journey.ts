import type { Person } from '../../core/people/rights.ts';
import type { SessionRequestCommand } from '../../core/session-request/commands.ts';
import type { TicketRef } from '../../core/session-request/values.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { createRequest } from '../../core/use-cases/create-request.ts';

export type GivenCommand = Exclude<SessionRequestCommand, { type: 'create-request' }>;

const ANNA: Person = { id: 'anna', name: 'Anna Ng', email: 'anna@desk.example', role: 'admin', queueIds: [] };
export const BY_ANNA = {
  kind: 'agent',
  agent: { id: 'anna', name: 'Anna Ng', email: null },
  proof: 'signed-in',
} as const;
const RECIPIENT = { kind: 'recipient' } as const;
const ANYDESK = { kind: 'remote-tool' } as const;
const ADDRESS = '123456789';

/** A request by Anna for May Lin, whose link she copies. Returns its id. */
export async function aRequest(core: CorePorts, installationId: string, ticket: TicketRef | null): Promise<string> {
  const answer = await createRequest(core, {
    installationId,
    person: ANNA,
    proof: 'signed-in',
    asked: {
      ticket,
      recipient: { name: 'May Lin', email: 'may@customer.example', phone: null },
      assignee: { kind: 'unassigned' },
      comment: '',
      schedule: null,
      expiresAt: null,
      channels: ['link'],
      language: null,
    },
    another: false,
    envelope: null,
  });
  if (!answer.ok) throw new Error(`the request was refused: ${answer.refusal.reason}`);
  return answer.stored.request.id;
}

/** Joined, allowed within the minute, connected, ended after a minute, closed as solved. */
export async function wholeJourney(
  id: string,
  world: {
    give(id: string, command: GivenCommand): Promise<void>;
    advance(ms: number): Promise<void>;
    now(): number;
  },
): Promise<void> {
  await world.give(id, { type: 'join', actor: RECIPIENT, device: null });
  await world.advance(20_000);
  const consent = { consented: true, textVersion: '1', language: 'en', named: 'Anna Ng' };
  await world.give(id, {
    type: 'allow-access',
    actor: RECIPIENT,
    ...consent,
    address: ADDRESS,
    device: null,
    wishes: ['view'],
  });
  const session = { source: 'remote-tool', externalId: null, agent: null, address: ADDRESS } as const;
  await world.give(id, { type: 'start-session', actor: ANYDESK, ...session, startedAt: world.now() });
  await world.advance(60_000);
  const end = { source: 'remote-tool', endedAt: world.now(), endedBy: 'technical' } as const;
  await world.give(id, { type: 'end-session', actor: ANYDESK, ...end });
  await world.give(id, { type: 'close-request', actor: BY_ANNA, outcome: 'solved', note: '' });
}
