import type { TimelineEntry } from '../../../core/ports/help-desk.ts';
import type { Installation } from '../../../core/ports/installation.ts';
import type { EventType, SessionRequestEvent } from '../../../core/session-request/events.ts';
import type { SessionTotals, Status } from '../../../core/session-request/states.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import { describeEvent } from './describe-event.ts';
import { createTeller, type Teller } from './teller.ts';

export type EntryFacts = {
  readonly ticketId: string;
  readonly marker: string;
  readonly requestId: string;
  readonly number: string;
  readonly status: Status;
  readonly recipient: string;
  readonly sessions: SessionTotals;
  readonly notify: readonly string[];
};

const MOST_LINES = 60;
/** After these an agent has something to do. */
const WITH_LINK: ReadonlySet<EventType> = new Set([
  'request-created',
  'recipient-joined',
  'access-granted',
  'request-reported',
  'new-link-asked',
  'call-back-asked',
]);

/** A private entry in the installation's language: what it is about, then `lines` of the teller's. */
export function composeEntry(
  facts: EntryFacts,
  installation: Installation,
  services: DeliveryServices,
  tell: (teller: Teller) => { readonly lines: readonly string[]; readonly withLink: boolean },
): TimelineEntry {
  const texts = services.texts(installation.settings.language);
  const teller = createTeller(texts, installation, facts);
  const status = texts.lookUp(`status.${facts.status.toLowerCase()}`);
  const { lines, withLink } = tell(teller);
  const link = { label: teller.say('openRequest'), url: services.links.connectUrl(facts.requestId) };
  return {
    ticketId: facts.ticketId,
    marker: facts.marker,
    paragraphs: [teller.say('title', { number: facts.number, status }), ...lines.slice(-MOST_LINES)],
    links: withLink ? [link] : [],
    visibility: 'private',
    notify: facts.notify,
  };
}

/** One line an event: when and what. */
export function linesOf(events: readonly SessionRequestEvent[], teller: Teller): readonly string[] {
  return events.map((event) =>
    teller.say('line', { ...teller.moment(happenedAt(event)), what: describeEvent(event, teller).join(' ') }),
  );
}

export function asksForLook(events: readonly SessionRequestEvent[]): boolean {
  return events.some(({ type }) => WITH_LINK.has(type));
}

/** The moment itself, where the news of it came later. */
function happenedAt(event: SessionRequestEvent): number {
  if (event.type === 'session-started') return event.startedAt;
  return event.type === 'session-ended' ? event.endedAt : event.at;
}
