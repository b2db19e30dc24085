import type { EnterAddress, NoteDownload, ProposeAddresses } from '../commands.ts';
import type { SessionRequestEvent } from '../events.ts';
import { type Decision, refuse } from '../refusals.ts';
import type { SessionRequest } from '../states.ts';
import type { Actor, AddressProposal, AddressSource, Situation } from '../values.ts';

/** Nobody chooses among more. */
const MOST_PROPOSALS = 5;
/** One press may come twice; a press after a while is a new try. */
const DOWNLOAD_AGAIN_AFTER_MS = 120_000;

/** How the address of the recipient's device becomes known. */
export function decideOnAddress(
  command: EnterAddress | ProposeAddresses | NoteDownload,
  request: SessionRequest,
  { now: at }: Situation,
): Decision<SessionRequestEvent> {
  const { actor } = command;
  switch (command.type) {
    case 'enter-address': {
      if (isOtherDevice(command, request)) return refuse({ reason: 'other-device' });
      const { address } = command;
      if ('address' in request && request.address === address) return refuse({ reason: 'nothing-changed' });
      return {
        ok: true,
        events: [{ type: 'address-entered', at, actor, address, source: sourceOf(command, request) }],
      };
    }
    case 'propose-addresses': {
      const { source } = command;
      const proposals = distinct(command.proposals);
      const known = request.proposals.filter((proposal) => proposal.source === source);
      if (isSame(proposals, known)) return refuse({ reason: 'nothing-changed' });
      return { ok: true, events: [{ type: 'addresses-proposed', at, actor, source, proposals }] };
    }
    case 'note-download': {
      if (isOtherDevice(command, request)) return refuse({ reason: 'other-device' });
      const againAt = (request.downloadAt ?? Number.NEGATIVE_INFINITY) + DOWNLOAD_AGAIN_AFTER_MS;
      if (at < againAt) return refuse({ reason: 'asked-recently', againAt });
      return { ok: true, events: [{ type: 'download-noted', at, actor }] };
    }
    default:
      return command satisfies never;
  }
}

/** The device that joined is the one that is helped; another one takes its place openly. An agent has no device. */
export function isOtherDevice(
  { actor, device }: { readonly actor: Actor; readonly device: string | null },
  request: SessionRequest,
): boolean {
  return actor.kind === 'recipient' && request.device !== null && device !== request.device;
}

/** An address that was proposed is from there, whoever took it. */
function sourceOf({ actor, address, remembered }: EnterAddress, { proposals }: SessionRequest): AddressSource {
  if (remembered === true && actor.kind === 'recipient') return 'remembered';
  const proposed = proposals.find((proposal) => proposal.address === address);
  return proposed?.source ?? (actor.kind === 'agent' ? 'agent' : 'entered');
}

type Named = Omit<AddressProposal, 'source'>;

function distinct(proposals: readonly Named[]): readonly Named[] {
  const byAddress = new Map(proposals.map(({ address, name }) => [address, { address, name }]));
  return [...byAddress.values()].slice(0, MOST_PROPOSALS);
}

function isSame(some: readonly Named[], others: readonly Named[]): boolean {
  if (some.length !== others.length) return false;
  return some.every(({ address, name }, at) => others[at]?.address === address && others[at].name === name);
}
