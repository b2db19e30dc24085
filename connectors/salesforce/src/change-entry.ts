import type { Answer } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, notDone } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import type { Part } from './composite.ts';
import { failedPart, hasCode, readPart, sendParts } from './composite.ts';
import type { CheckedEntry } from './entry-text.ts';
import { entryText, TEXT_LIMIT } from './entry-text.ts';
import { EVENT_OBJECT } from './events.ts';
import type { Sending } from './post-entry.ts';
import { queryOne } from './query.ts';
import { soql } from './soql.ts';
import { shownAs, targetOf } from './timeline-target.ts';
import { eventRow } from './wire.ts';

/** Rewrites what is shown and our record of it, both or neither. */
export async function changeEntry(
  { send, writes }: Sending,
  entryId: string,
  entry: CheckedEntry,
  now: EpochMs,
): Promise<Answer<null>> {
  const shownBy = await findShown(send, entryId);
  if (shownBy.kind !== 'done') return shownBy;
  const parts: Part[] = [
    {
      method: 'PATCH',
      path: `${EVENT_OBJECT}/${entryId}`,
      name: 'event',
      body: { Text__c: entryText(entry, TEXT_LIMIT) },
    },
  ];
  const target = shownBy.value === null ? null : targetOf(shownBy.value);
  if (shownBy.value !== null && target !== null) {
    const { object, change } = shownAs(target, entry);
    parts.push({ method: 'PATCH', path: `${object}/${shownBy.value}`, name: 'shown', body: change });
  }
  const answer = await writes(parts, 'idempotent');
  if (answer.kind !== 'done') return answer;
  const failed = failedPart(answer.value);
  return failed === null ? done(null) : readPart(failed, now);
}

/** Removes what is shown and our record of it, whatever is still there of them. */
export async function removeEntry(send: Send, entryId: string, now: EpochMs): Promise<Answer<null>> {
  const shownBy = await findShown(send, entryId);
  if (shownBy.kind === 'not-done' && shownBy.because.code === 'not-found') return done(null);
  if (shownBy.kind !== 'done') return shownBy;
  const parts: Part[] = [{ method: 'DELETE', path: `${EVENT_OBJECT}/${entryId}`, name: 'event' }];
  const target = shownBy.value === null ? null : targetOf(shownBy.value);
  // What is shown goes first: once the record is gone, nobody knows what was shown by it.
  if (shownBy.value !== null && target !== null) {
    const object = { feed: 'FeedItem', comment: 'CaseComment', task: 'Task' }[target];
    parts.unshift({ method: 'DELETE', path: `${object}/${shownBy.value}`, name: 'shown' });
  }
  const answer = await sendParts(send, parts, { effect: 'idempotent', allOrNone: false });
  if (answer.kind !== 'done') return answer;
  const failed = answer.value.find((part) => part.status >= 400 && part.status !== 404 && !hasCode(part, GONE));
  return failed === undefined ? done(null) : readPart(failed, now);
}

const GONE = /^(?:ENTITY_IS_DELETED|NOT_FOUND|INVALID_CROSS_REFERENCE_KEY)$/;

/** The id of the record that shows the entry; null when none was named. */
async function findShown(send: Send, entryId: string): Promise<Answer<string | null>> {
  const text = soql`SELECT Id, Feed_Item__c FROM Session_Request_Event__c WHERE Id = ${entryId}`;
  const answer = await queryOne(send, text, eventRow);
  if (answer.kind !== 'done') return answer;
  if (answer.value !== null) return done(answer.value.Feed_Item__c);
  return notDone('never', 'not-found', 'Salesforce no longer has this entry.');
}
