import type { AddressEntered, AddressesProposed } from '../events.ts';
import type { RequestFacts } from '../states.ts';
import type { AddressProposal, AddressSource } from '../values.ts';

/** Where an entered address came from; older logs tell only who entered it. */
export function sourceOf({ source, actor }: AddressEntered): AddressSource {
  return source ?? (actor.kind === 'agent' ? 'agent' : 'entered');
}

/** One source's proposals replace those it made before; the other's stay. */
export function proposalsAfter(
  { proposals }: Pick<RequestFacts, 'proposals'>,
  { source, proposals: named }: AddressesProposed,
): readonly AddressProposal[] {
  const others = proposals.filter((proposal) => proposal.source !== source);
  return [...others, ...named.map(({ address, name }) => ({ source, address, name }))];
}

/** Another ticket is about other devices. */
export function withoutAssets({ proposals }: Pick<RequestFacts, 'proposals'>): readonly AddressProposal[] {
  return proposals.filter(({ source }) => source !== 'asset');
}

/** What was found of one device says nothing of another; the ticket's devices stay the same. */
export function onAnotherDevice({
  proposals,
}: Pick<RequestFacts, 'proposals'>): Pick<RequestFacts, 'proposals' | 'downloadAt'> {
  return { proposals: proposals.filter(({ source }) => source === 'asset'), downloadAt: null };
}
