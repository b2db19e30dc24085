import type { EpochMs } from '../../../../core/session-request/values.ts';
import type { DeliveryView } from '../../../deliveries/delivery-store.ts';
import type { LinkFetch, LoggedEvent } from '../../../storage/store.ts';
import { reasonText } from '../../../texts/reason-text.ts';
import { channelLabel, deliveryKindWord } from '../delivery-words.ts';
import { eventText } from './event-text.ts';
import { moment, type Visit } from '../visit.ts';
import { actorWord, isUnverified, type ShowAddress } from '../words.ts';

/** One line of a request's log, newest first on the page. */
export type LogLine = {
  readonly kind: 'event' | 'fetch' | 'delivery';
  readonly at: EpochMs;
  readonly time: string;
  readonly iso: string;
  readonly who: string;
  /** The installation said who it was; nobody checked. */
  readonly unverified: boolean;
  readonly text: string;
  readonly quote: string | null;
};

export type LogSources = {
  readonly events: readonly LoggedEvent[];
  readonly fetches: readonly LinkFetch[];
  readonly deliveries: readonly DeliveryView[];
};

const MOST_LINES = 300;

/** Events, link fetches and deliveries in one list, newest first, the newest 300. */
export function requestLog(sources: LogSources, visit: Visit, showAddress: ShowAddress): readonly LogLine[] {
  const lines = [
    ...sources.events.map(({ event }) =>
      line(visit, event.at, {
        kind: 'event',
        who: actorWord(event.actor, visit.texts),
        unverified: isUnverified(event.actor),
        ...eventText(event, visit, showAddress),
      }),
    ),
    ...sources.fetches.map((fetch) => fetchLine(fetch, visit)),
    ...sources.deliveries.map((delivery) => deliveryLine(delivery, visit)),
  ];
  return lines.toSorted((a, b) => b.at - a.at).slice(0, MOST_LINES);
}

/** Programs fetch links too: what is known is the fetch, not that a person looked. */
function fetchLine(fetch: LinkFetch, visit: Visit): LogLine {
  const { texts } = visit;
  const quote = fetch.userAgent === '' ? null : fetch.userAgent;
  return line(visit, fetch.at, {
    kind: 'fetch',
    who: texts.t('console.log.somebody'),
    unverified: false,
    text: texts.t('console.log.fetched'),
    quote,
  });
}

function deliveryLine(delivery: DeliveryView, visit: Visit): LogLine {
  const { texts } = visit;
  const text = texts.lookUp(`console.log.delivery-${delivery.state}`, {
    what: deliveryKindWord(delivery.kind, texts),
    where: channelLabel(delivery.channel, texts),
  });
  return line(visit, delivery.doneAt ?? delivery.createdAt, {
    kind: 'delivery',
    who: texts.t('console.actor.system'),
    unverified: false,
    text,
    quote: delivery.state === 'done' || delivery.reason === null ? null : reasonText(texts, delivery.reason),
  });
}

function line(visit: Visit, at: EpochMs, rest: Omit<LogLine, 'at' | 'time' | 'iso'>): LogLine {
  return { at, time: moment(visit, at), iso: new Date(at).toISOString(), ...rest };
}
