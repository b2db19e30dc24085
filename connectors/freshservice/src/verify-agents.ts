import type { Finding } from '../../../core/ports/answer.ts';
import type { Send } from './call.ts';
import { sendAndPick } from './read-reply.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';
import type { WireAgent } from './wire.ts';
import { agentsAnswer } from './wire.ts';

/** Whether agents' names can be read, and, where the key's owner is known, whether that is a full-time agent. */
export async function checkAgents(send: Send, keyOwnerEmail: string | null): Promise<readonly Finding[]> {
  const filter = keyOwnerEmail === null ? '' : `&email=${encodeURIComponent(keyOwnerEmail)}`;
  const call = { method: 'GET', path: `agents?per_page=1${filter}`, operation: 'list' } as const;
  const answer = await sendAndPick(send, call, agentsAnswer, ({ agents }) => agents);
  if (answer.kind === 'done') {
    const readable = wellDone('read agents', 'Agents and what they may see can be read.');
    return [readable, keyOwnerEmail === null ? ownerNotKnown() : checkOwner(answer.value, keyOwnerEmail)];
  }
  const isForbidden = answer.kind === 'not-done' && answer.because.code === 'not-permitted';
  return [warning('read agents', isForbidden ? FORBIDDEN : NOT_KNOWN, MEND)];
}

const FORBIDDEN =
  "The API key may not read agents: who may see which ticket is not known, so the app in the ticket shows nobody anything, and tickets are shown without their agent's name.";
const NOT_KNOWN = 'Agents could not be read this time: whether the key may read them is not known.';
const MEND = "Give the key's agent a role that may manage agents; without the app you can go on without it.";

function ownerNotKnown(): Finding {
  return wellDone('key owner', "Not tried: Freshservice does not tell whose key it is, and no agent's address is set.");
}

function checkOwner(agents: readonly WireAgent[], email: string): Finding {
  const owner = agents.find((agent) => agent.email?.toLowerCase() === email.toLowerCase());
  if (owner === undefined) {
    return warning(
      'key owner',
      'No agent has the address that is set for the API key.',
      "Correct the agent's address.",
    );
  }
  if (!owner.active) {
    return problem('key owner', "The API key's agent is deactivated.", 'Use the key of an active agent.');
  }
  if (owner.occasional === null) {
    return wellDone('key owner', 'The agent is active. Freshservice does not tell whether full-time.');
  }
  return owner.occasional
    ? problem('key owner', "The API key's agent is an occasional one.", 'Use the key of a full-time agent.')
    : wellDone('key owner', "The API key's agent is active and full-time.");
}
