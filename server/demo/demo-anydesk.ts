import type { People } from '../composition/accounts.ts';
import type { WatchPace } from '../session-watch/watch-pace.ts';
import { DEMO_AGENTS } from './demo-agents.ts';
import { DEMO_ADMIN, DEMO_ANYDESK_ID } from './demo-installation.ts';

/** The simulated AnyDesk's licence: the sample of AnyDesk's own documents, which opens nothing. */
const LICENCE = { licenseId: '1438129266231705', apiPassword: 'UYETICGU2CT3KES' };

/** Whoever tries the demo watches the page; an AnyDesk on this machine is no burden to anybody. */
export const DEMO_PACE: WatchPace = { soonMs: 500, launchedMs: 1000, busyMs: 1500, quietMs: 15_000 };

/** With which machines the simulated AnyDesk starts: Hannah's, and the first agent's. */
export function deskWords(now: number): readonly string[] {
  const [first] = DEMO_AGENTS;
  const agent = ['--agent-id', String(first.device), '--agent-name', first.name];
  // Another start is another desk: its sessions must not be taken for those of the last one.
  const sessions = ['--first-sid', String(Math.floor(now / 1000))];
  return ['--recipient-name', 'Hannah’s laptop', ...agent, ...sessions];
}

/** The other agents' computers. */
export async function addAgentDevices(deskUrl: string): Promise<void> {
  for (const { device: cid, name } of DEMO_AGENTS.slice(1)) {
    const answer = await fetch(`${deskUrl}/control/devices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ cid, name, role: 'agent', registered: true }),
    });
    if (!answer.ok) throw new Error(`the demo's AnyDesk answered ${answer.status}`);
  }
}

type AnyDeskPeople = Pick<People, 'remoteAccounts' | 'agentDevices'>;

/** Does what an admin does with a licence that has the REST API, and what agents do with their own devices. */
export async function connectDemoAnyDesk(
  people: AnyDeskPeople,
  apiUrl: string,
  personIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { licenseId, apiPassword } = LICENCE;
  const account = { name: 'AnyDesk (simulated)', installationId: null, address: apiUrl, licenseId };
  // Sessions of the last start are gone with the desk that had them.
  await forgetDemoAnyDesk(people);
  await people.remoteAccounts.add(DEMO_ADMIN, account, apiPassword, DEMO_ANYDESK_ID);
  for (const { email, device } of DEMO_AGENTS) {
    const personId = personIds.get(email) ?? '';
    const isNew = (await people.agentDevices.of(personId)).length === 0;
    if (isNew) await people.agentDevices.set(DEMO_ADMIN, personId, [String(device)]);
  }
}

export async function forgetDemoAnyDesk({ remoteAccounts }: Pick<People, 'remoteAccounts'>): Promise<void> {
  await remoteAccounts.remove(DEMO_ADMIN, DEMO_ANYDESK_ID);
}
