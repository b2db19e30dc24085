import type { Kysely } from 'kysely';
import type { Role } from '../../../core/people/rights.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import type { AuditNote, Noted } from '../../storage/audited-write.ts';
import { insertPerson } from '../../people/entrance.ts';
import { isLastAdmin, lockPeople } from '../../people/last-admin.ts';
import { emailKey, type PersonRecord } from '../../people/person-record.ts';
import { findPerson } from '../../people/persons.ts';
import type { Tables } from '../../storage/tables.ts';
import { roleOfKnown, roleOfNew } from './map-role.ts';
import type { ProviderSettings } from './provider-settings.ts';
import type { ProvenPerson } from './read-claims.ts';

export type EntryRules = Pick<
  ProviderSettings,
  'groupsClaim' | 'groups' | 'roleWithoutGroup' | 'verifiedEmailOnly' | 'emailDomains' | 'addsPeople'
>;

/** Why somebody whom the provider proved may not come in. */
export type EntryRefusal =
  | 'disabled'
  | 'no-role'
  | 'no-email'
  | 'email-not-verified'
  | 'foreign-email'
  /** The person of this mail address comes in by another account of the same provider: the address was given to somebody else. */
  | 'other-account'
  | 'not-entered';

export type ComeInAnswer =
  | {
      readonly ok: true;
      readonly personId: string;
      readonly changed: 'role' | 'nothing';
      readonly keptLastAdmin: boolean;
    }
  | { readonly ok: false; readonly refusal: EntryRefusal };

/** In the transaction of `db`. An account that was linked once is known by its own name at the provider, whatever its address is now. */
export async function comeIn(
  db: Kysely<Tables>,
  proven: ProvenPerson,
  rules: EntryRules,
  now: EpochMs,
): Promise<Noted<ComeInAnswer>> {
  await lockPeople(db);
  const linked = await personOfAccount(db, proven);
  if (linked !== null) return withRole(db, linked, proven, rules, null);
  const refusal = firstTimeRefusal(proven, rules);
  if (refusal !== null || proven.email === null) return refused(refusal ?? 'no-email');
  const known = await personOfEmail(db, proven.email);
  if (known === null) return enter(db, { ...proven, email: proven.email }, rules, now);
  if (await hasAccountOf(db, known.id, proven.issuer)) return refused('other-account');
  return withRole(db, known, proven, rules, now);
}

const refused = (refusal: EntryRefusal): Noted<ComeInAnswer> => ({ result: { ok: false, refusal }, note: null });

function firstTimeRefusal({ email, isEmailVerified }: ProvenPerson, rules: EntryRules): EntryRefusal | null {
  if (email === null) return 'no-email';
  if (rules.verifiedEmailOnly && !isEmailVerified) return 'email-not-verified';
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return rules.emailDomains.length === 0 || rules.emailDomains.includes(domain) ? null : 'foreign-email';
}

/** Somebody who is entered here: gives him the role of his groups. `linkAt` null: his account is linked already. */
async function withRole(
  db: Kysely<Tables>,
  person: PersonRecord,
  proven: ProvenPerson,
  rules: EntryRules,
  linkAt: EpochMs | null,
): Promise<Noted<ComeInAnswer>> {
  if (person.disabledAt !== null) return refused('disabled');
  const mapped = roleOfKnown(proven.groups, rules);
  if (mapped === 'refuse') return refused('no-role');
  const wanted = mapped === 'keep' ? person.role : mapped;
  const keptLastAdmin = wanted !== person.role && (await isLastAdmin(db, person));
  const role = keptLastAdmin ? person.role : wanted;
  if (linkAt !== null) await link(db, person.id, proven, linkAt);
  if (role !== person.role) await db.updateTable('person').set({ role }).where('id', '=', person.id).execute();
  const changed = role === person.role ? 'nothing' : 'role';
  const note = noteOf(person, role, proven.issuer, linkAt !== null);
  return { result: { ok: true, personId: person.id, changed, keptLastAdmin }, note };
}

function noteOf(person: PersonRecord, role: Role, issuer: string, isNew: boolean): AuditNote | null {
  const roles = role === person.role ? {} : { from: person.role, to: role };
  if (isNew) return { action: 'person.identity-linked', detail: { personId: person.id, issuer, ...roles } };
  if (role === person.role) return null;
  return { action: 'person.role-changed', detail: { personId: person.id, ...roles, because: 'groups' } };
}

async function enter(
  db: Kysely<Tables>,
  proven: ProvenPerson & { readonly email: string },
  rules: EntryRules,
  now: EpochMs,
): Promise<Noted<ComeInAnswer>> {
  if (!rules.addsPeople) return refused('not-entered');
  const role = roleOfNew(proven.groups, rules);
  if (role === 'refuse') return refused('no-role');
  const { name, email, issuer } = proven;
  const personId = await insertPerson(db, { name, email, role, passwordHash: null }, now);
  await link(db, personId, proven, now);
  return {
    result: { ok: true, personId, changed: 'role', keptLastAdmin: false },
    note: { action: 'person.entered-by-provider', detail: { personId, issuer, role } },
  };
}

async function link(db: Kysely<Tables>, personId: string, proven: ProvenPerson, now: EpochMs): Promise<void> {
  const { issuer, subject } = proven;
  await db.insertInto('person_identity').values({ issuer, subject, person_id: personId, linked_at: now }).execute();
}

async function personOfAccount(db: Kysely<Tables>, { issuer, subject }: ProvenPerson): Promise<PersonRecord | null> {
  const row = await db
    .selectFrom('person_identity')
    .select('person_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row === undefined ? null : findPerson(db, row.person_id);
}

async function personOfEmail(db: Kysely<Tables>, email: string): Promise<PersonRecord | null> {
  const row = await db.selectFrom('person').select('id').where('email', '=', emailKey(email)).executeTakeFirst();
  return row === undefined ? null : findPerson(db, row.id);
}

async function hasAccountOf(db: Kysely<Tables>, personId: string, issuer: string): Promise<boolean> {
  const row = await db
    .selectFrom('person_identity')
    .select('subject')
    .where('person_id', '=', personId)
    .where('issuer', '=', issuer)
    .executeTakeFirst();
  return row !== undefined;
}
