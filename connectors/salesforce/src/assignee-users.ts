import type { Answer } from '../../../core/ports/answer.ts';
import type { RequestRecord } from '../../../core/ports/panel-platform.ts';
import type { AgentRef, EpochMs } from '../../../core/session-request/values.ts';
import { createRecent } from './recent.ts';
import { isIdOf, longId } from './record-id.ts';

export type AssigneeUsers = {
  /** The agent as a user of the org; null when he is none, such as one who works through the API, or when it cannot be told now. */
  of(assignee: RequestRecord['assignee']): Promise<string | null>;
};

/** Who has an address changes seldom, and a call of the org is not to be spent on it at each change. */
const KNOWN_MS = 12 * 60 * 60_000;

/** Agents who have an account with us are known there by our own id: such a one is the only user who has his address. */
export function createAssigneeUsers(
  findAgentByEmail: (email: string) => Promise<Answer<AgentRef | null>>,
  now: () => EpochMs,
): AssigneeUsers {
  const known = createRecent(KNOWN_MS, now);
  return {
    of: async ({ agentId, email }) => {
      if (agentId !== null) return isIdOf('user', agentId) ? longId(agentId) : null;
      if (email === null) return null;
      const before = known.get(email);
      if (before !== null) return before === '' ? null : before;
      const found = await findAgentByEmail(email);
      // The record does not wait for it: its panel does.
      if (found.kind !== 'done') return null;
      known.set(email, found.value?.id ?? '');
      return found.value?.id ?? null;
    },
  };
}
