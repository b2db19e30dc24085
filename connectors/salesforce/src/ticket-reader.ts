import type { Answer } from '../../../core/ports/answer.ts';
import type { TicketReader } from '../../../core/ports/help-desk.ts';
import type { Ticket } from '../../../core/ports/ticket.ts';
import type { AgentRef } from '../../../core/session-request/values.ts';
import { findScope } from './agent-scope.ts';
import { findCaseAsset } from './case-asset.ts';
import { done, invalid, notDone } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import { readUser } from './people.ts';
import { readEmail } from '../../shared/plain-text.ts';
import { query, queryOne } from './query.ts';
import { isIdOf, notARecordId } from './record-id.ts';
import { soql } from './soql.ts';
import { readTicket } from './ticket.ts';
import type { WireUser } from './wire.ts';
import { caseRow, userRow } from './wire.ts';

/** `assetField`: the field of assets that holds an address at the remote tool; null for none. */
export function createTicketReader(send: Send, assetField: string | null): TicketReader {
  return {
    tellsReplyTo: false,
    findTicket: async (ticketId) => (isIdOf('case', ticketId) ? findTicket(send, ticketId) : notARecordId('case')),
    findAssets: (ticketId) => findCaseAsset(send, ticketId, assetField),
    findAgent: async (agentId) => {
      if (!isIdOf('user', agentId)) return notARecordId('user');
      const answer = await findUser(send, agentId);
      return answer.kind === 'done' ? done(answer.value === null ? null : readUser(answer.value)) : answer;
    },
    findAgentByEmail: (email) => findAgentByEmail(send, email),
    findAgentScope: async (agentId) => {
      if (!isIdOf('user', agentId)) return notARecordId('user');
      const user = await findUser(send, agentId);
      if (user.kind !== 'done' || user.value === null) return user.kind === 'done' ? done(null) : user;
      return findScope(send, agentId);
    },
  };
}

async function findTicket(send: Send, id: string): Promise<Answer<Ticket>> {
  const text = soql`
    SELECT Id, CaseNumber, Subject, Status, IsClosed, IsDeleted, MasterRecordId, SuppliedName, SuppliedEmail, SuppliedPhone,
      OwnerId, Owner.Name, Owner.Email, Owner.IsActive, SystemModstamp,
      Contact.Name, Contact.Email, Contact.Phone, Contact.MobilePhone
    FROM Case WHERE Id = ${id}`;
  const answer = await queryOne(send, text, caseRow, { withDeleted: true });
  if (answer.kind !== 'done') return answer;
  if (answer.value !== null) return done(readTicket(answer.value));
  return notDone('never', 'not-found', 'Salesforce has no such case, or does not show it to the integration user.');
}

async function findUser(send: Send, id: string): Promise<Answer<WireUser | null>> {
  const text = soql`SELECT Id, Name, Email, IsActive FROM User WHERE Id = ${id} AND IsActive = true`;
  const answer = await queryOne(send, text, userRow);
  return answer.kind === 'done' && answer.value?.IsActive !== true ? done(null) : answer;
}

async function findAgentByEmail(send: Send, typed: string): Promise<Answer<AgentRef | null>> {
  const email = readEmail(typed);
  if (email === null) return invalid('This is not a mail address.');
  const text = soql`
    SELECT Id, Name, Email, IsActive FROM User WHERE Email = ${email} AND IsActive = true AND UserType = 'Standard' LIMIT 3`;
  const answer = await query(send, text, userRow);
  if (answer.kind !== 'done') return answer;
  const isHis = (user: WireUser): boolean =>
    user.IsActive && readEmail(user.Email)?.toLowerCase() === email.toLowerCase();
  const [user, ...more] = answer.value.rows.filter(isHis);
  // Several users may share an address. Which of them it is cannot be told, and to guess would hand over somebody else's cases.
  return done(user === undefined || more.length > 0 ? null : readUser(user));
}
