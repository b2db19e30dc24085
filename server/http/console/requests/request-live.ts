import { maySee } from '../../../../core/people/rights.ts';
import { streamRequests } from '../../../live/request-stream.ts';
import type { EventStream } from '../../event-stream.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { markOf, signsOf } from './request-signs-shown.ts';
import { requestContext } from './request-context.ts';
import { paramOf, type SignedInVisit } from '../visit.ts';

/** Says whenever the request changes. Ends when the sign-in or the right to see the request ends. */
export async function requestLive(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const requestId = paramOf(visit, 'requestId');
  await requestContext(deps, visit, requestId);
  const stillAllowed = async (): Promise<boolean> => {
    const now = await deps.signIn.signedIn(visit.request);
    const stored = await deps.store.requests.find(requestId);
    return now !== null && stored !== null && maySee(now.person, stored.request);
  };
  const open = (stream: EventStream): (() => void) => {
    const stop = streamRequests(stream, {
      reader: deps.store.requests,
      live: deps.live,
      scope: { kind: 'request', requestId },
      lastEventId: visit.request.get('last-event-id') ?? null,
      // Only the hint: the page fetches itself, and with it the rights are asked again.
      view: async (stored) => ({
        version: stored.request.version,
        mark: markOf(stored.request.version, await signsOf({ deps, stored })),
      }),
      stillAllowed,
    });
    const unlisten = endWithRights(deps, visit.person.id, stream, stillAllowed);
    return () => {
      unlisten();
      stop();
    };
  };
  return { status: 200, body: { kind: 'events', open } };
}

/** Looks at once, instead of at the next beat, when this person's rights change. */
function endWithRights(
  deps: ConsoleDeps,
  personId: string,
  stream: EventStream,
  stillAllowed: () => Promise<boolean>,
): () => void {
  return deps.people.admin.onRightsChanged((changedId) => {
    if (changedId !== personId) return;
    // Who cannot be asked about is not let through.
    void stillAllowed().then(
      (allowed) => (allowed ? undefined : end(stream)),
      () => end(stream),
    );
  });
}

function end(stream: EventStream): void {
  stream.send({ name: 'ended', id: null, data: {} });
  stream.end();
}
