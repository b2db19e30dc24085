import type { Send } from './call.ts';
import { readAllPages } from './pages.ts';
import { activitiesAnswer, type WireTicket } from './wire.ts';

const CLOSED = 5;
const LONGEST_CONTENT_CHARS = 500;
/**
 * `merged this ticket into INC-43`. The sentence has to begin so: further on it may be the words of anybody, such as a subject. Accounts
 * in another language have other words for it; there a merge is seen as a closing.
 */
const MERGED_INTO =
  /^(?:has )?merged (?:(?:this|the) )?(?:ticket )?(?:(?:#|[A-Z]{2,5}-)[0-9]+ )?(?:in)?to (?:the )?(?:ticket )?(?:#|[A-Z]{2,5}-)([1-9][0-9]{0,14})\b/i;

/** The ticket that this one was merged into: the REST API closes it and tells nowhere but in its activities. Null when they do not say. */
export async function findMergedInto(send: Send, { id, status }: WireTicket): Promise<string | null> {
  if (status !== CLOSED) return null;
  const path = `tickets/${id}/activities?per_page=100`;
  const call = { method: 'GET', path, operation: 'other', urgency: 'optional' } as const;
  const answer = await readAllPages(send, call, activitiesAnswer);
  // Then it is seen as closed, and the next look may know better.
  if (answer.kind !== 'done') return null;
  const told = answer.value.flatMap(({ activities }) => activities).map(({ content }) => readMergedInto(content));
  return told.find((other) => other !== null && other !== id) ?? null;
}

export function readMergedInto(content: string | null): string | null {
  const text = (content ?? '').slice(0, LONGEST_CONTENT_CHARS).replaceAll(/<[^>]*>/g, ' ');
  return MERGED_INTO.exec(text.replaceAll(/\s+/g, ' ').trim())?.[1] ?? null;
}
