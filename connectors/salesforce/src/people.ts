import type { TicketContact } from '../../../core/ports/ticket.ts';
import type { AgentRef } from '../../../core/session-request/values.ts';
import { readEmail, readLine } from '../../shared/plain-text.ts';
import { longId } from './record-id.ts';
import type { WireCase, WireUser } from './wire.ts';

const LONGEST_NAME_CHARS = 200;
const LONGEST_PHONE_CHARS = 40;

/**
 * Whom the case is about: its contact; what a web form or a mail said of him fills the gaps, and stands in for a contact that is not
 * there. Null when the case names nobody.
 */
export function readRequester(wire: WireCase): TicketContact | null {
  const { Contact: contact } = wire;
  const email = readEmail(contact?.Email ?? null) ?? readEmail(wire.SuppliedEmail);
  const phone = firstOf([contact?.MobilePhone, contact?.Phone, wire.SuppliedPhone], LONGEST_PHONE_CHARS);
  const name = firstOf([contact?.Name, wire.SuppliedName], LONGEST_NAME_CHARS) ?? email ?? phone;
  // Salesforce keeps no language of a contact that every org has.
  return name === null ? null : { role: 'requester', name, email, phone, language: null };
}

export function readUser(user: WireUser): AgentRef {
  const email = readEmail(user.Email);
  return { id: longId(user.Id), name: readLine(user.Name, LONGEST_NAME_CHARS) || email || 'Agent', email };
}

function firstOf(texts: readonly (string | null | undefined)[], maxChars: number): string | null {
  return texts.map((text) => readLine(text ?? null, maxChars)).find((text) => text !== '') ?? null;
}
