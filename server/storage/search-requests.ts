import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Place } from './cursor.ts';
import type { Database } from './database.ts';
import {
  directionOf,
  type FoundPlaces,
  inList,
  type ListFilter,
  onTickets,
  placesInOrder,
  seenBy,
} from './list-queries.ts';
import { nextTurn } from './next-turn.ts';
import { prepare } from './prepared.ts';
import type { Visibility } from './store.ts';
import type { Tables } from './tables.ts';

/** A word that no more requests than this have is looked up; one that more have is looked for along the list. */
const RARE = 1_000;
/** So many requests are looked at in one go. */
const WINDOW = 2_000;
/** So many goes are made before a search hands back what it has; a count, which only tells how much there is, makes fewer. */
export const WINDOWS = { ofPage: 10, ofCount: 3 } as const;

/** Nothing in Unicode sorts behind it, so it ends the range of all terms that begin with a word. */
const LAST_CHARACTER = '\u{10FFFF}';

/** The terms that a word of the search stands for, from the first to the last of them. */
type Terms = { readonly first: string; readonly last: string; readonly count: number };

/** Requests of a list that have a term beginning with every one of the words. No words find nothing. */
export async function searchPlaces(
  database: Database,
  filter: ListFilter,
  visibleTo: Visibility,
  words: readonly string[],
  windows: number,
): Promise<FoundPlaces> {
  const counted = await Promise.all(words.map((word) => termsFor(database, word)));
  const [rarest, ...others] = counted.toSorted((a, b) => a.count - b.count);
  if (rarest === undefined || rarest.count === 0) return { places: [], lookOnAfter: null };
  if (rarest.count > RARE) return walkList(database.read, filter, visibleTo, [rarest, ...others], windows);
  const places = await placesWithTerms(database.read, filter, visibleTo, rarest, others).execute();
  return { places, lookOnAfter: null };
}

/** Every term that begins with the word. Where those are too many, the whole word alone if few have it: a number, a rare name. */
async function termsFor(database: Database, word: string): Promise<Terms> {
  const beginning = await countTerms(database, word, word + LAST_CHARACTER);
  if (beginning.count <= RARE) return beginning;
  const whole = await countTerms(database, word, word);
  return whole.count > 0 && whole.count <= RARE ? whole : beginning;
}

const termsBetween = prepare<{ first: string; last: string; limit: number }>()((db, { first, last, limit }) =>
  db.selectFrom('term').select('serial').where('term', '>=', first).where('term', '<=', last).limit(limit),
);

async function countTerms({ readSession }: Database, first: string, last: string): Promise<Terms> {
  const rows = await readSession.all(termsBetween, { first, last, limit: RARE + 1 });
  return { first, last, count: rows.length };
}

type OnRequest = ExpressionBuilder<Pick<Tables, 'request'>, 'request'>;

function hasTerm(db: Kysely<Tables>, is: OnRequest, { first, last }: Terms) {
  const term = db
    .selectFrom('term as other')
    .select('other.serial')
    .where('other.serial', '=', sql<number>`request.serial`)
    .where('other.term', '>=', first)
    .where('other.term', '<=', last);
  return is.exists(term);
}

/** Starts from the few requests with the rarest word. */
function placesWithTerms(
  db: Kysely<Tables>,
  filter: ListFilter,
  visibleTo: Visibility,
  rarest: Terms,
  others: readonly Terms[],
) {
  const direction = directionOf(filter.list);
  const hits = db
    .selectFrom('term')
    .select('term.serial')
    .distinct()
    .where('term.term', '>=', rarest.first)
    .where('term.term', '<=', rarest.last);
  return (
    db
      .selectFrom(hits.as('hit'))
      // A cross join keeps this order on SQLite: first the hits, then their requests.
      .crossJoin('request')
      .select(['request.sort_at as sortAt', 'request.serial'])
      .whereRef('request.serial', '=', 'hit.serial')
      .where((is) =>
        is.and([
          ...inList(is, filter),
          seenBy(is, visibleTo),
          onTickets(db, is, filter.tickets),
          ...others.map((terms) => hasTerm(db, is, terms)),
        ]),
      )
      .orderBy('request.sort_at', direction)
      .orderBy('request.serial', direction)
      .limit(filter.limit)
  );
}

/** Goes along the list in windows: where much of it is wanted, there is much to find near its beginning. No words find everything. */
export async function walkList(
  db: Kysely<Tables>,
  filter: ListFilter,
  visibleTo: Visibility,
  words: readonly Terms[],
  windows: number,
): Promise<FoundPlaces> {
  const places: Place[] = [];
  let after = filter.after;
  for (let window = 0; window < windows; window += 1) {
    const until = await endOfWindow(db, { ...filter, after });
    const part: ListFilter = { ...filter, after, limit: filter.limit - places.length, ...(until && { until }) };
    const found = placesInOrder(db, part, (is) =>
      is.and([
        seenBy(is, visibleTo),
        onTickets(db, is, filter.tickets),
        ...words.map((terms) => hasTerm(db, is, terms)),
      ]),
    );
    places.push(...(await found.execute()));
    if (until === null || places.length === filter.limit) return { places, lookOnAfter: null };
    after = until;
    await nextTurn();
  }
  return { places, lookOnAfter: after };
}

/** The last place of the window; null when the list ends within it. */
async function endOfWindow(db: Kysely<Tables>, filter: ListFilter): Promise<Place | null> {
  const last = await placesInOrder(db, { ...filter, limit: 1 })
    .offset(WINDOW - 1)
    .executeTakeFirst();
  return last ?? null;
}
