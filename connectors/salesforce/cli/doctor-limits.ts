import { z } from 'zod';
import type { Finding } from '../../../core/ports/answer.ts';
import type { Send } from '../src/call.ts';
import { warning, wellDone } from '../../shared/verify-finding.ts';

const limit = z.object({ Max: z.number().nonnegative(), Remaining: z.number() });
const limits = z.record(z.string(), z.unknown());

/** Below this share of what there was, an admin should know. */
const SCARCE = 0.2;
const LOOKED_AT = [
  ['DailyApiRequests', 'calls of the API today', 'Find out in Setup, under API Usage, who makes so many calls.'],
  ['DataStorageMB', 'MB of data storage', 'Delete old data, or buy storage: requests could no longer be written.'],
  [
    'DailyDeliveredPlatformEvents',
    'streamed events today',
    'Without them panels are answered at the next round instead of at once.',
  ],
] as const;

export async function checkLimits(send: Send): Promise<readonly Finding[]> {
  const answer = await send({ method: 'GET', path: '/limits', urgency: 'read', effect: 'read' });
  const told = answer.kind === 'done' ? limits.safeParse(answer.value.json).data : undefined;
  if (told === undefined) {
    return [
      warning(
        'limits',
        'The limits of the org could not be read.',
        'Give the integration user "View Setup" (permission set Session_Requests_Access_Reader).',
      ),
    ];
  }
  return LOOKED_AT.flatMap(([name, words, mend]) => {
    const read = limit.safeParse(told[name]);
    // Not every edition has each of them.
    if (!read.success) return [];
    const { Max: max, Remaining: left } = read.data;
    const sentence = `${left} of ${max} ${words} are left.`;
    return [left < max * SCARCE ? warning(name, sentence, mend) : wellDone(name, sentence)];
  });
}
