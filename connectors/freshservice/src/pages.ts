import type { z } from 'zod';
import type { Answer } from '../../../core/ports/answer.ts';
import { done, notDone } from '../../shared/answers.ts';
import type { Call, Send } from './call.ts';
import { sendAndRead } from './read-reply.ts';

/** 100 records a page: more than a ticket of years has, and an end to a list that never ends. */
const MOST_PAGES = 50;

/** Reads a list to its end by its `Link` headers. */
export async function readAllPages<Shape extends z.ZodType>(
  send: Send,
  first: Call,
  shape: Shape,
): Promise<Answer<readonly z.infer<Shape>[]>> {
  const pages: z.infer<Shape>[] = [];
  const seen = new Set<string>();
  let call = first;
  while (pages.length < MOST_PAGES) {
    const answer = await sendAndRead(send, call, shape);
    if (answer.kind !== 'done') return answer;
    pages.push(answer.value.value);
    const { next } = answer.value.reply;
    if (next.kind === 'none') return done(pages);
    if (next.kind === 'refused') {
      return notDone('never', 'refused', 'The list continues outside the account, where the API key is not sent.');
    }
    if (seen.has(next.url.href)) return notDone('never', 'refused', 'The list leads back to a page already read.');
    seen.add(next.url.href);
    call = { ...first, path: next.url, urgency: 'continued' };
  }
  return notDone('never', 'refused', `The list has more than ${MOST_PAGES} pages.`);
}
