import { mayAdminister } from '../../../../core/people/rights.ts';
import { maySee } from '../../../../core/people/rights.ts';
import type { SessionRequest } from '../../../../core/session-request/states.ts';
import { externalIdOf, type SessionName } from '../../../session-watch/external-id.ts';
import type { SeenSession } from '../../../session-watch/seen-sessions.ts';
import { sessionNote } from '../../../session-watch/session-note.ts';
import { texts as textsOf } from '../../../texts/texts.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.ts';
import { textField } from '../field-readers.ts';
import { readForm } from '../form-reading.ts';
import { moment, needWorker, notFound, paramOf, type SignedInVisit } from '../visit.ts';

const PATH = '/console/sessions';
const MOST_SUGGESTED = 5;

/** Sessions of which only a person can say to which request they belong. */
export async function unmatchedPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  return show(deps, visit, null, 200);
}

export async function attachPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  const form = readForm(visit.request.body, { number: textField({ most: 40, required: true }) });
  const stored = form.ok ? await deps.store.requests.findByNumber(form.values.number.trim().toUpperCase()) : null;
  if (stored === null || !maySee(visit.person, stored.request)) {
    return show(deps, visit, visit.texts.t('console.sessions.noSuchRequest'), 422);
  }
  const session = (await signOf(deps, visit, stored.request)) ?? (await sessionOf(deps, visit));
  const { id, installationId } = stored.request;
  const installation = await deps.people.installations.find(installationId);
  const settings = installation?.installation.settings;
  const texts = textsOf(settings?.language ?? visit.texts.language);
  const zone = settings?.timeZone ?? visit.zone;
  const answer = await deps.remote.attach(visit.person, session, id, (seen) => sessionNote(seen, texts, zone));
  if (!answer.ok) return show(deps, visit, visit.texts.t(`console.sessions.attachRefused.${answer.reason}`), 409);
  return doneAt(`/console/requests/${id}`, `session-${answer.how}`);
}

export async function dismissPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  const session = await sessionOf(deps, visit);
  if (!(await deps.remote.dismiss(visit.person, session))) throw notFound();
  return doneAt(PATH, 'session-dismissed');
}

/** The session that the request's own page names: whoever sees the request sees it there. */
async function signOf(deps: ConsoleDeps, visit: SignedInVisit, request: SessionRequest): Promise<SessionName | null> {
  const name = { accountId: paramOf(visit, 'accountId'), sessionId: paramOf(visit, 'sessionId') };
  const sign = (await deps.remote.signs.of([request])).get(request.id)?.unmatched;
  return sign?.session === externalIdOf(name) ? name : null;
}

/** Admins see all; others what their own devices did, and what may belong to a request that they see. */
async function visible(deps: ConsoleDeps, visit: SignedInVisit): Promise<readonly Unmatched[]> {
  const { person } = visit;
  const [sessions, own] = await Promise.all([deps.remote.unmatched(), deps.people.agentDevices.of(person.id)]);
  const all = await Promise.all(
    sessions.map(async (session) => ({ session, suggested: await suggestedTo(deps, visit, session) })),
  );
  return all.filter(
    ({ session, suggested }) =>
      mayAdminister(person) || suggested.length > 0 || session.from.some((address) => own.includes(address)),
  );
}

type Unmatched = { readonly session: SeenSession; readonly suggested: readonly SessionRequest[] };

async function suggestedTo(
  deps: ConsoleDeps,
  { person }: SignedInVisit,
  { suggested }: SeenSession,
): Promise<readonly SessionRequest[]> {
  const found = await Promise.all(suggested.slice(0, MOST_SUGGESTED).map((id) => deps.store.requests.find(id)));
  return found.flatMap((stored) => (stored !== null && maySee(person, stored.request) ? [stored.request] : []));
}

async function sessionOf(deps: ConsoleDeps, visit: SignedInVisit): Promise<SessionName> {
  const [accountId, sessionId] = [paramOf(visit, 'accountId'), paramOf(visit, 'sessionId')];
  const found = (await visible(deps, visit)).find(
    ({ session }) => session.accountId === accountId && session.sessionId === sessionId,
  );
  if (found === undefined) throw notFound();
  return { accountId, sessionId };
}

async function show(deps: ConsoleDeps, visit: SignedInVisit, trouble: string | null, status: number): Promise<Reply> {
  const { texts } = visit;
  const [unmatched, people] = await Promise.all([visible(deps, visit), peopleByDevice(deps)]);
  const accounts = await deps.people.remoteAccounts.list();
  return consolePage(deps.pages, visit, {
    template: 'sessions',
    title: texts.t('console.sessions.title'),
    area: 'sessions',
    status,
    trouble: trouble === null ? null : { title: texts.t('console.notDone'), text: trouble },
    view: {
      hasAccounts: accounts.length > 0,
      sessions: unmatched.map((one) => sessionView(one, people, deps, visit)),
    },
  });
}

async function peopleByDevice(deps: ConsoleDeps): Promise<ReadonlyMap<string, string>> {
  const [devices, people] = await Promise.all([deps.people.agentDevices.all(), deps.people.persons.list()]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return new Map(
    [...devices].flatMap(([personId, addresses]) => addresses.map((address) => [address, names.get(personId) ?? ''])),
  );
}

function sessionView(
  { session, suggested }: Unmatched,
  people: ReadonlyMap<string, string>,
  deps: ConsoleDeps,
  visit: SignedInVisit,
) {
  const { texts } = visit;
  const { showAddress } = deps.remoteTool;
  const { startedAt, endedAt, isOver, because, comment, accountId, sessionId } = session;
  return {
    base: `${PATH}/${accountId}/${sessionId}`,
    inputId: `number-${accountId}-${sessionId}`,
    from: session.from.map(showAddress).join(', '),
    agent: session.from.map((address) => people.get(address)).find((name) => name !== undefined) ?? '',
    to: session.to.map(showAddress).join(', '),
    started: moment(visit, startedAt),
    duration: isOver && endedAt !== null ? texts.duration(endedAt - startedAt) : '',
    isRunning: !isOver,
    comment,
    because: because === null ? '' : texts.t(`console.sessions.because.${because}`),
    suggested: suggested.map(({ number, recipient, ticket }) => ({
      number,
      label: [number, recipient.name, ticket?.number ?? ''].filter((part) => part !== '').join(' · '),
    })),
  };
}
