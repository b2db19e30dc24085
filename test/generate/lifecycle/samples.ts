import type { CommandType, SessionRequestCommand } from '../../../core/session-request/commands.ts';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { command } from '../../builders/commands.ts';
import { event } from '../../builders/events.ts';
import { CLOSED, CONNECTED, EXPIRED, OPEN, READY, READY_AGAIN, WAITING } from '../../builders/histories.ts';
import {
  ANNA,
  BEN,
  BY_ANNA_ASSERTED,
  BY_HELP_DESK,
  BY_RECIPIENT,
  BY_REMOTE_TOOL,
  BY_SYSTEM,
  MAY,
  MAYS_ADDRESS,
  OTHER_ADDRESS,
  UNASSIGNED,
  assignedTo,
} from '../../builders/people.ts';
import { DAY, MINUTE, at } from '../../builders/times.ts';

type History = readonly SessionRequestEvent[];

const LATER = { schedule: { startAt: at('10:30'), timeZone: 'UTC' }, expiresAt: at('12:00', 2) };

/** How requests come to each status, in every way that makes a difference there. */
const WAYS: readonly History[] = [
  OPEN,
  [...OPEN, event('rescheduled', at('09:02'), { schedule: command('reschedule').schedule })],
  [
    ...CONNECTED,
    event('request-closed', at('09:30'), { sessionMs: 15 * MINUTE }),
    event('request-reopened', at('09:40')),
  ],
  WAITING,
  [...WAITING, event('address-entered', at('09:06'))],
  [...OPEN, event('addresses-proposed', at('09:01'))],
  [...WAITING, event('addresses-proposed', at('09:06'))],
  [...WAITING, event('download-noted', at('09:06'))],
  [...WAITING, event('access-asked', at('09:06'))],
  [...WAITING, event('access-denied', at('09:06'))],
  [...READY_AGAIN, event('consent-withdrawn', at('09:46'))],
  READY,
  [...WAITING, event('access-denied', at('09:06')), event('access-granted', at('09:10'))],
  READY_AGAIN,
  [...OPEN, event('call-back-asked', at('09:01'))],
  [...WAITING, event('call-back-asked', at('09:06'))],
  [...READY, event('call-back-asked', at('09:11'))],
  [...CONNECTED, event('call-back-asked', at('09:20'))],
  [...CLOSED, event('call-back-asked', at('10:01'))],
  [...EXPIRED, event('call-back-asked', at('10:01', 3))],
  [...READY, event('connect-launched', at('09:11'))],
  CONNECTED,
  [...READY, event('session-started', at('09:15'), { actor: BY_REMOTE_TOOL, source: 'remote-tool' })],
  CLOSED,
  [...CLOSED, event('new-link-asked', at('10:01'))],
  [...CONNECTED, event('request-closed', at('10:00'), { sessionMs: 45 * MINUTE })],
  [...CONNECTED, event('request-closed', at('10:00'), { sessionMs: 45 * MINUTE }), event('commented', at('10:00', 9))],
  [...OPEN, event('recipient-joined', at('09:05'), { device: 'device-1' })],
  [...OPEN, event('recipient-joined', at('09:05'), { device: 'device-1' }), event('access-granted', at('09:10'))],
  [event('request-created', at('09:00'), LATER)],
  [event('request-created', at('09:00'), { ...LATER, moveLimits: { earliestAt: at('11:00'), latestAt: at('13:00') } })],
  [...WAITING, event('request-reported', at('10:00'))],
  [...WAITING, event('request-closed', at('10:00'), { actor: BY_HELP_DESK, reason: 'ticket-deleted' })],
  EXPIRED,
  [...CLOSED, event('recipient-erased', at('10:01'))],
  [...EXPIRED, event('recipient-erased', at('10:01', 3))],
];

/** What may have happened to a request on its way. */
const TWISTS: readonly History[] = [
  [],
  [event('assigned', at('09:01'))],
  [event('assigned', at('09:01'), { assignee: assignedTo(BEN) })],
  [event('ticket-closed', at('09:01'))],
];

