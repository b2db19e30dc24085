import type { EventType } from '../../../core/session-request/events.ts';
import type { Status } from '../../../core/session-request/states.ts';

type From = Status | 'none';

const ACTIVE: readonly Status[] = ['Open', 'Waiting', 'Ready', 'Connected'];
const BEFORE_CONNECTED: readonly Status[] = ['Open', 'Waiting', 'Ready'];
const ENDED: readonly Status[] = ['Closed', 'Expired'];
const ANY = [...ACTIVE, ...ENDED];

const to = (status: Status, from: readonly From[]) => from.map((each) => `${each} > ${status}`);
const stays = (from: readonly Status[]) => from.map((each) => `${each} > ${each}`);

/** Columns "From" and "To" of the lifecycle's design, event by event: `Open > Waiting`. Written by hand; the code is held against it. */
export const ALLOWED_STEPS: Readonly<Record<EventType, readonly string[]>> = {
  'request-created': to('Open', ['none']),
  'recipient-joined': to('Waiting', ['Open']),
  'device-changed': to('Waiting', ['Waiting', 'Ready']),
  'readiness-noted': stays(['Open', 'Waiting']),
  'nobody-came': stays(['Ready']),
  'reminder-due': stays(['Open']),
  'session-link-set': stays(BEFORE_CONNECTED),
  'session-rated': stays(['Closed']),
  'address-entered': stays(['Waiting']),
  'addresses-proposed': stays(['Open', 'Waiting']),
  'download-noted': stays(['Waiting']),
  'access-asked': stays(['Waiting']),
  'access-granted': to('Ready', ['Waiting']),
  'access-denied': to('Waiting', ['Waiting', 'Ready']),
  'consent-withdrawn': to('Waiting', ['Ready', 'Connected']),
  'access-lapsed': to('Waiting', ['Ready']),
  'request-reported': to('Closed', ACTIVE),
  'connect-launched': stays(['Ready']),
  'connect-unanswered': stays(['Ready']),
  'session-started': to('Connected', BEFORE_CONNECTED),
  'session-ended': [...to('Ready', ['Connected']), ...to('Waiting', ['Connected'])],
  'session-end-asked': stays(['Connected']),
  'request-closed': to('Closed', ACTIVE),
  'request-reopened': to('Open', ENDED),
  'request-expired': to('Expired', BEFORE_CONNECTED),
  rescheduled: to('Open', BEFORE_CONNECTED),
  'recipient-corrected': to('Open', BEFORE_CONNECTED),
  'new-link-asked': stays(ENDED),
  'call-back-asked': stays(ACTIVE),
  'call-back-dropped': stays(ACTIVE),
  'called-back': stays(ANY),
  assigned: stays(ACTIVE),
  claimed: stays(ACTIVE),
  extended: stays(BEFORE_CONNECTED),
  commented: stays(ANY),
  'invitation-resend-asked': stays(BEFORE_CONNECTED),
  'invitation-sent': stays(ANY),
  'invitation-delivered': stays(ANY),
  'invitation-failed': stays(ANY),
  'invitation-bounced': stays(ANY),
  'ticket-attached': stays(ANY),
  'ticket-merged': stays(ANY),
  'ticket-closed': stays(BEFORE_CONNECTED),
  'kept-open': stays(ACTIVE),
  'recipient-erased': stays(ENDED),
};
