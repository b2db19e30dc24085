import type { Answer, Finding } from '../../../core/ports/answer.ts';
import type { Reply, Send } from './call.ts';
import type { Plan, PlanLimits } from './plan-limits.ts';
import { sendAndRead } from './read-reply.ts';
import { checkAgents } from './verify-agents.ts';
import { checkAssetField } from './verify-asset-field.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';
import { checkPlan } from './verify-plan.ts';
import { checkStatusField } from './verify-status-field.ts';
import { ticketsAnswer } from './wire.ts';

export type VerifyOptions = {
  readonly plan: Plan;
  readonly limits: PlanLimits;
  /** Custom field that is to hold a request's status; null for none. */
  readonly statusField: string | null;
  /** Field of assets that holds an address at the remote tool; null for none. */
  readonly assetField: string | null;
  /** E-mail address of the agent whose API key is used; null when the admin did not say. */
  readonly keyOwnerEmail: string | null;
};

/** Tries what the product needs without changing anything, one finding a need. */
export async function verify(send: Send, options: VerifyOptions): Promise<readonly Finding[]> {
  const call = { method: 'GET', path: 'tickets?per_page=1', operation: 'list' } as const;
  const tickets = await sendAndRead(send, call, ticketsAnswer);
  const basics = checkBasics(tickets);
  if (tickets.kind !== 'done') return basics;
  const reply: Reply = tickets.value.reply;
  return [
    ...basics,
    wellDone('write notes', 'Not tried: trying would leave a note in a ticket. The first request will show it.'),
    ...(await checkAgents(send, options.keyOwnerEmail)),
    ...(options.statusField === null ? [] : [await checkStatusField(send, options.statusField)]),
    ...(options.assetField === null ? [] : [await checkAssetField(send, options.assetField)]),
    checkPlan(options.plan, options.limits, reply.callsAMinute),
  ];
}

/** Reaching the account, the key, and seeing tickets, all told by one answer. */
function checkBasics(answer: Answer<unknown>): readonly Finding[] {
  const reached = wellDone('reachable', 'The account answers.');
  const accepted = wellDone('credentials', 'The API key is accepted.');
  if (answer.kind === 'done') return [reached, accepted, wellDone('view tickets', 'Tickets can be read.')];
  const message = answer.kind === 'unknown' ? answer.because : answer.because.message;
  switch (answer.kind === 'unknown' ? 'unreachable' : answer.because.code) {
    case 'credentials-refused':
      return [
        reached,
        problem('credentials', message, 'Copy the API key again from the profile settings of the agent it belongs to.'),
      ];
    case 'not-permitted':
      return [
        reached,
        accepted,
        problem('view tickets', message, 'Use the key of a full-time agent whose role may view and edit tickets.'),
      ];
    case 'rate-limited':
      return [warning('reachable', message, 'Wait a minute and test again.')];
    case 'not-found':
      return [problem('reachable', 'There is no Freshservice account at this address.', 'Correct the address.')];
    default:
      return [
        problem(
          'reachable',
          message,
          'Check the address, and that this server may reach the internet on port 443 and resolves names.',
        ),
      ];
  }
}
