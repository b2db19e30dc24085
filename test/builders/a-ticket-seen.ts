import type { TicketSeen } from '../../core/ports/stores.ts';
import { at } from './times.ts';

/** An open ticket that belongs to nobody, as it was seen at nine. */
export function aTicketSeen(over: Partial<TicketSeen> = {}): TicketSeen {
  return {
    number: 'INC-42',
    subject: 'No sound in meetings',
    state: 'open',
    contacts: [],
    agent: null,
    groupId: null,
    seenAt: at('09:00'),
    ...over,
  };
}
