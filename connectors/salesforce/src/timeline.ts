import type { Answer } from '../../../core/ports/answer.ts';
import type { Timeline, TimelineEntry } from '../../../core/ports/help-desk.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done, invalid } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import { replyByMail } from './case-mail.ts';
import { changeEntry, removeEntry } from './change-entry.ts';
import type { CheckedEntry } from './entry-text.ts';
import { checkEntry, isMarker } from './entry-text.ts';
import type { Write } from './gathered-writes.ts';
import type { Notices } from './notices.ts';
import { findByKey, postEntry } from './post-entry.ts';
import { isIdOf, isRecordId, notARecordId } from './record-id.ts';
import type { TimelineTarget } from './timeline-target.ts';

export type TimelineOptions = {
  readonly send: Send;
  readonly writes: Write;
  readonly target: TimelineTarget;
  readonly notices: Notices;
  readonly now: () => EpochMs;
};

/** An org may switch its feed on again. */
const FEED_LOOK_AGAIN_MS = 60 * 60_000;

/** Entries of a case. Their ids are those of our own records of them. */
export function createTimeline(options: TimelineOptions): Timeline {
  const { send, writes, now } = options;
  const post = createPost(options);
  return {
    post: (entry) => withChecked(entry, (checked) => post(checked)),
    reply: (entry) => withChecked(entry, (checked) => replyByMail(send, checked, now())),
    update: async (entryId, entry) => {
      if (!isRecordId(entryId)) return notARecordId('record');
      return withChecked(entry, (checked) => changeEntry({ send, writes }, entryId, checked, now()));
    },
    find: async (ticketId, marker, since) => {
      if (!isIdOf('case', ticketId)) return notARecordId('case');
      if (!isMarker(marker)) return invalid('This is not the marker of an entry.');
      // Whatever case it is on by now: a case may have been merged into another one since.
      const answer = await findByKey(send, marker, since);
      if (answer.kind !== 'done') return answer;
      return done(answer.value === null ? [] : [{ entryId: answer.value }]);
    },
    remove: async (entryId) => (isRecordId(entryId) ? removeEntry(send, entryId, now()) : notARecordId('record')),
  };
}

function createPost({ send, writes, target, notices, now }: TimelineOptions) {
  let feedMissingUntil = 0;
  return async (entry: CheckedEntry): Promise<Answer<{ readonly entryId: string }>> => {
    const first = target === 'feed' && now() < feedMissingUntil ? 'comment' : target;
    let posted = await postEntry({ send, writes }, entry, first, now());
    if (posted.kind === 'no-feed') {
      posted = await postEntry({ send, writes }, entry, 'comment', now());
      // A case that is gone looks the same; only a comment that could be written tells that it was the feed.
      if (posted.kind === 'done') feedMissingUntil = now() + FEED_LOOK_AGAIN_MS;
    }
    if (posted.kind === 'no-feed') return invalid('The org shows no feed on cases.');
    if (posted.kind !== 'done') return posted;
    // Who was told of it already is not told again.
    if (posted.value.isNew) await notices.tell(entry);
    return done({ entryId: posted.value.entryId });
  };
}

async function withChecked<Value>(
  entry: TimelineEntry,
  write: (entry: CheckedEntry) => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  if (!isIdOf('case', entry.ticketId)) return notARecordId('case');
  const checked = checkEntry(entry);
  return checked === null ? invalid('The entry has a link or a marker that may not be written.') : write(checked);
}
