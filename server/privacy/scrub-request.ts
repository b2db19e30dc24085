import type { Kysely } from 'kysely';
import type { SessionRequest } from '../../core/session-request/states.ts';
import { withoutRecipient } from '../../core/session-request/without-recipient.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import { readEvent } from '../storage/stored-json.ts';
import type { Tables } from '../storage/tables.ts';
import { withoutAgent } from './agent-traces.ts';
import { eraseDeliveriesTo } from './delivery-part.ts';
import { type FoundRequest, recipientsIn } from './find-requests.ts';
import { REQUEST_PARTS } from './request-parts.ts';
import { isRecipient, type Subject } from './subject.ts';

type Db = Kysely<Tables>;
export type Counts = Readonly<Record<string, number>>;

/** Cleans log, state and all that is kept beside a request, in the transaction of `db`. The recipient's state is erased before, by a command. */
export async function scrubRequest(
  db: Db,
  { request, part }: FoundRequest,
  about: { readonly subject: Subject; readonly pseudonym: string; readonly at: EpochMs },
): Promise<Counts> {
  const counts: Record<string, number> = { request: 1, event: await scrubEvents(db, { request, part }, about) };
  if (part.isAgent) await scrubState(db, request.id, about);
  if (part.wasRecipient) counts['delivery'] = await eraseDeliveriesTo(db, request.id, about.subject);
  if (part.isRecipient) {
    for (const each of REQUEST_PARTS) counts[each.table] = await each.erase(db, request.id);
  }
  return counts;
}

async function scrubEvents(
  db: Db,
  { request, part }: FoundRequest,
  { subject, pseudonym }: { readonly subject: Subject; readonly pseudonym: string },
): Promise<number> {
  const rows = await db.selectFrom('event').select(['position', 'data']).where('request_id', '=', request.id).execute();
  let changed = 0;
  for (const { position, data } of rows) {
    const event = readEvent(data);
    const isTheirs = part.isRecipient || recipientsIn(event).some((one) => isRecipient(subject, one));
    const cleaned = isTheirs ? JSON.stringify(withoutRecipient(event, nameIn(request, pseudonym))) : data;
    const text = withoutAgent(cleaned, subject, pseudonym);
    if (text === data) continue;
    await db.updateTable('event').set({ data: text }).where('position', '=', position).execute();
    changed += 1;
  }
  return changed;
}

/** A request that was erased once keeps its pseudonym. */
function nameIn({ erasedAt, recipient }: SessionRequest, pseudonym: string): string {
  return erasedAt === null ? pseudonym : recipient.name;
}

/** A change that was decided on the old state may still put the name back: whoever erases looks again until nothing is found. */
async function scrubState(
  db: Db,
  requestId: string,
  { subject, pseudonym }: { readonly subject: Subject; readonly pseudonym: string },
): Promise<void> {
  const row = await db
    .selectFrom('request')
    .select(['state', 'version'])
    .where('id', '=', requestId)
    .executeTakeFirst();
  if (row === undefined) return;
  const state = withoutAgent(row.state, subject, pseudonym);
  const same = db.updateTable('request').set({ state }).where('id', '=', requestId);
  await same.where('version', '=', row.version).execute();
}
