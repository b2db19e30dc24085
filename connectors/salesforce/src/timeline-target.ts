import type { Fields } from './composite.ts';
import type { CheckedEntry } from './entry-text.ts';
import { COMMENT_LIMIT, entryHtml, entryText } from './entry-text.ts';
import { readLine } from '../../shared/plain-text.ts';
import { longId } from './record-id.ts';

/** Where entries are shown: in the case's feed, among its comments, or among its activities. */
export type TimelineTarget = 'feed' | 'comment' | 'task';

type Target = { readonly object: string; readonly create: Fields; readonly change: Fields };

const LONGEST_SUBJECT_CHARS = 255;
const LONGEST_TASK_CHARS = 10_000;

/** The record that shows the entry, as it is made and as it is rewritten. */
export function shownAs(target: TimelineTarget, entry: CheckedEntry): Target {
  const isPublic = entry.visibility === 'public';
  switch (target) {
    case 'feed': {
      const Body = entryHtml(entry);
      const Visibility = isPublic ? 'AllUsers' : 'InternalUsers';
      const create = { ParentId: longId(entry.ticketId), Type: 'TextPost', Visibility, IsRichText: true, Body };
      return { object: 'FeedItem', create, change: { Body } };
    }
    case 'comment': {
      const CommentBody = entryText(entry, COMMENT_LIMIT);
      const create = { ParentId: longId(entry.ticketId), IsPublished: isPublic, CommentBody };
      return { object: 'CaseComment', create, change: { CommentBody } };
    }
    case 'task': {
      const Description = entryText(entry, { chars: LONGEST_TASK_CHARS });
      const Subject = readLine(entry.paragraphs[0] ?? '', LONGEST_SUBJECT_CHARS) || entry.marker;
      const create = { WhatId: longId(entry.ticketId), Subject, Description, Status: 'Completed' };
      return { object: 'Task', create, change: { Description } };
    }
    default:
      return target satisfies never;
  }
}

/** Which it was, told by its id; null for one that is none of ours. */
export function targetOf(recordId: string): TimelineTarget | null {
  switch (recordId.slice(0, 3)) {
    case '0D5':
      return 'feed';
    case '00a':
      return 'comment';
    case '00T':
      return 'task';
    default:
      return null;
  }
}
