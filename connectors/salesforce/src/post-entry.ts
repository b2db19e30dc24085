import type { Answer } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, notDone } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import type { PartResult } from './composite.ts';
import { failedPart, hasCode, readPart } from './composite.ts';
import type { CheckedEntry } from './entry-text.ts';
import { EVENT_OBJECT, eventFields } from './events.ts';
import type { Write } from './gathered-writes.ts';
import { queryOne } from './query.ts';
import { ambiguous } from './refusal.ts';
import { soql } from './soql.ts';
import type { TimelineTarget } from './timeline-target.ts';
import { shownAs } from './timeline-target.ts';
import { createdAnswer, eventRow } from './wire.ts';

/** `no-feed`: this org has no feed on cases, so nothing was written. */
export type Posted = Answer<{ readonly entryId: string; readonly isNew: boolean }> | { readonly kind: 'no-feed' };

export type Sending = { readonly send: Send; readonly writes: Write };

/** What is told when the feed is switched off for cases, or Chatter altogether. */
const NO_FEED = /^(?:FEED_NOT_ENABLED|FUNCTIONALITY_NOT_ENABLED|INVALID_TYPE$|NOT_FOUND$)/;

/**
 * Shows the entry and records its key, both or neither. The same marker a second time is found to be there already: no answer that
 * gets lost can lead to a second entry.
 */
export async function postEntry(
  { send, writes }: Sending,
  entry: CheckedEntry,
  target: TimelineTarget,
  now: EpochMs,
): Promise<Posted> {
  const { object, create } = shownAs(target, entry);
  const parts = [
    { method: 'POST', path: object, name: 'shown', body: create },
    {
      method: 'POST',
      path: EVENT_OBJECT,
      name: 'event',
      body: eventFields(entry, now),
      idsOf: { Feed_Item__c: 'shown' },
    },
  ] as const;
  const answer = await writes(parts, 'once');
  if (answer.kind !== 'done') return answer;
  const failed = failedPart(answer.value);
  if (failed !== null) return readFailed(send, failed, entry, target, now);
  const made = createdAnswer.safeParse(answer.value.find(({ name }) => name === 'event')?.json);
  if (!made.success) return ambiguous('once', 'The answer of Salesforce could not be read.');
  return done({ entryId: made.data.id, isNew: true });
}

async function readFailed(
  send: Send,
  failed: PartResult,
  entry: CheckedEntry,
  target: TimelineTarget,
  now: EpochMs,
): Promise<Posted> {
  if (failed.name === 'shown' && target === 'feed' && hasCode(failed, NO_FEED)) return { kind: 'no-feed' };
  if (!hasCode(failed, /^DUPLICATE_VALUE$/)) return readPart(failed, now);
  return alreadyThere(send, entry.marker);
}

/** The entry that has the marker. Not there although the marker is taken: an earlier try is just being written, or taken back. */
export async function alreadyThere(send: Send, marker: string): Promise<Posted> {
  const found = await findByKey(send, marker);
  if (found.kind !== 'done') return found;
  if (found.value !== null) return done({ entryId: found.value, isNew: false });
  return notDone('soon', 'unreachable', 'An earlier try to write the same entry is still going on.');
}

export async function findByKey(send: Send, marker: string, since: EpochMs = 0): Promise<Answer<string | null>> {
  const text = soql`
    SELECT Id, Feed_Item__c FROM Session_Request_Event__c
    WHERE Key__c = ${marker} AND CreatedDate >= ${new Date(Math.floor(since / 1000) * 1000)}`;
  const answer = await queryOne(send, text, eventRow);
  return answer.kind === 'done' ? done(answer.value?.Id ?? null) : answer;
}
