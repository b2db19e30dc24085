import type { z } from 'zod';
import type { Answer } from '../../../core/ports/answer.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import type { Urgency } from './call-budget.ts';
import { ambiguous } from './refusal.ts';
import { queryAnswer } from './wire.ts';

export type QueryOptions = {
  readonly urgency?: Urgency;
  /** Deleted and merged records too. */
  readonly withDeleted?: boolean;
};

/** A broken answer that always names a further page must not keep us for ever. */
const MOST_PAGES = 50;
const NEXT_PAGE = /^\/services\/data\/v\d+\.\d+\/(?:query|queryAll)\/[A-Za-z0-9-]+$/;
const UNREADABLE = 'The answer of Salesforce could not be read.';

/** All rows of a query, page by page. Rows that cannot be read make the answer unreadable: one left out would be a lie. */
export async function query<Shape extends z.ZodType>(
  send: Send,
  text: string,
  shape: Shape,
  options: QueryOptions = {},
): Promise<Answer<{ readonly rows: readonly z.infer<Shape>[]; readonly serverNow: EpochMs }>> {
  const { urgency = 'read', withDeleted = false } = options;
  const rows: z.infer<Shape>[] = [];
  let path = `/${withDeleted ? 'queryAll' : 'query'}?q=${encodeURIComponent(text)}`;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await send({ method: 'GET', path, urgency, effect: 'read' });
    if (answer.kind !== 'done') return answer;
    const told = queryAnswer.safeParse(answer.value.json);
    const read = shape.array().safeParse(told.data?.records);
    if (!told.success || !read.success) return ambiguous('read', UNREADABLE);
    rows.push(...read.data);
    if (told.data.done) return done({ rows, serverNow: answer.value.serverNow });
    const next = told.data.nextRecordsUrl;
    if (next === null || !NEXT_PAGE.test(next)) return ambiguous('read', UNREADABLE);
    path = next;
  }
  return ambiguous('read', 'Salesforce named more pages than there can be.');
}

/** The only row that a query finds, or null. */
export async function queryOne<Shape extends z.ZodType>(
  send: Send,
  text: string,
  shape: Shape,
  options: QueryOptions = {},
): Promise<Answer<z.infer<Shape> | null>> {
  const answer = await query(send, text, shape, options);
  return answer.kind === 'done' ? done(answer.value.rows[0] ?? null) : answer;
}
