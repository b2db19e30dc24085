import type { TicketContact } from '../../../core/ports/ticket.ts';
import type { AgentRef } from '../../../core/session-request/values.ts';
import { readEmail, readLanguage, readLine } from '../../shared/plain-text.ts';
import type { WireAgent, WirePerson } from './wire.ts';

const LONGEST_NAME_CHARS = 200;
const LONGEST_PHONE_CHARS = 40;

/** The person as somebody a request could go to; null when the record names nobody. */
export function readContact(role: TicketContact['role'], person: WirePerson): TicketContact | null {
  const email = readEmail(person.primary_email) ?? readEmail(person.email);
  const phone = readPhone(person);
  const name = readName(person) || email || phone || '';
  return name === '' ? null : { role, name, email, phone, language: readLanguage(person.language) };
}

export function readAgent(agent: WireAgent): AgentRef {
  const email = readEmail(agent.email);
  return { id: agent.id, name: readName(agent) || email || `Agent ${agent.id}`, email };
}

function readName(person: WirePerson): string {
  const parts = [person.first_name, person.last_name].map((part) => readLine(part, LONGEST_NAME_CHARS));
  return readLine(person.name, LONGEST_NAME_CHARS) || parts.filter((part) => part !== '').join(' ');
}

/** A mobile number can take an SMS. */
function readPhone(person: WirePerson): string | null {
  const numbers = [person.mobile_phone_number, person.mobile, person.work_phone_number, person.phone];
  return numbers.map((number) => readLine(number, LONGEST_PHONE_CHARS)).find((number) => number !== '') ?? null;
}
