import type { z } from 'zod';
import type { Answer } from '../../../core/ports/answer.ts';
import { done } from '../../shared/answers.ts';
import type { Call, Reply, Send } from './call.ts';
import { ambiguous } from './refusal.ts';

/** Makes the call and reads its JSON. A success that cannot be read is no success: what answered may not have been Freshservice. */
export async function sendAndRead<Shape extends z.ZodType>(
  send: Send,
  call: Call,
  shape: Shape,
): Promise<Answer<{ readonly value: z.infer<Shape>; readonly reply: Reply }>> {
  const answer = await send(call);
  if (answer.kind !== 'done') return answer;
  const read = shape.safeParse(answer.value.json);
  if (!read.success) return ambiguous(call.method, 'The answer of Freshservice could not be read.');
  return done({ value: read.data, reply: answer.value });
}

/** The call's answer with `pick` applied to what was read. */
export async function sendAndPick<Shape extends z.ZodType, Value>(
  send: Send,
  call: Call,
  shape: Shape,
  pick: (value: z.infer<Shape>) => Value,
): Promise<Answer<Value>> {
  const answer = await sendAndRead(send, call, shape);
  return answer.kind === 'done' ? done(pick(answer.value.value)) : answer;
}
