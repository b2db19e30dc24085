import { createOrgClients, type OrgClients } from '../../server/sign-in/org/org-clients.ts';
import { createAuditedWrite } from '../../server/storage/audited-write.ts';
import { type Answer, visitor, type Visitor } from '../console/visitor.ts';
import { SIGN_IN_APP } from '../fakes/salesforce/seed.ts';
import { joinClient } from '../support/join-client.ts';
import { throughProvider } from '../support/through-provider.ts';
import { orgWorld, type OrgWorld } from './org-world.ts';
import type { WorldOptions } from './server-world.ts';

/** A server whose Salesforce agents sign in with their org. */
export type OrgSignInWorld = OrgWorld & {
  readonly clients: OrgClients;
  /** The org's sign-in as an admin of ours sets it up. */
  offer(over?: { readonly hours?: number; readonly clientSecret?: string }): Promise<void>;
  browser(): Visitor;
  /** A request on a case of Mara's. */
  request(): Promise<{ readonly id: string; readonly path: string; readonly caseId: string; readonly joinUrl: string }>;
  /** The same, whose end user has allowed access. */
  readyRequest(): ReturnType<OrgSignInWorld['request']>;
  /** Presses Connect in the panel. */
  pressConnect(browser: Visitor, path: string): Promise<Answer>;
  /** Signs in on the org's page to which an answer led; the path here that the org leads back to. */
  throughOrg(answer: Answer): Promise<string>;
  /** From the press to the page at the end of all redirections; all places passed. */
  connect(browser: Visitor, path: string): Promise<Answer & { readonly places: readonly string[] }>;
};

export async function orgSignInWorld(options: WorldOptions = {}): Promise<OrgSignInWorld> {
  const world = await orgWorld(options);
  const { control, people } = world.org;
  const { clientId, clientSecret } = SIGN_IN_APP;
  const { store, vault, clock } = world.foundation;
  const clients = createOrgClients(store.database, createAuditedWrite(store.database, clock), vault);
  await control.app({ clientId, redirectUris: [`${world.url}/connect/sign-in/${world.orgId}/callback`] });
  await control.assign(people.integration, 'Session_Requests_Access_Reader');
  const offer: OrgSignInWorld['offer'] = (over = {}) =>
    clients.save(world.admin, world.orgId, { clientId, hours: over.hours ?? 8 }, over.clientSecret ?? clientSecret);
  await offer();
  const pressConnect: OrgSignInWorld['pressConnect'] = (browser, path) =>
    browser.look(`${path}?press=1`, PRESSED(world.org.url));
  const throughOrg: OrgSignInWorld['throughOrg'] = async ({ to }) => {
    if (to === null || !to.startsWith(world.org.url)) throw new Error(`not led to the org, but to ${String(to)}`);
    const back = new URL(await throughProvider(to));
    return back.pathname + back.search;
  };
  const request: OrgSignInWorld['request'] = async () => {
    const { Id: caseId } = await world.addCase();
    const record = await world.requestOn(caseId);
    const id = String(record['External_Key__c']);
    return { id, caseId, path: `/connect/${id}`, joinUrl: String(record['Join_Url__c']) };
  };
  return {
    ...world,
    clients,
    offer,
    request,
    pressConnect,
    throughOrg,
    browser: () => visitor(world.url),
    readyRequest: async () => {
      const made = await request();
      const person = joinClient(made.joinUrl);
      await person.walk('join');
      await person.walk('address', { address: '1 234 567 890' });
      await person.walk('allow', { consent: 'yes' });
      return made;
    },
    connect: async (browser, path) => {
      let answer = await pressConnect(browser, path);
      const places: string[] = [];
      while (answer.to !== null && places.length < 8) {
        const isOrg = answer.to.startsWith(world.org.url);
        places.push(isOrg ? 'org' : new URL(answer.to, world.url).pathname);
        answer = await browser.look(isOrg ? await throughOrg(answer) : answer.to);
      }
      return { ...answer, places };
    },
  };
}

/** What a browser tells of itself when a person pressed a link on a page of the org. */
export const PRESSED = (orgUrl: string): Readonly<Record<string, string>> => ({
  'sec-fetch-user': '?1',
  'sec-fetch-dest': 'document',
  'sec-fetch-site': 'cross-site',
  referer: `${orgUrl}/`,
});
