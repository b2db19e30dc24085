import { commandRequest } from '../../core/use-cases/command-request.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import type { AddressProposal, ProposalSource } from '../../core/session-request/values.ts';

/** Keeps the proposals of one source with the request. False: nothing changed, or it is too late for them. */
export async function proposeAddresses(
  core: CorePorts,
  requestId: string,
  source: ProposalSource,
  proposals: readonly Omit<AddressProposal, 'source'>[],
): Promise<boolean> {
  const answer = await commandRequest(core, {
    requestId,
    command: { type: 'propose-addresses', actor: { kind: 'system' }, source, proposals },
    person: null,
    installationId: null,
    expectedVersion: null,
    envelope: null,
  });
  return answer.ok;
}
