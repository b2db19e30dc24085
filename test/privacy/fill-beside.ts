import type { SessionRequest } from '../../core/session-request/states.ts';
import { aTicketSeen } from '../builders/a-ticket-seen.ts';
import { TICKET } from '../builders/people.ts';
import { MARK, MAY, type PrivacyWorld } from './privacy-world.ts';

/** Something of May in each table that keeps things beside a request. */
export async function fillBeside(world: PrivacyWorld, { id }: SessionRequest): Promise<void> {
  const { store, now } = world;
  await store.presence.markSeen(id, now);
  await store.presence.recordLinkFetch({ requestId: id, at: now, addressHash: 'x', userAgent: `Browser of ${MARK}` });
  const contact = {
    role: 'requester' as const,
    name: MAY.name,
    email: MAY.email.toUpperCase(),
    phone: null,
    language: null,
  };
  const seen = aTicketSeen({ contacts: [contact], subject: MARK });
  await store.unitOfWork.run((stores) => stores.tickets.remember('acme', TICKET.id, seen));
  await mail(world, id, 'done', -1);
  await store.database.write(async (db) => {
    await db
      .insertInto('join_code')
      .values({ code_hash: id, request_id: id, link_generation: 1, expires_at: now })
      .execute();
    const sms = {
      attempt_id: id,
      delivery_id: id,
      request_id: id,
      number_hash: 'h',
      at: now,
      state: 'lost' as const,
    };
    await db
      .insertInto('sms_message')
      .values({ ...sms, because: `no such number ${MARK}` })
      .execute();
    const watch = { request_id: id, installation_id: 'acme', agent: '{}', address: MARK, launched_at: now };
    await db.insertInto('session_watch').values(watch).execute();
    await db
      .insertInto('remote_session')
      .values({
        account_id: 'a',
        session_id: id,
        from_addresses: '[]',
        to_addresses: JSON.stringify([MARK]),
        started_at: now,
        is_over: 1,
        comment: MARK,
        standing: 'linked',
        request_id: id,
        suggested: '[]',
        is_told: 1,
        first_seen_at: now,
      })
      .execute();
    const entry = delivery(id, 'timeline-entry', JSON.stringify({ recipient: MAY.name }), world.now);
    await db
      .insertInto('delivery')
      .values({ ...entry, state: 'done', turn: -1, remote_id: '77' })
      .execute();
  });
}

export async function mail(
  { store, now }: PrivacyWorld,
  id: string,
  state: 'done' | 'pending',
  turn: number | null,
): Promise<void> {
  const row = delivery(id, 'email', JSON.stringify({ to: { name: MAY.name, address: MAY.email } }), now);
  const reason = state === 'done' ? null : `451 ${MARK} is greylisted`;
  await store.database.write((db) =>
    db
      .insertInto('delivery')
      .values({ ...row, state, turn, reason })
      .execute(),
  );
}

function delivery(requestId: string, kind: string, payload: string, now: number) {
  return {
    id: `${kind}-${requestId}`,
    kind,
    installation_id: 'acme',
    request_id: requestId,
    channel: 'mail',
    lane: `mail:${requestId}`,
    attempts: 1,
    not_before: now,
    payload,
    created_at: now,
    updated_at: now,
  };
}
