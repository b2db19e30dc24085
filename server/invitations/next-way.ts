import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { Channel } from '../../core/session-request/values.ts';

/** Ways to try, the best first. A link that an agent copies is nothing that we can send. */
const WAYS = ['email', 'sms', 'ticket'] as const satisfies readonly Channel[];
/** From here on the invitation is a new one. */
const BEGINS: ReadonlySet<string> = new Set(['request-created', 'request-reopened', 'recipient-corrected']);

/** The way to try when an invitation did not arrive: one that this invitation has not gone yet; null when none is left. */
export function nextWay(
  request: SessionRequest,
  events: readonly SessionRequestEvent[],
  failed: Channel,
  offered: readonly Channel[],
): Channel | null {
  const begin = events.findLastIndex(({ type }) => BEGINS.has(type));
  const asked = events.slice(begin + 1).flatMap((event) => askedWay(event));
  const gone = new Set<Channel>([...request.channels, ...asked, failed]);
  const { recipient, ticket } = request;
  const isPossible: Readonly<Record<(typeof WAYS)[number], boolean>> = {
    email: recipient.email !== null,
    sms: recipient.phone !== null,
    // A reply of the ticket is a mail to the same mailbox.
    ticket: ticket !== null && failed !== 'email' && !gone.has('email'),
  };
  return WAYS.find((way) => offered.includes(way) && isPossible[way] && !gone.has(way)) ?? null;
}

function askedWay(event: SessionRequestEvent): readonly Channel[] {
  return event.type === 'invitation-resend-asked' ? [event.channel] : [];
}
