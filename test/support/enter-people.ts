import type { Person, Role } from '../../core/people/rights.ts';
import type { People } from '../../server/composition/accounts.ts';
import { hashPassword } from '../../server/sign-in/password-hash.ts';

export type NewAccount = { readonly name: string; readonly email: string; readonly role: Role };

/** Somebody who can sign in at the console. */
export type Account = NewAccount & { readonly id: string; readonly password: string };

const PASSWORD = 'correct horse battery staple';

/** The first admin, entered by the one-time link. `person` may then act in the stores. */
export async function enterAdmin(people: People): Promise<{ readonly account: Account; readonly person: Person }> {
  const admin = { name: 'Ada Admin', email: 'ada@acme.example', role: 'admin' } as const;
  const token = await people.entrance.firstAdminToken();
  const passwordHash = await hashPassword(PASSWORD);
  const person = token === null ? null : await people.entrance.enterFirstAdmin(token, { ...admin, passwordHash });
  if (person === null) throw new Error('the store has people already');
  return { account: { ...admin, id: person.id, password: PASSWORD }, person };
}

/** Invites somebody and sets the password by the link of the invitation. */
export async function enterPerson(people: People, by: Person, account: NewAccount): Promise<Account> {
  const invited = await people.admin.invite(by, account);
  if (!invited.ok) throw new Error(`${account.email} is taken`);
  await people.entrance.setPassword(invited.token, await hashPassword(PASSWORD));
  return { ...account, id: invited.personId, password: PASSWORD };
}
