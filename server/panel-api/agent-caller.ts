import type { Installation } from '../../core/ports/installation.ts';
import type { Person } from '../../core/people/rights.ts';

/** The agent behind a panel: proven by his own token or by the help desk itself, or named by the installation. */
export type AgentCaller = {
  readonly installation: Installation;
  readonly person: Person;
  readonly proof: 'signed-in' | 'asserted';
  /** His id in that help desk; null when it does not know him. */
  readonly agentId: string | null;
};
