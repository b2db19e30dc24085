import type { EventStream } from '../../event-stream.ts';
import { nothing, type Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { needWorker, queryOf, type SignedInVisit } from '../visit.ts';

const BEAT_MS = 15_000;

/** Notices for the browser, as they come. `since`: what this browser has shown already; without it only what is new from now on. */
export async function noticesLive(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  // Only a script can do anything with it.
  if (visit.request.get('accept')?.includes('text/event-stream') !== true) return nothing(406);
  const { id: personId } = visit.person;
  const asked = visit.request.get('last-event-id') ?? queryOf(visit, 'since');
  const since = /^[0-9]{1,15}$/.test(asked) ? Number(asked) : await deps.people.browserNotices.newest(personId);
  return { status: 200, body: { kind: 'events', open: (stream) => follow(deps, visit, stream, since) } };
}

function follow(deps: ConsoleDeps, visit: SignedInVisit, stream: EventStream, since: number): () => void {
  const { browserNotices } = deps.people;
  let position = since;
  let running: Promise<void> = Promise.resolve();
  let isOver = false;
  const look = async (): Promise<void> => {
    if (isOver) return;
    if ((await deps.signIn.signedIn(visit.request)) === null) return end();
    for (const notice of await browserNotices.since(visit.person.id, position, deps.core.clock.now())) {
      position = Math.max(position, notice.position);
      const { id, title, body, language, requestId } = notice;
      stream.send({ name: 'notice', id: String(position), data: { id, title, body, language, requestId } });
    }
  };
  // One at a time; a database that fails ends the stream, and the browser comes back by itself.
  const soon = (): void => {
    running = running.then(look).catch(end);
  };
  const unsubscribe = deps.live.subscribe(soon);
  const beat = setInterval(() => {
    stream.beat();
    soon();
  }, BEAT_MS);
  const stop = (): void => {
    isOver = true;
    clearInterval(beat);
    unsubscribe();
  };
  const end = (): void => {
    stop();
    stream.end();
  };
  stream.send({ name: 'start', id: String(since), data: {} });
  soon();
  return stop;
}
