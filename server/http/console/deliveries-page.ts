import { DELIVERY_STATES, type DeliveryState } from '../../storage/tables.ts';
import type { DeliveryView } from '../../deliveries/delivery-store.ts';
import { reasonText } from '../../texts/reason-text.ts';
import type { Reply } from '../reply.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { consolePage, doneAt } from './console-page.ts';
import { channelLabel, deliveryKindWord } from './delivery-words.ts';
import { valuesOf } from './form-reading.ts';
import { moment, notFound, paramOf, queryOf, type SignedInVisit } from './visit.ts';

const PATH = '/console/deliveries';
const ROWS = 50;
/** What needs somebody comes first. */
const TABS: readonly DeliveryState[] = ['parked', 'unknown', 'pending', 'attempting', 'done'];

/** What was to be told to help desks, mailboxes and webhooks, by state. */
export async function deliveriesPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { texts } = visit;
  const state = DELIVERY_STATES.find((one) => one === queryOf(visit, 'state')) ?? 'parked';
  const cursor = queryOf(visit, 'cursor');
  const page = { cursor: cursor === '' ? null : cursor, limit: ROWS };
  const [found, pauses] = await Promise.all([
    deps.deliveries.list({ requestId: null, state, page }),
    deps.deliveries.pauses(),
  ]);
  const channels = [...new Set(found.items.map((delivery) => delivery.channel))];
  return consolePage(deps.pages, visit, {
    template: 'deliveries',
    title: texts.t('console.area.deliveries'),
    area: 'deliveries',
    view: {
      state,
      tabs: TABS.map((one) => ({ state: one, href: `${PATH}?state=${one}`, isCurrent: one === state })),
      pauses: pauses.map(({ channel, since, until, reason }) => ({
        channel: channelLabel(channel, texts),
        reason,
        since: moment(visit, since),
        until: moment(visit, until),
      })),
      all: state === 'parked' ? channels.map((channel) => ({ channel, label: channelLabel(channel, texts) })) : [],
      rows: await Promise.all(found.items.map((delivery) => rowOf(delivery, deps, visit))),
      older: found.next === null ? null : `${PATH}?${new URLSearchParams({ state, cursor: found.next }).toString()}`,
    },
  });
}

export async function resendPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const answer = await deps.deliveries.resend(paramOf(visit, 'deliveryId'));
  if (answer === 'not-found') throw notFound();
  return doneAt(PATH, answer === 'queued' ? 'resend-queued' : 'resend-none');
}

export async function resendAllPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const channel = valuesOf(visit.request.body, 'channel')[0] ?? '';
  const queued = await deps.deliveries.resendParked(channel);
  return doneAt(PATH, queued > 0 ? 'resend-queued' : 'resend-none');
}

async function rowOf(delivery: DeliveryView, deps: ConsoleDeps, visit: SignedInVisit) {
  const { texts } = visit;
  const stored = await deps.store.requests.find(delivery.requestId);
  return {
    time: moment(visit, delivery.doneAt ?? delivery.createdAt),
    kind: deliveryKindWord(delivery.kind, texts),
    channel: channelLabel(delivery.channel, texts),
    requestHref: `/console/requests/${delivery.requestId}`,
    requestNumber: stored?.request.number ?? '',
    attempts: delivery.attempts,
    reason: reasonText(texts, delivery.reason ?? ''),
    next: delivery.state === 'pending' ? moment(visit, delivery.notBefore) : '',
    resendHref: delivery.state === 'done' || delivery.state === 'attempting' ? '' : `${PATH}/${delivery.id}/resend`,
  };
}
