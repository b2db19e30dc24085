import { mayCommand } from '../../../../core/people/rights.ts';
import type { PersonRecord } from '../../../people/person-record.ts';
import type { Queue } from '../../../people/queues.ts';
import type { InstallationRow } from '../../../storage/store.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.ts';
import { choiceField, choicesField, optional, textField } from '../field-readers.ts';
import { EMPTY_FORM, type FormState, readForm, withError } from '../form-reading.ts';
import { type FieldSpec, fieldViews } from '../form-view.ts';
import { notFound, paramOf, type SignedInVisit } from '../visit.ts';

const PATH = '/console/queues';

/** Queues, who is in them, and a new one. */
export async function queuesPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return showAll(deps, visit, EMPTY_FORM, 200);
}

export async function queueAddPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const form = readForm(visit.request.body, readersFor(await choicesOf(deps)));
  if (!form.ok) return showAll(deps, visit, form.state, 422);
  const { name, account, members } = form.values;
  const id = await deps.people.queues.add(visit.person, { name, installationId: account, memberIds: members });
  if (id === null) return showAll(deps, visit, withError(form.state, 'name', { key: 'console.error.nameTaken' }), 409);
  return doneAt(PATH, 'queue-saved');
}

export async function queuePage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return showOne(deps, visit, await queueOf(deps, visit), EMPTY_FORM, 200);
}

export async function queueChangePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const queue = await queueOf(deps, visit);
  const form = readForm(visit.request.body, readersFor(await choicesOf(deps)));
  if (!form.ok) return showOne(deps, visit, queue, form.state, 422);
  const { name, account, members } = form.values;
  const settings = { name, installationId: account, memberIds: members };
  const answer = await deps.people.queues.change(visit.person, queue.id, settings);
  if (answer === 'no-such-queue') throw notFound();
  if (answer === 'name-taken') {
    return showOne(deps, visit, queue, withError(form.state, 'name', { key: 'console.error.nameTaken' }), 409);
  }
  return doneAt(PATH, 'queue-saved');
}

export async function queueRemovePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const queue = await queueOf(deps, visit);
  await deps.people.queues.remove(visit.person, queue.id);
  return doneAt(PATH, 'queue-removed');
}

async function queueOf(deps: ConsoleDeps, visit: SignedInVisit): Promise<Queue> {
  const queue = await deps.people.queues.find(paramOf(visit, 'queueId'));
  if (queue === null) throw notFound();
  return queue;
}

type Choices = { readonly people: readonly PersonRecord[]; readonly accounts: readonly InstallationRow[] };

/** Viewers and people who left cannot work in a queue. */
async function choicesOf(deps: ConsoleDeps): Promise<Choices> {
  const [people, accounts] = await Promise.all([deps.people.persons.list(), deps.people.installations.list()]);
  return { accounts, people: people.filter((person) => person.disabledAt === null && mayCommand(person)) };
}

function readersFor({ people, accounts }: Choices) {
  return {
    name: textField({ most: 80, required: true }),
    account: optional(choiceField(accounts.map((row) => row.installation.id))),
    members: choicesField(people.map((person) => person.id)),
  };
}

function specsFor(visit: SignedInVisit, { people, accounts }: Choices, queue: Queue | null): readonly FieldSpec[] {
  const { texts } = visit;
  return [
    { kind: 'text', name: 'name', label: texts.t('console.person.name'), value: queue?.name ?? '', required: true },
    {
      kind: 'select',
      name: 'account',
      label: texts.t('console.queue.account'),
      value: queue?.installationId ?? '',
      options: [
        { value: '', label: texts.t('console.requests.everyAccount') },
        ...accounts.map(({ installation }) => ({ value: installation.id, label: installation.name })),
      ],
    },
    {
      kind: 'checkboxes',
      name: 'members',
      label: texts.t('console.queue.members'),
      values: queue?.memberIds ?? [],
      hint: texts.t('console.queue.membersHint'),
      options: people.map((person) => ({ value: person.id, label: person.name })),
    },
  ];
}

async function showAll(deps: ConsoleDeps, visit: SignedInVisit, state: FormState, status: number): Promise<Reply> {
  const [queues, choices] = await Promise.all([deps.people.queues.list(), choicesOf(deps)]);
  const waits = await Promise.all(queues.map((queue) => deps.waits.ofQueue(queue.id)));
  const { texts } = visit;
  return consolePage(deps.pages, visit, {
    template: 'queues',
    title: texts.t('console.area.queues'),
    area: 'queues',
    status,
    view: {
      queues: queues.map((queue, index) => ({
        waitMs: waits[index] ?? null,
        href: `${PATH}/${queue.id}`,
        name: queue.name,
        account: choices.accounts.find((row) => row.installation.id === queue.installationId)?.installation.name ?? '',
        members: texts.list(
          choices.people.filter((person) => queue.memberIds.includes(person.id)).map((person) => person.name),
        ),
      })),
      fields: fieldViews(specsFor(visit, choices, null), state, texts),
    },
  });
}

async function showOne(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  queue: Queue,
  state: FormState,
  status: number,
): Promise<Reply> {
  const choices = await choicesOf(deps);
  return consolePage(deps.pages, visit, {
    template: 'queue',
    title: queue.name,
    area: 'queues',
    status,
    view: { base: `${PATH}/${queue.id}`, fields: fieldViews(specsFor(visit, choices, queue), state, visit.texts) },
  });
}
