import { type Role, ROLES } from '../../../../core/people/rights.ts';
import type { PersonRecord } from '../../../people/person-record.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.ts';
import { choiceField, emailField, textField } from '../field-readers.ts';
import { EMPTY_FORM, type FormState, readForm, withError } from '../form-reading.ts';
import { type FieldSpec, fieldViews } from '../form-view.ts';
import type { SignedInVisit } from '../visit.ts';

const READERS = { name: textField({ most: 120, required: true }), email: emailField, role: choiceField(ROLES) };

/** Who works here, and the invitation of somebody new. */
export async function peoplePage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return show(deps, visit, EMPTY_FORM, null, 200);
}

/** The link is shown on the answer itself and never again: what is stored cannot be turned back into it. */
export async function invitePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const form = readForm(visit.request.body, READERS);
  if (!form.ok) return show(deps, visit, form.state, null, 422);
  const answer = await deps.people.admin.invite(visit.person, form.values);
  if (!answer.ok)
    return show(deps, visit, withError(form.state, 'email', { key: 'console.error.emailTaken' }), null, 409);
  const made = { name: form.values.name, url: setPasswordUrl(deps, answer.token) };
  return show(deps, visit, EMPTY_FORM, made, 200);
}

export function setPasswordUrl({ publicUrl }: ConsoleDeps, token: string): string {
  return `${publicUrl}/console/set-password/${token}`;
}

/** How a person stands, as one word. `isLinked`: he comes in by his account at the sign-in provider. */
export function personState(person: PersonRecord, isLinked: boolean): 'disabled' | 'active' | 'invited' {
  if (person.disabledAt !== null) return 'disabled';
  return person.hasPassword || isLinked ? 'active' : 'invited';
}

async function show(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  state: FormState,
  made: { readonly name: string; readonly url: string } | null,
  status: number,
): Promise<Reply> {
  const { texts } = visit;
  const [people, queues, identities] = await Promise.all([
    deps.people.persons.list(),
    deps.people.queues.list(),
    deps.oidc.identities.list(),
  ]);
  const linked = new Set(identities.map(({ personId }) => personId));
  return consolePage(deps.pages, visit, {
    template: 'people',
    title: texts.t('console.area.people'),
    area: 'people',
    status,
    view: {
      made,
      people: people.map((person) => ({
        href: `/console/people/${person.id}`,
        name: person.name,
        email: person.email,
        role: person.role,
        state: personState(person, linked.has(person.id)),
        queues: texts.list(queues.filter((queue) => person.queueIds.includes(queue.id)).map((queue) => queue.name)),
      })),
      fields: fieldViews(inviteSpecs(visit), state, texts),
    },
  });
}

function inviteSpecs({ texts }: SignedInVisit): readonly FieldSpec[] {
  return [
    { kind: 'text', name: 'name', label: texts.t('console.person.name'), value: '', required: true },
    { kind: 'email', name: 'email', label: texts.t('console.signIn.email'), value: '', required: true },
    roleSpec({ texts }, 'support-agent'),
  ];
}

/** The choice of a role, with what each may do. */
export function roleSpec({ texts }: Pick<SignedInVisit, 'texts'>, value: Role): FieldSpec {
  return {
    kind: 'select',
    name: 'role',
    label: texts.t('console.person.role'),
    value,
    hint: ROLES.map((role) => `${texts.t(`console.role.${role}`)}: ${texts.t(`console.roleHint.${role}`)}`).join(' '),
    options: ROLES.map((role) => ({ value: role, label: texts.t(`console.role.${role}`) })),
  };
}
