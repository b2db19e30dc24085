import { ROLES } from '../../../../core/people/rights.ts';
import { activeRequestsOf, handBackRequests } from '../../../people/hand-back-requests.ts';
import type { RightsRefusal } from '../../../people/people-admin.ts';
import type { PersonRecord } from '../../../people/person-record.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, doneAt, type Trouble } from '../console-page.ts';
import { choiceField } from '../field-readers.ts';
import { EMPTY_FORM, readForm } from '../form-reading.ts';
import { fieldViews } from '../form-view.ts';
import type { Notice } from '../notices.ts';
import { personState, roleSpec, setPasswordUrl } from './people-page.ts';
import { moment, notFound, paramOf, type SignedInVisit } from '../visit.ts';

/** One person: role, link for a password, and the end of his access. */
export async function personPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return show(deps, visit, await personOf(deps, visit), {});
}

export async function rolePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const person = await personOf(deps, visit);
  const form = readForm(visit.request.body, { role: choiceField(ROLES) });
  if (!form.ok) return show(deps, visit, person, { status: 422 });
  const refusal = await deps.people.admin.changeRole(visit.person, person.id, form.values.role);
  return afterChange(deps, visit, person, refusal, 'role-changed');
}

/** His sign-ins end at once; what he was working on goes back to its queue, or to nobody in particular. */
export async function disablePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const person = await personOf(deps, visit);
  const refusal = await deps.people.admin.disable(visit.person, person.id);
  if (refusal === null) await handBack(deps, visit, person);
  return afterChange(deps, visit, person, refusal, 'person-disabled');
}

export async function enablePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const person = await personOf(deps, visit);
  const refusal = await deps.people.admin.enable(visit.person, person.id);
  return afterChange(deps, visit, person, refusal, 'person-enabled');
}

export async function handBackPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const person = await personOf(deps, visit);
  await handBack(deps, visit, person);
  return doneAt(`/console/people/${person.id}`, 'requests-returned');
}

/** Shown once, on the answer itself. */
export async function passwordLinkPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const person = await personOf(deps, visit);
  const token = await deps.people.admin.newPasswordToken(visit.person, person.id);
  if (token === null) return afterChange(deps, visit, person, 'nothing-changed', 'person-enabled');
  return show(deps, visit, person, { url: setPasswordUrl(deps, token) });
}

/** For an account that was made anew at the provider, or that belongs to somebody else now. */
export async function unlinkPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const person = await personOf(deps, visit);
  const isDone = await deps.oidc.identities.unlink(visit.person, person.id);
  return afterChange(deps, visit, person, isDone ? null : 'nothing-changed', 'identity-removed');
}

async function personOf(deps: ConsoleDeps, visit: SignedInVisit): Promise<PersonRecord> {
  const person = await deps.people.persons.find(paramOf(visit, 'personId'));
  if (person === null) throw notFound();
  return person;
}

function handBack(deps: ConsoleDeps, visit: SignedInVisit, person: PersonRecord): Promise<number> {
  return handBackRequests(deps.core, deps.store.database, deps.people.queues, visit.person, person.id);
}

async function afterChange(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  person: PersonRecord,
  refusal: RightsRefusal | null,
  notice: Notice,
): Promise<Reply> {
  if (refusal === null) return doneAt(`/console/people/${person.id}`, notice);
  if (refusal === 'no-such-person') throw notFound();
  const { texts } = visit;
  const trouble = { title: texts.t('console.notDone'), text: texts.t(`console.person.refusal.${refusal}`) };
  return show(deps, visit, person, { trouble, status: 409 });
}

type Shown = { readonly url?: string; readonly trouble?: Trouble; readonly status?: number };

async function show(deps: ConsoleDeps, visit: SignedInVisit, person: PersonRecord, shown: Shown): Promise<Reply> {
  const { texts } = visit;
  const [requests, identities] = await Promise.all([
    activeRequestsOf(deps.store.database, person.id),
    deps.oidc.identities.of(person.id),
  ]);
  return consolePage(deps.pages, visit, {
    template: 'person',
    title: person.name,
    area: 'people',
    status: shown.status ?? 200,
    trouble: shown.trouble ?? null,
    view: {
      base: `/console/people/${person.id}`,
      email: person.email,
      state: personState(person, identities.length > 0),
      since: moment(visit, person.disabledAt ?? person.createdAt),
      identities: identities.map(({ issuer, linkedAt }) => ({ issuer, since: moment(visit, linkedAt) })),
      url: shown.url ?? '',
      requests: requests.map(({ request }) => ({ href: `/console/requests/${request.id}`, number: request.number })),
      fields: fieldViews([roleSpec(visit, person.role)], EMPTY_FORM, texts),
    },
  });
}
