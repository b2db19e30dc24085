import type { Person, Role } from '../../core/people/rights.ts';
import type { SessionRequestCommand } from '../../core/session-request/commands.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import { commandRequest } from '../../core/use-cases/command-request.ts';
import { createRequest, type RequestCreation } from '../../core/use-cases/create-request.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { MAY, TICKET } from '../builders/people.ts';
import { type Account, enterAdmin, enterPerson } from '../support/enter-people.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { type Answer, valueOf, visitor, type Visitor } from './visitor.ts';

/** A console with a connected account and people in every role: `admin`, `mara` and `outsider` (support agents), `viewer`. */
export type Team = {
  readonly world: ConsoleWorld;
  readonly admin: Person;
  readonly installationId: string;
  account(name: string): Account;
  person(name: string): Promise<Person>;
  /** Somebody new, who can be asked for by `name` from then on. */
  enter(name: string, role: Role): Promise<Account>;
  /** A browser in which this person has signed in. */
  browser(name: string): Promise<Visitor>;
  /** A new request of May Lin's, by Mara unless another is given; the request's id. */
  create(over?: Partial<RequestCreation['asked']>, by?: Person): Promise<string>;
  stored(requestId: string): Promise<SessionRequest>;
  give(requestId: string, command: Exclude<SessionRequestCommand, { type: 'create-request' }>): Promise<void>;
};

const ROLES = { mara: 'support-agent', outsider: 'support-agent', viewer: 'viewer' } as const;
/** Nobody answers there. */
const NOWHERE = { url: 'http://127.0.0.1:9', apiKey: 'a key' };

export async function startTeam(desk: { readonly url: string; readonly apiKey: string } = NOWHERE): Promise<Team> {
  const world = await consoleWorld();
  const { account, person: admin } = await enterAdmin(world.people);
  const accounts = new Map<string, Account>([['admin', account]]);
  const enter = async (name: string, role: Role): Promise<Account> => {
    const entered = await enterPerson(world.people, admin, { name, email: `${name}@acme.example`, role });
    accounts.set(name, entered);
    return entered;
  };
  for (const [name, role] of Object.entries(ROLES)) await enter(name, role);
  const accountOf = (name: string): Account => {
    const found = accounts.get(name);
    if (found === undefined) throw new Error(`${name} has no account`);
    return found;
  };
  const person = async (name: string): Promise<Person> => {
    const found = await world.people.persons.find(accountOf(name).id);
    if (found === null) throw new Error(`${name} is not there`);
    return found;
  };
  const { id: _, ...installation } = anInstallation();
  const place = { address: desk.url, plan: 'enterprise', apiKey: desk.apiKey };
  const installationId = await world.people.installations.add(admin, { ...installation, ...place });
  return {
    world,
    admin,
    installationId,
    enter,
    person,
    account: accountOf,
    browser: async (name) => {
      const browser = visitor(world.url);
      const answer = await browser.signIn(accountOf(name));
      if (answer.status !== 303) throw new Error(`${name} cannot sign in: ${answer.status}`);
      return browser;
    },
    create: async (over = {}, by) => create(world, installationId, by ?? (await person('mara')), over),
    stored: async (requestId) => {
      const found = await world.store.requests.find(requestId);
      if (found === null) throw new Error('the request is gone');
      return found.request;
    },
    give: async (requestId, command) => {
      const none = { person: null, installationId: null, expectedVersion: null, envelope: null };
      const answer = await commandRequest(world.core, { requestId, command, ...none });
      if (!answer.ok) throw new Error(answer.refusal.reason);
    },
  };
}

async function create(
  world: ConsoleWorld,
  installationId: string,
  by: Person,
  over: Partial<RequestCreation['asked']>,
): Promise<string> {
  const { id, name, email } = by;
  const usual: RequestCreation['asked'] = {
    ticket: TICKET,
    recipient: MAY,
    assignee: { kind: 'agent', agent: { id, name, email }, queueId: null },
    comment: '',
    schedule: null,
    expiresAt: null,
    channels: ['email'],
    language: null,
  };
  const asked = { ...usual, ...over };
  const creation = { installationId, person: by, proof: 'signed-in', asked, another: true, envelope: null } as const;
  const answer = await createRequest(world.core, creation);
  if (!answer.ok) throw new Error(answer.refusal.reason);
  return answer.stored.request.id;
}

/** Presses an action of a request as its form on the page would send it. */
export async function pressAction(
  browser: Visitor,
  requestId: string,
  action: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const path = `/console/requests/${requestId}/${action}`;
  const page = await browser.look(`/console/requests/${requestId}`);
  const form = new RegExp(`action="${path}"[\\s\\S]*?</form>`).exec(page.body)?.[0] ?? '';
  const hidden = { commandId: valueOf(form, 'commandId'), version: valueOf(form, 'version') };
  return browser.press(path, { ...hidden, ...fields });
}
