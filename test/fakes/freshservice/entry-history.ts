import type { Conversation } from './records.ts';

type Revision = { readonly at: number; readonly value: Conversation | null };

/** All conversations of the desk with every state they were ever in, so that a listing can be as old as a stale replica's. */
export type EntryHistory = {
  /** Adds or replaces a conversation; visible from `at`. */
  put(conversation: Conversation, at: number): void;
  remove(conversationId: number, at: number): void;
  /** The conversation as it stands now; null when there is none. */
  find(conversationId: number): Conversation | null;
  /** What a reader of the moment `asOf` saw, oldest first. */
  list(ticketId: number, asOf: number): Conversation[];
};

export function entryHistory(): EntryHistory {
  const revisions = new Map<number, Revision[]>();
  const idsOfTicket = new Map<number, number[]>();

  const lastUpTo = (id: number, asOf: number): Conversation | null =>
    revisions.get(id)?.findLast((revision) => revision.at <= asOf)?.value ?? null;

  return {
    put(conversation, at) {
      const known = revisions.get(conversation.id);
      if (known === undefined) {
        revisions.set(conversation.id, [{ at, value: conversation }]);
        const ids = idsOfTicket.get(conversation.ticketId) ?? [];
        ids.push(conversation.id);
        idsOfTicket.set(conversation.ticketId, ids);
      } else {
        known.push({ at, value: conversation });
      }
    },
    remove(conversationId, at) {
      revisions.get(conversationId)?.push({ at, value: null });
    },
    find: (conversationId) => revisions.get(conversationId)?.at(-1)?.value ?? null,
    list(ticketId, asOf) {
      const seen = (idsOfTicket.get(ticketId) ?? []).flatMap((id) => lastUpTo(id, asOf) ?? []);
      return seen.toSorted((a, b) => a.createdAt - b.createdAt || a.id - b.id);
    },
  };
}
