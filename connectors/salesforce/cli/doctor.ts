import type { Finding } from '../../../core/ports/answer.ts';
import { createOrgBudget } from '../src/call-budget.ts';
import { createSend } from '../src/call.ts';
import { createSession } from '../src/session.ts';
import { verify } from '../src/verify.ts';
import { checkAgents } from './doctor-agents.ts';
import { checkLimits } from './doctor-limits.ts';
import { probeEvent } from './doctor-probe.ts';
import { checkHolders } from './doctor-holders.ts';
import { checkStream } from './doctor-stream.ts';
import type { DoctorTask } from './doctor-task.ts';
import { checkVersion } from './doctor-version.ts';

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 20 * 1024 * 1024;
const now = (): number => Date.now();

/** Tries an org as the server would, and more: rights of others, limits, the stream, and a record made and removed. */
export async function doctor({ address, credentials, probe }: DoctorTask): Promise<readonly Finding[]> {
  const session = createSession({
    login: address,
    credentials,
    now,
    fetch: globalThis.fetch,
    timeoutMs: TIMEOUT_MS,
    maxAnswerBytes: MAX_ANSWER_BYTES,
  });
  const budget = createOrgBudget(now());
  const send = createSend({ session, budget, now, timeoutMs: TIMEOUT_MS });
  const basics = await verify(send, budget, 'feed', null);
  // Without a sign-in everything else would say the same once more.
  if (basics.length === 1) return basics;
  return [
    ...basics,
    await checkVersion(send),
    ...(await checkLimits(send)),
    ...(await checkHolders(send)),
    ...(await checkAgents(send)),
    await checkStream(send, session),
    ...(probe ? [await probeEvent(send, now())] : []),
  ];
}
