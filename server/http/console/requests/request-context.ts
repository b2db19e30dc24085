import { asActor, mayCommand, maySee } from '../../../../core/people/rights.ts';
import { DEFAULT_SETTINGS, type Situation } from '../../../../core/session-request/values.ts';
import { situationOf } from '../../../../core/use-cases/store-change.ts';
import type { ActionContext } from './actions/action.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { notFound, type SignedInVisit } from '../visit.ts';

/** A request as its page needs it. */
export type RequestContext = ActionContext & {
  readonly situation: Situation;
  /** Empty when the account was removed: nothing can be done with its requests any more. */
  readonly installationName: string;
};

/** The request with everything around it. Throws 404 for one that this person may not see, exactly as for one that never was. */
export async function requestContext(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  requestId: string,
): Promise<RequestContext> {
  const stored = await deps.store.requests.find(requestId);
  if (stored === null || !maySee(visit.person, stored.request)) throw notFound();
  const { installationId, assignee } = stored.request;
  const [installation, people, queues] = await Promise.all([
    deps.people.installations.find(installationId),
    deps.people.persons.list(),
    deps.people.queues.list(),
  ]);
  const now = deps.core.clock.now();
  return {
    deps,
    visit,
    stored,
    now,
    settings: installation?.installation.settings ?? null,
    installationName: installation?.installation.name ?? '',
    agents: people.filter((person) => person.disabledAt === null && mayCommand(person)),
    queues: queues.filter((queue) => queue.installationId === null || queue.installationId === installationId),
    queueId: 'queueId' in assignee ? assignee.queueId : null,
    actor: asActor(visit.person, 'signed-in'),
    situation:
      installation === null
        ? { now, recipientSeenAt: stored.recipientSeenAt, settings: DEFAULT_SETTINGS }
        : situationOf(installation.installation, stored, now),
  };
}
