import type { Answer } from '../../../core/ports/answer.ts';
import type { Timeline, TimelineEntry } from '../../../core/ports/help-desk.ts';
import { done, invalid } from '../../shared/answers.ts';
import type { Call, Send } from './call.ts';
import { entryHtml, isMarker } from './entry-html.ts';
import { findEntries } from './find-entries.ts';
import { readAllPages } from './pages.ts';
import { readEmail } from '../../shared/plain-text.ts';
import { sendAndPick } from './read-reply.ts';
import { isRecordId, notARecordId } from './record-id.ts';
import { ambiguous } from './refusal.ts';
import { conversationAnswer, conversationsAnswer } from './wire.ts';

const MOST_NOTIFIED = 20;
const PER_PAGE = 100;

export function createTimeline(send: Send): Timeline {
  return {
    post: (entry) => {
      const notified = readNotified(entry.notify);
      const body = {
        private: entry.visibility === 'private',
        ...(notified.length > 0 ? { notify_emails: notified } : {}),
      };
      return write(send, entry, entry.ticketId, { method: 'POST', path: `tickets/${entry.ticketId}/notes` }, body);
    },
    reply: (entry) =>
      write(send, entry, entry.ticketId, { method: 'POST', path: `tickets/${entry.ticketId}/reply` }, {}),
    update: async (entryId, entry) => {
      const answer = await write(send, entry, entryId, { method: 'PUT', path: `conversations/${entryId}` }, {});
      return answer.kind === 'done' ? done(null) : answer;
    },
    find: async (ticketId, marker, since) => {
      if (!isRecordId(ticketId)) return notARecordId('ticket');
      if (!isMarker(marker)) return invalid('This is not the marker of an entry.');
      const path = `tickets/${ticketId}/conversations?per_page=${PER_PAGE}`;
      const answer = await readAllPages(send, { method: 'GET', path, operation: 'other' }, conversationsAnswer);
      if (answer.kind !== 'done') return answer;
      const conversations = answer.value.flatMap((page) => page.conversations);
      return done(findEntries(conversations, marker, since));
    },
    remove: (entryId) => remove(send, entryId),
  };
}

async function write(
  send: Send,
  entry: TimelineEntry,
  recordId: string,
  target: Pick<Call, 'method' | 'path'>,
  body: object,
): Promise<Answer<{ readonly entryId: string }>> {
  if (!isRecordId(recordId)) return notARecordId('record');
  const html = entryHtml(entry);
  if (!html.ok) return invalid('The entry has a link or a marker that may not be written.');
  const call = { ...target, body: { body: html.html, ...body }, operation: 'other' } as const;
  return sendAndPick(send, call, conversationAnswer, ({ conversation }) => ({ entryId: conversation.id }));
}

async function remove(send: Send, entryId: string): Promise<Answer<null>> {
  if (!isRecordId(entryId)) return notARecordId('conversation');
  const answer = await send({ method: 'DELETE', path: `conversations/${entryId}`, operation: 'other' });
  if (answer.kind === 'not-done' && answer.because.code === 'not-found') return done(null);
  if (answer.kind !== 'done') return answer;
  // A page of somebody in between is a 200 too.
  const understood = answer.value.isEmpty || answer.value.json !== undefined;
  return understood ? done(null) : ambiguous('DELETE', 'The answer of Freshservice could not be read.');
}

function readNotified(addresses: readonly string[]): readonly string[] {
  const read = addresses.map((address) => readEmail(address)?.toLowerCase()).filter((address) => address !== undefined);
  return [...new Set(read)].slice(0, MOST_NOTIFIED);
}
