import { asActor, mayCommand, maySee, type Person } from '../people/rights.ts';
import type { Installation } from '../ports/installation.ts';
import type { StoredRequest, Stores } from '../ports/stores.ts';
import type { CreateRequest } from '../session-request/commands.ts';
import { catchUp, decide } from '../session-request/decide.ts';
import { refuse } from '../session-request/refusals.ts';
import { isActive } from '../session-request/states.ts';
import { USUAL_INTENTS } from '../session-request/values.ts';
import { type CommandAnswer, recallAnswer, rememberAnswer } from './answers.ts';
import type { CommandEnvelope, CorePorts } from './core-ports.ts';
import { placeKey, situationOf, storeChange } from './store-change.ts';
import { tryAgain } from './try-again.ts';

export type RequestCreation = {
  readonly installationId: string;
  readonly person: Person;
  readonly proof: 'signed-in' | 'asserted';
  readonly asked: Pick<
    CreateRequest,
    'ticket' | 'recipient' | 'assignee' | 'comment' | 'schedule' | 'expiresAt' | 'channels'
  > &
    Partial<Pick<CreateRequest, 'intents' | 'moveLimits'>> & {
      /** Null: the installation's language. */
      readonly language: string | null;
    };
  /** "Another device or person": make a second request although one is active for this recipient. */
  readonly another: boolean;
  readonly envelope: CommandEnvelope | null;
};

/** Makes a request, or gives the active one that this recipient already has on this ticket. */
export async function createRequest(ports: CorePorts, input: RequestCreation): Promise<CommandAnswer> {
  const answer = await tryAgain(() => ports.unitOfWork.run((stores) => carryOut(ports, stores, input)));
  if (answer.ok && answer.created && !answer.replayed) {
    const { id: requestId, installationId, ticket } = answer.stored.request;
    ports.changes.announce({ requestId, installationId, ticketId: ticket?.id ?? null });
  }
  return answer;
}

async function carryOut(ports: CorePorts, stores: Stores, input: RequestCreation): Promise<CommandAnswer> {
  const known = await recallAnswer(stores, input.envelope);
  if (known !== null) return known;
  if (!mayCommand(input.person)) return refuse({ reason: 'not-permitted' });
  const installation = await stores.installations.find(input.installationId);
  if (installation === null) return refuse({ reason: 'no-such-request' });
  const existing = input.another ? null : await activeOne(ports, stores, installation, input);
  const answer =
    existing === null
      ? await create(ports, stores, installation, input)
      : ({ ok: true, stored: existing, version: existing.request.version, replayed: false, created: false } as const);
  await rememberAnswer(stores, input.envelope, answer, ports.clock.now());
  return answer;
}

/** The request that a second press opens. One whose time has run out is ended first and gives its place away. */
async function activeOne(
  ports: CorePorts,
  stores: Stores,
  installation: Installation,
  input: RequestCreation,
): Promise<StoredRequest | null> {
  const { ticket, recipient } = input.asked;
  if (ticket === null) return null;
  const found = await stores.requests.findActive(installation.id, placeKey(ticket.id, recipient));
  if (found === null) return null;
  const situation = situationOf(installation, found, ports.clock.now());
  const caughtUp = catchUp(found.request, situation);
  const change = { installation, before: found, events: caughtUp.events, situation };
  const current = caughtUp.events.length === 0 ? found : await storeChange(stores, ports.planner, change);
  return isActive(current.request) && maySee(input.person, current.request) ? current : null;
}

async function create(
  ports: CorePorts,
  stores: Stores,
  installation: Installation,
  input: RequestCreation,
): Promise<CommandAnswer> {
  const situation = situationOf(installation, null, ports.clock.now());
  const command: CreateRequest = {
    ...input.asked,
    intents: input.asked.intents ?? USUAL_INTENTS,
    moveLimits: input.asked.moveLimits ?? null,
    type: 'create-request',
    actor: asActor(input.person, input.proof),
    id: ports.ids.requestId(),
    number: await stores.requests.nextNumber(),
    installationId: installation.id,
    language: input.asked.language ?? installation.settings.language,
    phrase: ports.ids.phrase(),
  };
  const decision = decide(command, null, situation);
  if (!decision.ok) return decision;
  const change = { installation, before: null, events: decision.events, situation };
  const stored = await storeChange(stores, ports.planner, change);
  return { ok: true, stored, version: stored.request.version, replayed: false, created: true };
}
