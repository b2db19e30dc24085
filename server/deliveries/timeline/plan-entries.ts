import type { RequestChange } from '../../../core/ports/delivery-planner.ts';
import { type InstallationSettings, PANELS_STAY_INSIDE } from '../../../core/ports/installation.ts';
import type { NewDelivery } from '../../../core/ports/stores.ts';
import type { SessionEnded, SessionRequestEvent, TicketMerged } from '../../../core/session-request/events.ts';
import type { SessionRequest } from '../../../core/session-request/states.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { helpDeskChannel, ticketLane } from '../delivery-channel.ts';
import type { PlanContext } from '../delivery-kind.ts';
import { markerOf } from '../marker.ts';
import { isPatient, PATIENT_MS } from '../record/record-delivery.ts';
import type { EntryPayload } from './entry-payload.ts';
import { isNotified, toNotify } from './agent-notice.ts';
import { isTold } from './timeline-table.ts';

/** An Allow within this becomes one entry with the joining. */
const JOINED_WAITS_MS = 60_000;

/** The entries that a change writes to its ticket: at most one, or one on each side of a merge. */
export function planEntries(kind: string, change: RequestChange, context: PlanContext): readonly NewDelivery[] {
  const { after, events, installation } = change;
  if (after.ticket === null) return [];
  const { timeline: style } = installation.settings;
  const merged = events.find((event) => event.type === 'ticket-merged');
  if (merged !== undefined) return planMerge(kind, change, merged, context);
  if (events.some((event) => event.type === 'ticket-attached')) {
    // The living entry of a request shows its whole history anyway.
    if (style === 'living-entry') return [];
    return [entry(kind, change, context, { events: [], historyUpTo: after.version })];
  }
  const told = events.filter((event) => isTold(event, style) || isToldToNotify(event, installation.settings));
  const last = told.at(-1);
  if (last === undefined) return [];
  const seq = after.version - events.length + 1 + events.lastIndexOf(last);
  return [
    style === 'milestones'
      ? planMilestone(kind, change, context, told, seq)
      : entry(kind, change, context, { events: told, seq }),
  ];
}

/** A notice goes with an entry. Beside a living entry there is only the closing one: who wants that wants few. */
function isToldToNotify(event: SessionRequestEvent, settings: InstallationSettings): boolean {
  return settings.timeline !== 'living-entry' && isNotified(event, settings);
}

/** The joining waits a little, so that what follows it soon becomes one entry with it. */
function planMilestone(
  kind: string,
  change: RequestChange,
  context: PlanContext,
  told: readonly SessionRequestEvent[],
  seq: number,
): NewDelivery {
  const [only] = told;
  if (only?.type === 'recipient-joined' && told.length === 1) {
    const notBefore = change.now + JOINED_WAITS_MS;
    return {
      ...entry(kind, change, context, { events: told, seq }),
      notBefore,
      mergeKey: joinedKey(change.after, only.at),
    };
  }
  const { before, after } = change;
  const end = patientEnd(change, told);
  if (end !== null) {
    const waiting = entry(kind, change, context, { events: told, seq });
    return { ...waiting, notBefore: change.now + PATIENT_MS, mergeKey: endedKey(after, end.endedAt) };
  }
  if (before?.status === 'Ready' && before.lastSessionEndedAt !== null && hasFewCalls(change)) {
    const { lastSessionEndedAt: endedAt } = before;
    return { ...entry(kind, change, context, { events: told, seq, endedAt }), mergeKey: endedKey(after, endedAt) };
  }
  if (before?.status !== 'Waiting' || before.because !== 'joined') {
    return entry(kind, change, context, { events: told, seq });
  }
  const joined = { type: 'recipient-joined', at: before.joinedAt, actor: { kind: 'recipient' } } as const;
  const both = { events: [joined, ...told], alreadyPlanned: 1, seq };
  return { ...entry(kind, change, context, both), mergeKey: joinedKey(change.after, before.joinedAt) };
}

/** Where each entry costs one of few calls, the end of a session waits for the closing that usually follows: one entry tells both. */
function patientEnd(change: RequestChange, told: readonly SessionRequestEvent[]): SessionEnded | null {
  const [only] = told;
  if (only?.type !== 'session-ended' || told.length > 1) return null;
  return isPatient(only) && change.after.status === 'Ready' && hasFewCalls(change) ? only : null;
}

function hasFewCalls({ installation }: RequestChange): boolean {
  return PANELS_STAY_INSIDE[installation.helpDesk];
}

function endedKey({ id, ticket }: SessionRequest, endedAt: EpochMs): string {
  return `ended:${id}:${ticket?.id ?? ''}:${endedAt}`;
}

function joinedKey({ id, ticket }: SessionRequest, joinedAt: number): string {
  return `joined:${id}:${ticket?.id ?? ''}:${joinedAt}`;
}

/** Noted on both tickets, whatever the style: who looks at the one finds the other. */
function planMerge(
  kind: string,
  change: RequestChange,
  merged: TicketMerged,
  context: PlanContext,
): readonly NewDelivery[] {
  const { installation, events } = change;
  const others = events.filter((event) => event !== merged && isTold(event, installation.settings.timeline));
  const away = { ticketId: merged.from.id, events: [merged], mergedSide: 'away' } as const;
  const here = { ticketId: merged.into.id, events: [...others, merged], mergedSide: 'here' } as const;
  return [entry(kind, change, context, away), entry(kind, change, context, here)];
}

type About = Pick<EntryPayload, 'events'> &
  Partial<Pick<EntryPayload, 'historyUpTo' | 'mergedSide' | 'alreadyPlanned' | 'ticketId' | 'endedAt'>> & {
    readonly seq?: number;
  };

function entry(kind: string, change: RequestChange, context: PlanContext, about: About): NewDelivery {
  const { after, now } = change;
  const id = context.newId();
  const ticketId = about.ticketId ?? after.ticket?.id ?? '';
  const payload: EntryPayload = {
    ticketId,
    marker: markerOf(after.number, about.seq ?? after.version, context.newMark()),
    plannedAs: id,
    alreadyPlanned: about.alreadyPlanned ?? 0,
    number: after.number,
    recipient: after.recipient.name,
    status: after.status,
    sessions: after.sessions,
    events: about.events,
    historyUpTo: about.historyUpTo ?? null,
    endedAt: about.endedAt ?? null,
    mergedSide: about.mergedSide ?? null,
    notify: toNotify(change, about.events),
  };
  return {
    id,
    kind,
    installationId: after.installationId,
    requestId: after.id,
    channel: helpDeskChannel(after.installationId),
    lane: ticketLane(after.installationId, ticketId),
    notBefore: now,
    payload: JSON.stringify(payload),
    mergeKey: null,
  };
}
