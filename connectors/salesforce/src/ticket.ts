import type { Ticket } from '../../../core/ports/ticket.ts';
import { readRequester, readUser } from './people.ts';
import { readLine } from '../../shared/plain-text.ts';
import { isIdOf, longId } from './record-id.ts';
import type { WireCase } from './wire.ts';

const LONGEST_SUBJECT_CHARS = 500;
const LONGEST_STATUS_CHARS = 255;

/** The vendor's case in the core's words. */
export function readTicket(wire: WireCase): Ticket {
  const requester = readRequester(wire);
  return {
    id: longId(wire.Id),
    number: readLine(wire.CaseNumber, 40),
    subject: readLine(wire.Subject, LONGEST_SUBJECT_CHARS),
    state: readState(wire),
    statusValue: readLine(wire.Status, LONGEST_STATUS_CHARS) || null,
    contacts: requester === null ? [] : [requester],
    agent: readAgent(wire),
    groupId: isIdOf('queue', wire.OwnerId) ? longId(wire.OwnerId) : null,
    mergedInto: wire.MasterRecordId === null ? null : longId(wire.MasterRecordId),
    // Which of the org's addresses a case is answered from, Salesforce does not tell.
    replyTo: null,
    updatedAt: wire.SystemModstamp,
  };
}

/** A case that was merged away is closed where the org keeps such cases, and deleted where it does not. */
function readState(wire: WireCase): Ticket['state'] {
  if (wire.IsDeleted) return 'deleted';
  return wire.IsClosed || wire.MasterRecordId !== null ? 'closed' : 'open';
}

/** The owner, where it is a person who can still sign in. */
function readAgent({ OwnerId: id, Owner: owner }: WireCase): Ticket['agent'] {
  if (!isIdOf('user', id) || owner === null || owner.IsActive === false) return null;
  return readUser({ Id: id, Name: owner.Name, Email: owner.Email, IsActive: true });
}
