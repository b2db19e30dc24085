import type { TimelineItem } from '../../fakes/freshservice/control-client.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { isTold } from '../../../server/deliveries/timeline/timeline-table.ts';
import type { Findings } from '../shared/proof.ts';

/** A request with its whole log. */
export type Story = { readonly request: SessionRequest; readonly events: readonly SessionRequestEvent[] };

type Entry = { readonly ticketId: string; readonly number: string; readonly seq: number; readonly lines: number };

const MARKER = /^Ref (RS-\d{6,})-(\d{2,})-[0-9A-Z]{4}(?![0-9A-Z-])/;

/**
 * What the ticket's timeline says against what the log says, with the setting "every change": one entry a change, named by the last of
 * its events, with one line for each event that is told. Returns the number of entries.
 */
export function checkTimeline(
  stories: readonly Story[],
  timelines: ReadonlyMap<string, readonly TimelineItem[]>,
  findings: Findings,
): number {
  const byNumber = new Map(stories.map((story) => [story.request.number, story]));
  const entries = new Map<string, Entry[]>();
  let count = 0;
  for (const [ticketId, items] of timelines) {
    for (const item of items) {
      const entry = readEntry(ticketId, item);
      findings.check(entry === null ? `ticket ${ticketId} has an entry without a marker: ${item.bodyText}` : null);
      if (entry === null) continue;
      count += 1;
      findings.check(
        byNumber.has(entry.number) ? null : `ticket ${ticketId} tells of ${entry.number}, which is not stored`,
      );
      entries.set(entry.number, [...(entries.get(entry.number) ?? []), entry]);
    }
  }
  for (const story of stories) checkStory(story, entries.get(story.request.number) ?? [], findings);
  return count;
}

function checkStory({ request, events }: Story, entries: readonly Entry[], findings: Findings): void {
  const { number, ticket } = request;
  const told = events.flatMap((event, index) => (isTold(event, 'every-change') ? [index + 1] : []));
  const sorted = entries.toSorted((a, b) => a.seq - b.seq);
  let before = 0;
  for (const { ticketId, seq, lines } of sorted) {
    const name = `${number} event ${seq}`;
    const tells = told.filter((one) => one > before && one <= seq).length;
    findings.check(seq === before ? `${name} has two entries` : null);
    findings.check(told.includes(seq) ? null : `${name} has an entry, and is nothing to tell`);
    findings.check(ticketId === ticket?.id ? null : `${name} is told on ticket ${ticketId}`);
    findings.check(seq === before || lines === tells ? null : `${name}: its entry tells ${lines} of ${tells} events`);
    before = seq;
  }
  const untold = told.filter((seq) => seq > before);
  findings.check(untold.length === 0 ? null : `${number}: events ${untold.join(', ')} have no entry`);
}

/** Null when it is not an entry of ours. The first paragraph is marker and title, the last may be a link, the rest are lines. */
function readEntry(ticketId: string, { bodyText, body }: TimelineItem): Entry | null {
  const [, number, seq] = MARKER.exec(bodyText) ?? [];
  if (number === undefined || seq === undefined) return null;
  const paragraphs = body.split('<p>').length - 1;
  const lines = paragraphs - 1 - (body.includes('<a ') ? 1 : 0);
  return { ticketId, number, seq: Number(seq), lines };
}
