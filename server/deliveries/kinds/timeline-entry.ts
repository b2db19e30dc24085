import type { Answer } from '../../../core/ports/answer.ts';
import type { HelpDesk, TimelineEntry } from '../../../core/ports/help-desk.ts';
import type { Installation } from '../../../core/ports/installation.ts';
import type { SessionRequestEvent } from '../../../core/session-request/events.ts';
import { notConnected, refused, sent } from '../answers.ts';
import { HELP_DESK_CHANNELS } from '../delivery-channel.ts';
import { deliveryKind } from '../delivery-kind.ts';
import type { DeliveryServices } from '../delivery-services.ts';
import type { ClaimedDelivery } from '../delivery-store.ts';
import { isNotified, momentOf } from '../timeline/agent-notice.ts';
import { asksForLook, composeEntry, linesOf } from '../timeline/compose-entry.ts';
import { type EntryPayload, entryPayload } from '../timeline/entry-payload.ts';
import { copiesOf, findCopy, removeCopy } from '../timeline/find-entry.ts';
import { planEntries } from '../timeline/plan-entries.ts';
import { isTold } from '../timeline/timeline-table.ts';

const NAME = 'timeline-entry';

type Sending = {
  readonly delivery: ClaimedDelivery;
  readonly installation: Installation;
  readonly services: DeliveryServices;
};

/** Writes what happened to the ticket's timeline: one entry a change, exactly once. */
export const kind = deliveryKind<EntryPayload>({
  name: NAME,
  family: HELP_DESK_CHANNELS,
  timeoutMs: 35_000,
  payload: entryPayload,
  plan: (change, context) => planEntries(NAME, change, context),
  send: async (payload, delivery, services) => {
    const desk = await services.helpDesks.of(delivery.installationId);
    const installation = await services.installations.find(delivery.installationId);
    if (desk === null || installation === null) return notConnected();
    return post(desk, await compose(payload, delivery, installation, services));
  },
  doubt: {
    remedy: 'probe',
    settleMs: 120_000,
    probe: (payload, delivery, services) => findCopy(payload, delivery, services),
  },
  sweep: { copies: copiesOf, remove: removeCopy },
});

async function post(desk: HelpDesk, entry: TimelineEntry | null): Promise<Answer<{ remoteId: string | null }>> {
  if (entry === null) return refused('invalid', 'There is nothing to tell.');
  const answer = await desk.timeline.post(entry);
  return answer.kind === 'done' ? sent(answer.value.entryId) : answer;
}

async function compose(
  payload: EntryPayload,
  delivery: ClaimedDelivery,
  installation: Installation,
  services: DeliveryServices,
): Promise<TimelineEntry | null> {
  const facts = { ...payload, requestId: delivery.requestId };
  if (payload.historyUpTo !== null) {
    const events = await history(delivery.requestId, payload.historyUpTo, services);
    return composeEntry(facts, installation, services, (teller) => ({
      lines: [teller.say('history'), ...linesOf(events, teller)],
      withLink: true,
    }));
  }
  // It replaced an entry that was still waiting: then it tells that one's events too.
  const hasReplaced = delivery.id !== payload.plannedAs;
  const told = hasReplaced ? payload.events : payload.events.slice(payload.alreadyPlanned);
  const ended = hasReplaced ? await endOf(payload.endedAt, delivery.requestId, services) : [];
  const events = [...ended, ...told];
  if (events.length === 0) return null;
  const notify = await whoMayHear(payload, events, { delivery, installation, services });
  return composeEntry({ ...facts, notify }, installation, services, (teller) => ({
    lines: payload.mergedSide === 'away' ? [mergedAway(payload, teller.say)] : linesOf(events, teller),
    withLink: asksForLook(events),
  }));
}

/** The end of a session that was to have an entry of its own. */
async function endOf(endedAt: number | null, requestId: string, services: DeliveryServices) {
  if (endedAt === null) return [];
  const logged = (await services.requests.events(requestId, 0)).map(({ event }) => event);
  const end = logged.findLast((event) => event.type === 'session-ended' && event.endedAt === endedAt);
  return end === undefined ? [] : [end];
}

/** The agent may have lost sight of the ticket since this was planned, or never have had it: a notice would show it to him. Or he wants none. */
async function whoMayHear(
  { notify, ticketId }: EntryPayload,
  events: readonly SessionRequestEvent[],
  { delivery, installation, services }: Sending,
): Promise<readonly string[]> {
  if (!events.some((event) => isNotified(event, installation.settings))) return [];
  const moments = events.flatMap((event) => momentOf(event) ?? []);
  const may = await Promise.all(
    notify.map(
      async (email) =>
        (await services.notices.wantsHelpDesk(email, moments)) &&
        services.mayHear(delivery.installationId, ticketId, email),
    ),
  );
  return notify.filter((_, index) => may[index] === true);
}

function mergedAway(
  { events }: EntryPayload,
  say: (key: 'mergedAway', params: { readonly ticket: string }) => string,
): string {
  const merged = events.find((event) => event.type === 'ticket-merged');
  return say('mergedAway', { ticket: merged?.into.number ?? '' });
}

async function history(requestId: string, upTo: number, services: DeliveryServices) {
  const logged = await services.requests.events(requestId, 0);
  return logged.filter(({ seq, event }) => seq <= upTo && isTold(event, 'milestones')).map(({ event }) => event);
}
