import { mayCommand } from '../../../../core/people/rights.ts';
import { CHANNELS } from '../../../../core/session-request/values.ts';
import { createRequest } from '../../../../core/use-cases/create-request.ts';
import { newId } from '../../../secrets/secret-token.ts';
import { HOME } from '../../../sign-in/return-path.ts';
import type { InstallationRow } from '../../../storage/store.ts';
import { refusalProblem } from '../../problem.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, doneAt, type Trouble } from '../console-page.ts';
import { EMPTY_FORM, type FormState, readForm, valuesOf } from '../form-reading.ts';
import { fieldViews } from '../form-view.ts';
import { readAsked } from './new-request-asked.ts';
import { newRequestReaders, newRequestSpecs } from './new-request-form.ts';
import { envelopeOf, refusalTrouble } from './request-post.ts';
import { lookUpTicket, type TicketLookUp } from './ticket-look-up.ts';
import type { Texts } from '../../../texts/texts.ts';
import { timeZones } from '../time-zones.ts';
import { needWorker, queryOf, type SignedInVisit } from '../visit.ts';

type Choice = {
  readonly rows: readonly InstallationRow[];
  /** Null: not chosen yet. */
  readonly row: InstallationRow | null;
  readonly typed: string;
  readonly look: TicketLookUp;
};

/** First which ticket, then everything else, filled in from it. Without a ticket too: it can be attached later. */
export async function newRequestPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  const isChosen = visit.request.query['ticket'] !== undefined;
  const choice = await choose(deps, isChosen ? queryOf(visit, 'account') : '', queryOf(visit, 'ticket'));
  return show(deps, visit, choice, EMPTY_FORM, null, 200);
}

export async function newRequestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  needWorker(visit);
  const { body } = visit.request as { readonly body: unknown };
  // What the page showed of the ticket is not believed: it came back from a browser. The ticket is fetched again.
  const choice = await choose(deps, valuesOf(body, 'account')[0] ?? '', valuesOf(body, 'ticket')[0] ?? '');
  const form = readForm(body, newRequestReaders(CHANNELS));
  const again = (state: FormState, trouble: Trouble | null, status: number) =>
    show(deps, visit, choice, state, trouble, status);
  const { row, look } = choice;
  if (row === null || look.kind === 'missing') return again(form.state, null, 422);
  if (!form.ok) return again(form.state, null, 422);
  const context = await assigneeContext(deps, visit, row);
  const ticket = look.kind === 'found' ? look.ticket : null;
  const reading = await readAsked(form.values, form.state, { ticket, row }, context);
  if (!reading.ok) return again(reading.state, null, 422);
  const answer = await createRequest(deps.core, {
    installationId: row.installation.id,
    person: visit.person,
    proof: 'signed-in',
    asked: reading.asked,
    another: form.values.another,
    envelope: envelopeOf(visit.person.id, 'create-request', body),
  });
  if (!answer.ok) {
    return again(form.state, refusalTrouble(answer.refusal, visit), refusalProblem(answer.refusal).status);
  }
  return doneAt(`${HOME}/${answer.stored.request.id}`, answer.created ? 'request-made' : 'request-was-there');
}

async function choose(deps: ConsoleDeps, accountId: string, ticket: string): Promise<Choice> {
  const rows = await deps.people.installations.list();
  const row = rows.find((one) => one.installation.id === accountId) ?? null;
  const typed = ticket.trim().slice(0, 100);
  const look = row === null ? ({ kind: 'none' } as const) : await lookUpTicket(deps.helpDesks, accountId, typed);
  return { rows, row, typed, look };
}

async function assigneeContext(deps: ConsoleDeps, visit: SignedInVisit, row: InstallationRow) {
  const [people, queues] = await Promise.all([deps.people.persons.list(), deps.people.queues.list()]);
  return {
    deps,
    visit,
    agents: people.filter((person) => person.disabledAt === null && mayCommand(person)),
    queues: queues.filter((queue) => queue.installationId === null || queue.installationId === row.installation.id),
    queueId: null,
  };
}

async function show(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  choice: Choice,
  state: FormState,
  trouble: Trouble | null,
  status: number,
): Promise<Reply> {
  const { texts } = visit;
  const { rows, row, look } = choice;
  const ticket = look.kind === 'found' ? look.ticket : null;
  const start =
    row === null
      ? null
      : {
          row,
          ticket,
          channels: row.installation.settings.lifecycle.channels,
          context: await assigneeContext(deps, visit, row),
        };
  return consolePage(deps.pages, visit, {
    template: 'new-request',
    title: texts.t('console.newRequest.title'),
    area: 'requests',
    status,
    trouble: look.kind === 'missing' ? missing(look.error, texts) : trouble,
    view: {
      accounts: rows.map(({ installation }) => ({
        value: installation.id,
        label: installation.name,
        selected: installation.id === row?.installation.id,
      })),
      chosen: row === null ? null : { id: row.installation.id, name: row.installation.name },
      typed: choice.typed,
      ticket:
        ticket === null ? null : { label: `${ticket.number} · ${ticket.subject}`, isOpen: ticket.state === 'open' },
      others: (ticket?.contacts ?? [])
        .slice(1)
        .map(({ name, email, phone }) => ({ name, reach: email ?? phone ?? '' })),
      fields: start === null ? [] : fieldViews(newRequestSpecs(start), state, texts),
      commandId: newId(),
      zones: timeZones(),
    },
  });
}

function missing(error: Extract<TicketLookUp, { kind: 'missing' }>['error'], { t }: Texts): Trouble {
  const isAbsent = error === 'console.error.noSuchTicket';
  return { title: t(isAbsent ? 'console.newRequest.noTicket' : 'console.newRequest.ticketUnread'), text: t(error) };
}
