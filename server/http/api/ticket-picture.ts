import { maySee } from '../../../core/people/rights.ts';
import type { StoredRequest } from '../../../core/ports/stores.ts';
import { isActive } from '../../../core/session-request/states.ts';
import { isPresent } from '../../../core/session-request/timers.ts';
import { situationOf } from '../../../core/use-cases/store-change.ts';
import type { Trouble } from '../../deliveries/delivery-trouble.ts';
import type { Look } from '../../panels/look.ts';
import type { TicketFacts } from '../../tickets/ticket-facts.ts';
import type { RequestSigns } from '../../session-watch/request-signs.ts';
import type { AgentCaller } from '../../panel-api/agent-caller.ts';
import type { ApiDeps } from './api-deps.ts';
import { digestOf } from './panel-position.ts';

/** Everything of a ticket that one agent's panel shows, before it is put into words. */
export type TicketPicture = {
  readonly ticketId: string;
  readonly access: 'granted' | 'checking' | 'refused';
  /** Null: the help desk did not tell yet. */
  readonly facts: TicketFacts | null;
  /** The newest that he may see, newest first. */
  readonly requests: readonly StoredRequest[];
  /** What could not be delivered, by request id. */
  readonly trouble: ReadonlyMap<string, readonly Trouble[]>;
  /** What the remote tool's record lets one say of them, by request id. */
  readonly signs: ReadonlyMap<string, RequestSigns>;
  readonly next: string | null;
  readonly waitsFor: Look<unknown>['waitsFor'];
  /** Another one whenever the panel would look different. */
  readonly digest: string;
};

const REQUESTS_OF_TICKET = 20;

type PictureDeps = Pick<ApiDeps, 'access' | 'facts' | 'reader' | 'trouble' | 'signs' | 'core'>;

/** Asks our own store only; what the help desk knows is looked up in the background. */
export async function pictureOf(deps: PictureDeps, caller: AgentCaller, ticketId: string): Promise<TicketPicture> {
  const access = await deps.access.of(caller, ticketId);
  if (access !== 'granted') {
    const waitsFor = access === 'checking' ? 'knowledge' : 'nothing';
    const digest = digestOf([viewerPart(caller), access]);
    return {
      ticketId,
      access,
      facts: null,
      requests: [],
      trouble: new Map(),
      signs: new Map(),
      next: null,
      waitsFor,
      digest,
    };
  }
  const { installation, person } = caller;
  const [{ facts, look }, page] = await Promise.all([
    deps.facts.know(installation.id, ticketId),
    deps.reader.ofTicket(installation.id, ticketId, { cursor: null, limit: REQUESTS_OF_TICKET }),
  ]);
  const requests = page.items.filter(({ request }) => maySee(person, request));
  const [trouble, signs] = await Promise.all([
    deps.trouble.of(requests.map(({ request }) => request.id)),
    deps.signs.of(requests.map(({ request }) => request)),
  ]);
  const now = deps.core.clock.now();
  const hasActive = requests.some(({ request }) => isActive(request));
  const isAsked = facts === null && look === 'under-way';
  return {
    ticketId,
    access,
    facts,
    requests,
    trouble,
    signs,
    next: page.next,
    waitsFor: hasActive ? 'changes' : isAsked ? 'knowledge' : 'nothing',
    digest: digestOf([
      viewerPart(caller),
      access,
      factsPart(facts),
      requestsPart(requests, { trouble, signs }, (stored) => isPresent(situationOf(installation, stored, now))),
    ]),
  };
}

/** The same request looks different to others, and to the same person with other rights. */
function viewerPart({ person, proof }: AgentCaller): unknown {
  return [person.id, person.role, person.queueIds, proof];
}

function factsPart(facts: TicketFacts | null): unknown {
  return facts === null ? null : [facts.number, facts.subject, facts.state, facts.contacts];
}

/** Beside the version, what changes without an event of the request. */
function requestsPart(
  requests: readonly StoredRequest[],
  { trouble, signs }: Pick<TicketPicture, 'trouble' | 'signs'>,
  isOnThePage: (stored: StoredRequest) => boolean,
): unknown {
  return requests.map((stored) => {
    const { id, version } = stored.request;
    const stuck = trouble.get(id)?.map(({ deliveryId, state }) => [deliveryId, state]) ?? null;
    return [id, version, isOnThePage(stored), stuck, signs.get(id) ?? null];
  });
}
