import type { EpochMs } from '../../../core/session-request/values.ts';
import { markerLine } from './entry-html.ts';
import type { WireConversation } from './wire.ts';

/**
 * The entries of our own that carry the marker, oldest first. The marker must be how the entry begins, and the author must be that of
 * the oldest one: a requester's answer or a colleague's note that quotes an entry is not that entry, and must never be removed as its copy.
 */
export function findEntries(
  conversations: readonly WireConversation[],
  marker: string,
  since: EpochMs,
): readonly { readonly entryId: string }[] {
  const carrying = conversations
    .filter((each) => !each.incoming && beginsWith(each, markerLine(marker)))
    .toSorted(byAge);
  const author = carrying[0]?.user_id ?? null;
  return carrying
    .filter((each) => isRecent(each, since) && (author === null || each.user_id === author))
    .map(({ id }) => ({ entryId: id }));
}

function isRecent({ created_at: createdAt }: WireConversation, since: EpochMs): boolean {
  return createdAt === null || createdAt >= since;
}

function beginsWith(conversation: WireConversation, line: string): boolean {
  const text = (conversation.body_text ?? withoutTags(conversation.body ?? '')).replace(/\s+/g, ' ').trim();
  return text.startsWith(line) && !/^[A-Z0-9-]/.test(text.slice(line.length));
}

/** For the answers that leave the plain text out. */
function withoutTags(html: string): string {
  return html.replace(/<[^<>]*>/g, ' ');
}

function byAge(one: WireConversation, other: WireConversation): number {
  const apart = (one.created_at ?? 0) - (other.created_at ?? 0);
  return apart === 0 ? Number(BigInt(one.id) - BigInt(other.id)) : apart;
}
