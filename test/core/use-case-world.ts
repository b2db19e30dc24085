import type { Person } from '../../core/people/rights.ts';
import type { Change } from '../../core/ports/change-feed.ts';
import type { RequestChange } from '../../core/ports/delivery-planner.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { EpochMs } from '../../core/session-request/values.ts';
import type { CommandAnswer } from '../../core/use-cases/answers.ts';
import { type RequestCommand, commandRequest } from '../../core/use-cases/command-request.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import { type RequestCreation, createRequest } from '../../core/use-cases/create-request.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { ANNA, BEN, MAY, TICKET, UNASSIGNED } from '../builders/people.ts';
import { at } from '../builders/times.ts';
import { MemoryStore } from './memory-stores.ts';

export const ANNA_SIGNED_IN: Person = { ...ANNA, role: 'support-agent', queueIds: [] };
export const BEN_SIGNED_IN: Person = { ...BEN, role: 'support-agent', queueIds: ['queue-network'] };
export const CY_WHO_WATCHES: Person = { id: 'viewer-cy', name: 'Cy', email: null, role: 'viewer', queueIds: [] };

/** The use cases with everything around them in memory: a clock to set, and lists of what was planned and announced. */
export class UseCaseWorld implements CorePorts {
  now: EpochMs = at('09:00');
  readonly store = new MemoryStore();
  readonly planned: RequestChange[] = [];
  readonly announced: Change[] = [];
  /** Runs inside a unit of work, while its deliveries are planned. */
  whilePlanning: () => void = () => undefined;
  #ids = 0;

  constructor() {
    this.store.connect(anInstallation());
    this.store.connect(anInstallation({ id: 'globex' }));
  }

  readonly unitOfWork = this.store;
  readonly clock = { now: () => this.now };
  readonly changes = { announce: (change: Change) => void this.announced.push(change) };
  readonly ids = {
    requestId: () => {
      this.#ids += 1;
      return `request-${this.#ids}`;
    },
    phrase: () => 'amber harbour',
  };
  readonly planner = {
    plan: (change: RequestChange) => {
      this.whilePlanning();
      this.planned.push(change);
      return [
        {
          id: `delivery-${this.planned.length}`,
          kind: 'timeline-entry',
          installationId: change.installation.id,
          requestId: change.after.id,
          channel: `help-desk:${change.installation.id}`,
          lane: change.after.ticket?.id ?? change.after.id,
          notBefore: change.now,
          payload: '{}',
          mergeKey: null,
        },
      ];
    },
  };

  /** Anna's press on the panel of May's ticket; `over` and `asked` replace what the test is about. */
  create(
    over: Partial<Omit<RequestCreation, 'asked'>> = {},
    asked: Partial<RequestCreation['asked']> = {},
  ): Promise<CommandAnswer> {
    return createRequest(this, {
      installationId: 'acme',
      person: ANNA_SIGNED_IN,
      proof: 'signed-in',
      another: false,
      envelope: null,
      ...over,
      asked: { ...USUALLY_ASKED, ...asked },
    });
  }

  /** The same, where the test needs it to work; returns the request. */
  async created(
    over: Partial<Omit<RequestCreation, 'asked'>> = {},
    asked: Partial<RequestCreation['asked']> = {},
  ): Promise<SessionRequest> {
    const answer = await this.create(over, asked);
    if (!answer.ok) throw new Error(`not made: ${answer.refusal.reason}`);
    return answer.stored.request;
  }

  /** A command on a request: by nobody signed in, unless `over` says who. */
  command(
    requestId: string,
    command: RequestCommand['command'],
    over: Partial<RequestCommand> = {},
  ): Promise<CommandAnswer> {
    const nobody = { person: null, installationId: null, expectedVersion: null, envelope: null };
    return commandRequest(this, { ...nobody, requestId, command, ...over });
  }

  request(requestId: string): SessionRequest {
    return this.store.row(requestId).request;
  }

  log(requestId: string): string[] {
    return this.store.state.events.filter((each) => each.requestId === requestId).map((each) => each.event.type);
  }
}

const USUALLY_ASKED: RequestCreation['asked'] = {
  ticket: TICKET,
  recipient: MAY,
  assignee: UNASSIGNED,
  comment: '',
  schedule: null,
  expiresAt: null,
  channels: ['email'],
  language: null,
};