/** No request, and sample requests in every status. */
export const HISTORIES: readonly History[] = [
  [],
  ...WAYS.flatMap((way) => TWISTS.map((twist) => [...way.slice(0, 1), ...twist, ...way.slice(1)])),
  ...WAYS.map((way) => [event('request-created', at('09:00'), { ticket: null }), ...way.slice(1)]),
];

const record = { actor: BY_REMOTE_TOOL, source: 'remote-tool' } as const;
const SOON = at('09:30');

/** What else can be in a command, where that makes a difference. */
const VARIANTS: readonly SessionRequestCommand[] = [
  command('create-request', { channels: [] }),
  command('create-request', { channels: ['sms'], recipient: { ...MAY, phone: null } }),
  command('create-request', { schedule: { startAt: at('08:00'), timeZone: 'UTC' } }),
  command('create-request', { schedule: { startAt: at('12:00'), timeZone: 'UTC' }, expiresAt: at('11:00') }),
  command('create-request', { expiresAt: at('08:00') }),
  command('create-request', { expiresAt: at('08:00', 60) }),
  command('create-request', { moveLimits: { earliestAt: at('12:00'), latestAt: at('11:00') } }),
  command('allow-access', { consented: false }),
  command('allow-access', { device: 'device-1' }),
  command('enter-address', { device: 'device-1' }),
  command('move-here', { device: 'device-1' }),
  command('set-session-link', { url: null }),
  command('allow-access', { address: null }),
  command('launch-connect', { takeOver: true }),
  command('launch-connect', { actor: BY_ANNA_ASSERTED }),
  command('start-session', { ...record, startedAt: SOON, address: MAYS_ADDRESS }),
  command('start-session', { ...record, startedAt: SOON, address: OTHER_ADDRESS }),
  command('start-session', { ...record, startedAt: SOON }),
  command('end-session', { ...record, endedBy: 'recipient' }),
  command('end-session', { endedBy: 'agent' }),
  command('close-request', { actor: BY_RECIPIENT }),
  command('close-request', { actor: BY_SYSTEM }),
  command('reopen-request', { expiresAt: at('08:00') }),
  command('reopen-request', { expiresAt: at('08:00', 60) }),
  command('reschedule', { schedule: { startAt: at('08:00'), timeZone: 'UTC' } }),
  command('reschedule', { schedule: { startAt: at('12:00'), timeZone: 'UTC' }, expiresAt: at('11:00') }),
  command('reschedule', { moveLimits: { earliestAt: at('12:00'), latestAt: at('11:00') } }),
  command('reschedule', { moveLimits: 'none' }),
  command('reschedule', { expiresAt: at('08:00') }),
  command('reschedule', { expiresAt: at('08:00', 60) }),
  command('reschedule', { actor: BY_RECIPIENT, schedule: { startAt: at('08:00', 60), timeZone: 'UTC' } }),
  command('correct-recipient', { recipient: MAY }),
  command('correct-recipient', { recipient: { ...MAY, email: null } }),
  command('correct-recipient', { recipient: { ...MAY, email: null, phone: null } }),
  command('assign', { assignee: UNASSIGNED }),
  command('extend', { expiresAt: at('08:00') }),
  command('extend', { expiresAt: at('12:00') }),
  command('extend', { expiresAt: at('08:00', 60) }),
  command('extend', { expiresAt: at('09:00') + DAY }),
  command('resend-invitation', { channel: 'link' }),
  command('record-invitation', { result: 'failed' }),
  command('record-invitation', { result: 'delivered' }),
  command('record-invitation', { result: 'bounced' }),
  command('record-invitation', { result: 'bounced', thenBy: 'sms' }),
  command('follow-ticket-reassigned', { from: ANNA, to: BEN }),
  command('keep-open', { actor: BY_HELP_DESK }),
];

/** The usual command of a type, and its variants. */
export function samplesOf(type: CommandType): readonly SessionRequestCommand[] {
  return [command(type), ...VARIANTS.filter((variant) => variant.type === type)];
}
