import type { Kysely } from 'kysely';
import type { Person, Role } from '../../core/people/rights.ts';
import { revokeGrants } from '../oauth/grants.ts';
import type { Tables } from '../storage/tables.ts';
import type { AuditedWrite, Noted } from '../storage/audited-write.ts';
import { insertPerson } from './entrance.ts';
import { isLastAdmin, lockPeople } from './last-admin.ts';
import { makeLink } from './one-time-links.ts';
import { emailKey, type PersonRecord } from './person-record.ts';
import { findPerson } from './persons.ts';

export type Invitation = { readonly name: string; readonly email: string; readonly role: Role };

export type InviteAnswer =
  | { readonly ok: true; readonly personId: string; readonly token: string }
  | { readonly ok: false; readonly reason: 'email-taken' };

/** Why an admin's change of a person was not made. There is always an admin who can sign in. */
export type RightsRefusal = 'no-such-person' | 'last-admin' | 'nothing-changed';

/** What an admin does with people. Every change is audited. */
export type PeopleAdmin = {
  /** Enters a person and makes the link by which he sets a password. */
  invite(by: Person, invitation: Invitation): Promise<InviteAnswer>;
  /** A new link to set a password, replacing any before it. */
  newPasswordToken(by: Person, personId: string): Promise<string | null>;
  changeRole(by: Person, personId: string, role: Role): Promise<RightsRefusal | null>;
  /** Ends the person's sign-ins and app tokens at once. His requests are handed back by `handBackRequests`. */
  disable(by: Person, personId: string): Promise<RightsRefusal | null>;
  enable(by: Person, personId: string): Promise<RightsRefusal | null>;
  /** `listener` hears the id of everybody whose rights changed, in this process; call the result to stop. */
  onRightsChanged(listener: (personId: string) => void): () => void;
  /** For the other stores that change what somebody may see, such as queues. */
  announceRights(personId: string): void;
};

export function createPeopleAdmin(audited: AuditedWrite): PeopleAdmin {
  const listeners = new Set<(personId: string) => void>();
  const announceRights = (personId: string): void => {
    for (const listener of listeners) listener(personId);
  };
  const changing = async (
    by: Person,
    personId: string,
    change: (db: Kysely<Tables>, person: PersonRecord, now: number) => Promise<Noted<RightsRefusal | null>>,
  ): Promise<RightsRefusal | null> => {
    const refusal = await audited(by, async (db, now) => {
      await lockPeople(db);
      const person = await findPerson(db, personId);
      return person === null ? refused('no-such-person') : change(db, person, now);
    });
    if (refusal === null) announceRights(personId);
    return refusal;
  };
  return {
    invite: (by, invitation) => audited(by, (db, now) => invite(db, invitation, now)),
    newPasswordToken: (by, personId) => audited(by, (db, now) => newPasswordToken(db, personId, now)),
    changeRole: (by, personId, role) => changing(by, personId, (db, person) => changeRole(db, person, role)),
    disable: (by, personId) => changing(by, personId, disable),
    enable: (by, personId) => changing(by, personId, enable),
    onRightsChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announceRights,
  };
}

const refused = (refusal: RightsRefusal): Noted<RightsRefusal> => ({ result: refusal, note: null });

async function invite(db: Kysely<Tables>, invitation: Invitation, now: number): Promise<Noted<InviteAnswer>> {
  await lockPeople(db);
  const email = emailKey(invitation.email);
  const taken = await db.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst();
  if (taken !== undefined) return { result: { ok: false, reason: 'email-taken' }, note: null };
  const personId = await insertPerson(db, { ...invitation, passwordHash: null }, now);
  const token = await makeLink(db, 'set-password', personId, now);
  const note = { action: 'person.invited', detail: { personId, role: invitation.role } };
  return { result: { ok: true, personId, token }, note };
}

async function newPasswordToken(db: Kysely<Tables>, personId: string, now: number): Promise<Noted<string | null>> {
  const person = await findPerson(db, personId);
  if (person === null || person.disabledAt !== null) return { result: null, note: null };
  const token = await makeLink(db, 'set-password', personId, now);
  return { result: token, note: { action: 'person.password-link-made', detail: { personId } } };
}

async function changeRole(db: Kysely<Tables>, person: PersonRecord, role: Role): Promise<Noted<RightsRefusal | null>> {
  if (person.role === role) return refused('nothing-changed');
  if (await isLastAdmin(db, person)) return refused('last-admin');
  await db.updateTable('person').set({ role }).where('id', '=', person.id).execute();
  const detail = { personId: person.id, from: person.role, to: role };
  return { result: null, note: { action: 'person.role-changed', detail } };
}

async function disable(db: Kysely<Tables>, person: PersonRecord, now: number): Promise<Noted<RightsRefusal | null>> {
  if (person.disabledAt !== null) return refused('nothing-changed');
  if (await isLastAdmin(db, person)) return refused('last-admin');
  await db.updateTable('person').set({ disabled_at: now }).where('id', '=', person.id).execute();
  await db.deleteFrom('sign_in').where('person_id', '=', person.id).execute();
  await db.deleteFrom('one_time_link').where('person_id', '=', person.id).execute();
  await revokeGrants(db, now, { personId: person.id });
  return { result: null, note: { action: 'person.disabled', detail: { personId: person.id } } };
}

async function enable(db: Kysely<Tables>, person: PersonRecord): Promise<Noted<RightsRefusal | null>> {
  if (person.disabledAt === null) return refused('nothing-changed');
  await db.updateTable('person').set({ disabled_at: null }).where('id', '=', person.id).execute();
  return { result: null, note: { action: 'person.enabled', detail: { personId: person.id } } };
}
