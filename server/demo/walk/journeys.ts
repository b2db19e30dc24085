import type { PanelAgent, PanelRequest } from './agent.ts';
import { type Surroundings, waitFor } from './surroundings.ts';
import { visitor } from './visitor.ts';

/** What a journey needs, and how it tells what happens. */
export type Journey = {
  readonly agent: PanelAgent;
  readonly around: Surroundings;
  readonly say: (line: string) => void;
};

const ALLOW = { consent: 'yes' };
const OUTLOOK = { id: '1042', number: 'INC-1042', subject: 'Outlook keeps asking for my password' };
const VPN = { id: '1044', number: 'INC-1044', subject: 'VPN trennt jede Stunde die Verbindung' };
const ROUTES = { id: '1045', number: 'SR-1045', subject: 'Request for Layla Haddad: route planner on a new laptop' };

/** The tickets whose timelines tell these journeys. */
export const JOURNEY_TICKETS = [OUTLOOK, VPN, ROUTES] as const;

/** Create, mail, join, allow, connect, end, close: all of it through HTTP, as a browser and a panel would. */
export async function wholeJourney({ agent, around, say }: Journey): Promise<void> {
  const recipient = { name: 'Hannah de Vries', email: 'hannah@kestrel.example' };
  let request = await agent.create(OUTLOOK, { recipient, channels: ['email'] });
  say(`The agent presses once: ${request.number} is ${request.status}.`);
  const mail = await around.invitationTo(recipient.email);
  say(`A mail arrives: "${mail.subject}"`);
  const user = visitor(mail.link);
  say(`The user follows the link and sees: "${await user.read()}"`);
  request = await mustBe(agent, request, 'Open');
  say('Looking at the page has changed nothing: still Open.');
  await user.press('join');
  request = await mustBe(agent, request, 'Waiting');
  say(`The user presses: ${request.status}. Both see the words "${request.phrase}".`);
  await user.press('address', { address: await around.deviceAddress() });
  say(`The user enters the AnyDesk address and allows: "${await user.press('allow', ALLOW)}"`);
  request = await mustBe(agent, request, 'Ready');
  await connect({ agent, around, say }, request);
  await around.endSession('agent');
  request = await agent.command(request, { type: 'end-session' });
  say(`The session ends: ${request.status}.`);
  request = await agent.command(request, { type: 'close-request', outcome: 'solved', note: 'Password cache cleared.' });
  say(`The agent closes it as solved: ${request.status}. The user sees: "${await user.read()}"`);
}

async function connect({ agent, around, say }: Journey, request: PanelRequest): Promise<void> {
  const { url, cookie } = await agent.openConnect(request);
  await visitor(url, cookie).press('launch');
  await around.connectDevices(`anydesk:${await around.deviceAddress()}`);
  const connected = await agent.command(request, { type: 'start-session' });
  say(`The agent connects, the user accepts in AnyDesk: ${connected.status}.`);
}

/** Deny, stop, report. */
export async function refusals({ agent, around, say }: Journey): Promise<void> {
  const recipient = { name: 'Jürgen Brandt', email: 'juergen@kestrel.example' };
  let request = await agent.create(VPN, { recipient, channels: ['email'] });
  const { link } = await around.invitationTo(recipient.email);
  const user = visitor(link);
  await user.press('join');
  await user.press('address', { address: await around.deviceAddress() });
  say(`The user denies: "${await user.press('deny')}"`);
  await mustBe(agent, request, 'Waiting');
  say('After all, the user allows …');
  await visitor(`${link}?ask=again`).press('allow', ALLOW);
  request = await mustBe(agent, request, 'Ready');
  say(`… and stops: "${await user.press('withdraw')}"`);
  await mustBe(agent, request, 'Waiting');
  const reporter = visitor(`${link}?ask=report`);
  say(`"This is not my request": "${await reporter.press('report')}"`);
  request = await mustBe(agent, request, 'Closed');
  const reopened = await agent.command(request, { type: 'reopen-request' }).then(
    () => 'reopened',
    () => 'refused',
  );
  if (reopened !== 'refused') throw new Error('a reported request was reopened');
  say('Reopening a reported request is refused.');
}

/** Expire, ask for a new link, reopen, correct the recipient. */
export async function secondChances({ agent, around, say }: Journey): Promise<void> {
  const wrong = { name: 'Layla Haddad', email: 'layla.hadad@kestrel.example' };
  let request = await agent.create(ROUTES, { recipient: wrong, channels: ['email'], expiresAt: Date.now() + 1500 });
  const old = visitor((await around.invitationTo(wrong.email)).link);
  await waitFor('the request to expire', async () => ((await agent.read(request)).status === 'Expired' ? true : null));
  say(`Its time runs out: Expired. The user sees: "${await old.read()}"`);
  say(`The user asks for a new link: "${await old.press('new-link')}"`);
  request = await agent.command(request, { type: 'reopen-request' });
  say(`The agent reopens it: ${request.status}.`);
  const right = { name: 'Layla Haddad', email: 'layla.haddad@kestrel.example' };
  request = await agent.command(request, { type: 'correct-recipient', recipient: right });
  const fresh = await around.invitationTo(right.email);
  say(`The address is corrected; the old link says: "${await old.read()}"`);
  await visitor(fresh.link).press('join');
  request = await mustBe(agent, request, 'Waiting');
  say(`The new link works: ${request.status}.`);
  await agent.command(request, { type: 'close-request', outcome: 'cancelled', note: '' });
}

async function mustBe(agent: PanelAgent, request: PanelRequest, status: string): Promise<PanelRequest> {
  const now = await agent.read(request);
  if (now.status !== status) throw new Error(`${now.number} should be ${status}, but is ${now.status}`);
  return now;
}
