import { type Expression, type ExpressionBuilder, type Kysely, sql, type SqlBool } from 'kysely';
import type { Place } from './cursor.ts';
import type { ListQuery, TicketBounds, Visibility } from './store.ts';
import type { Tables } from './tables.ts';

/** Which part of which list. */
export type ListFilter = Pick<ListQuery, 'list' | 'now' | 'installationId' | 'tickets'> & {
  readonly after: Place | null;
  /** Up to and with this place; left out for no such bound. */
  readonly until?: Place;
  readonly limit: number;
};

export type FoundPlaces = {
  readonly places: readonly Place[];
  /** Where a search stopped looking although there is more to look at; null when it saw all, or found enough. */
  readonly lookOnAfter: Place | null;
};

type OnRequest = ExpressionBuilder<Pick<Tables, 'request'>, 'request'>;
type Condition = Expression<SqlBool>;

/** Soonest first for what is to come, newest first for the rest. */
export function directionOf(list: ListQuery['list']): 'asc' | 'desc' {
  return list === 'upcoming' ? 'asc' : 'desc';
}

/** Places of the list that meet `also`, in the list's order. */
export function placesInOrder(db: Kysely<Tables>, filter: ListFilter, also?: (is: OnRequest) => Condition) {
  const direction = directionOf(filter.list);
  return db
    .selectFrom('request')
    .select(['request.sort_at as sortAt', 'request.serial'])
    .where((is) => is.and([...inList(is, filter), ...(also ? [also(is)] : [])]))
    .orderBy('request.sort_at', direction)
    .orderBy('request.serial', direction)
    .limit(filter.limit);
}

/** The list's own conditions. */
export function inList(is: OnRequest, { list, now, installationId, after, until }: ListFilter): Condition[] {
  const conditions: Condition[] = [is('request.listed', '=', list === 'past' ? 'past' : 'active')];
  if (installationId !== null) conditions.push(is('request.installation_id', '=', installationId));
  if (list === 'upcoming') conditions.push(is('request.sort_at', '>', now));
  if (list === 'active') conditions.push(is('request.sort_at', '<=', now));
  const ascending = directionOf(list) === 'asc';
  const place = is.refTuple('request.sort_at', 'request.serial');
  if (after !== null) conditions.push(is(place, ascending ? '>' : '<', is.tuple(after.sortAt, after.serial)));
  if (until !== undefined) conditions.push(is(place, ascending ? '<=' : '>=', is.tuple(until.sortAt, until.serial)));
  return conditions;
}

/**
 * What one agent may see, in the list's order. Each ground for seeing has an index in that order, so the first rows of every ground are
 * taken and put together: an agent with few requests among a million costs no more than one with many.
 */
export function placesOfAgent(db: Kysely<Tables>, filter: ListFilter, agent: Extract<Visibility, { kind: 'agent' }>) {
  const branch = (ground: Ground) => db.selectFrom(placesInOrder(db, filter, ground).as('seen')).selectAll();
  const [first, ...others] = groundsOf(agent);
  const all = others.reduce((union, ground) => union.union(branch(ground)), branch(first));
  const direction = directionOf(filter.list);
  return db
    .selectFrom(all.as('place'))
    .select(['place.sortAt', 'place.serial'])
    .orderBy('place.sortAt', direction)
    .orderBy('place.serial', direction)
    .limit(filter.limit);
}

/**
 * How many requests of the list the agent may see, up to the filter's limit. The grounds are asked one after the other, only until there
 * are enough: most agents see the limit's worth by the first, and putting all together would read and sort it for every ground.
 */
export async function countOfAgent(
  db: Kysely<Tables>,
  filter: ListFilter,
  agent: Extract<Visibility, { kind: 'agent' }>,
): Promise<number> {
  const seen = new Set<number>();
  for (const ground of groundsOf(agent)) {
    for (const { serial } of await placesInOrder(db, filter, ground).execute()) seen.add(serial);
    if (seen.size >= filter.limit) return filter.limit;
  }
  return seen.size;
}

/** The same rule as one condition, for where only few requests are looked at. */
export function seenBy(is: OnRequest, visibility: Visibility): Condition {
  if (visibility.kind === 'everything') return EVERY;
  return is.or(groundsOf(visibility).map((ground) => ground(is)));
}

const EVERY = sql<SqlBool>`1 = 1`;

/** The request has no ticket, or its ticket lies within the bounds. */
export function onTickets(db: Kysely<Tables>, is: OnRequest, bounds: TicketBounds | undefined): Condition {
  if (bounds === undefined) return EVERY;
  const { groupIds, agentId } = bounds;
  const ticket = db
    .selectFrom('ticket_seen as ticket')
    .select('ticket.ticket_id')
    .where('ticket.installation_id', '=', sql<string>`request.installation_id`)
    .where('ticket.ticket_id', '=', sql<string>`request.ticket_id`)
    .where((of) =>
      of.or([
        ...(groupIds.length === 0 ? [] : [of('ticket.group_id', 'in', groupIds)]),
        ...(agentId === null ? [] : [of('ticket.agent_id', '=', agentId)]),
      ]),
    );
  return is.or([is('request.ticket_id', 'is', null), is.exists(ticket)]);
}

type Ground = (is: OnRequest) => Condition;

function groundsOf({ agentId, queueIds }: Extract<Visibility, { kind: 'agent' }>): readonly [Ground, ...Ground[]] {
  return [
    (is) => is('request.queue_id', 'is', null),
    ...queueIds.map(
      (queueId): Ground =>
        (is) =>
          is('request.queue_id', '=', queueId),
    ),
    (is) => is('request.assignee_agent_id', '=', agentId),
    (is) => is('request.created_by_agent_id', '=', agentId),
  ];
}
