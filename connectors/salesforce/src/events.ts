import type { EpochMs } from '../../../core/session-request/values.ts';
import type { CheckedEntry } from './entry-text.ts';
import { entryText, TEXT_LIMIT } from './entry-text.ts';
import type { Fields } from './composite.ts';
import { longId } from './record-id.ts';

export const EVENT_OBJECT = 'Session_Request_Event__c';

/** Our own record of an entry. Its unique key is what keeps an entry from being written twice, whatever becomes of an answer. */
export function eventFields(entry: CheckedEntry, at: EpochMs): Fields {
  return {
    Case__c: longId(entry.ticketId),
    Key__c: entry.marker,
    Request_Number__c: /^[A-Z]+-\d+/.exec(entry.marker)?.[0] ?? entry.marker.slice(0, 20),
    At__c: new Date(at).toISOString(),
    Text__c: entryText(entry, TEXT_LIMIT),
  };
}
