import { sql } from 'kysely';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { Recipient } from '../../core/session-request/values.ts';
import type { Database } from '../storage/database.ts';
import { letOthersTurn } from '../storage/next-turn.ts';
import { readEvent, readRequest } from '../storage/stored-json.ts';
import { speaksOfAgent } from './agent-traces.ts';
import { mayMention } from './mentions.ts';
import { isRecipient, type Subject } from './subject.ts';

/** How the person stands in a request. All false: the search found a word and no person. */
export type Part = {
  /** It is for the person, or was and is being erased. */
  readonly isRecipient: boolean;
  /** It was for the person before it was corrected: only that part of its log is the person's. */
  readonly wasRecipient: boolean;
  /** The person worked on it as an agent. */
  readonly isAgent: boolean;
};

export type FoundRequest = { readonly request: SessionRequest; readonly part: Part };

/** Rows looked at in one go. At most as many requests come back. */
const POSITIONS_AT_ONCE = 10_000;

/** Every request in whose log the person stands, oldest first. Reads the whole log, a piece at a time; the rest of the server goes on meanwhile. */
export async function* findRequests(database: Database, subject: Subject): AsyncGenerator<FoundRequest> {
  const seen = new Set<string>();
  const othersTurned = letOthersTurn();
  const newest = await database.read
    .selectFrom('event')
    .select(sql<number>`max(position)`.as('position'))
    .executeTakeFirst();
  const last = newest?.position ?? 0;
  for (let from = 0; from <= last; from += POSITIONS_AT_ONCE) {
    for (const requestId of await mentionedIn(database, subject, from)) {
      if (seen.has(requestId)) continue;
      seen.add(requestId);
      const found = await readFound(database, subject, requestId);
      if (found !== null) yield found;
      await othersTurned();
    }
  }
}

async function mentionedIn(database: Database, subject: Subject, from: number): Promise<readonly string[]> {
  const rows = await database.readAside(
    database.read
      .selectFrom('event')
      .select('request_id')
      .where('position', '>=', from)
      .where('position', '<', from + POSITIONS_AT_ONCE)
      .where(mayMention(subject, sql.ref('data')))
      .groupBy('request_id')
      .orderBy(sql`min(position)`),
  );
  return rows.map((row) => row.request_id);
}

/** How the person stands in this request; null when not at all. */
export async function readFound(database: Database, subject: Subject, requestId: string): Promise<FoundRequest | null> {
  const row = await database.read.selectFrom('request').select('state').where('id', '=', requestId).executeTakeFirst();
  if (row === undefined) return null;
  const events = await database.read.selectFrom('event').select('data').where('request_id', '=', requestId).execute();
  const request = readRequest(row.state);
  const texts = events.map(({ data }) => data);
  const stands = texts.some((data) => recipientsIn(readEvent(data)).some((one) => isRecipient(subject, one)));
  const isTheirs = isRecipient(subject, request.recipient) || (stands && request.erasedAt !== null);
  const part = {
    isRecipient: isTheirs,
    wasRecipient: stands && !isTheirs,
    isAgent: [row.state, ...texts].some((text) => speaksOfAgent(text, subject)),
  };
  return part.isRecipient || part.wasRecipient || part.isAgent ? { request, part } : null;
}

export function recipientsIn(event: SessionRequestEvent): readonly Recipient[] {
  return event.type === 'request-created' || event.type === 'recipient-corrected' ? [event.recipient] : [];
}
