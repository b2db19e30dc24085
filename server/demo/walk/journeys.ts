import type { PanelRequest, WalkedDesk } from './panel-agent.ts';
import { type Surroundings, waitFor } from './surroundings.ts';
import { visitor } from './visitor.ts';

/** What a journey needs, and how it tells what happens. */
export type Journey = Pick<WalkedDesk, 'agent' | 'tickets'> & {
  readonly around: Surroundings;
  readonly say: (line: string) => void;
};

const ALLOW = { consent: 'yes' };

/** Create, mail, join, allow, connect, end, close: all of it through HTTP, as a browser and a panel would. */
export async function wholeJourney({ agent, tickets, around, say }: Journey): Promise<void> {
  const { recipient, ...ticket } = tickets.outlook;
  let request = await agent.create(ticket, { recipient, channels: ['email'] });
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
  await connect({ agent, tickets, around, say }, request);
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
export async function refusals({ agent, tickets, around, say }: Journey): Promise<void> {
  const { recipient, ...ticket } = tickets.vpn;
  let request = await agent.create(ticket, { recipient, channels: ['email'] });
  const { link } = await around.invitationTo(recipient.email);
  const user = visitor(link);
  await user.press('join');
  await user.press('address', { address: await around.deviceAddress() });
  say(`The user denies: "${await user.press('deny')}"`);
  await mustBe(agent, request, 'Waiting');
  say('After all, the user allows …');
  await user.at('?ask=again').press('allow', ALLOW);
  request = await mustBe(agent, request, 'Ready');
  say(`… and stops: "${await user.press('withdraw')}"`);
  await mustBe(agent, request, 'Waiting');
  say(`"This is not my request": "${await user.at('?ask=report').press('report')}"`);
  request = await mustBe(agent, request, 'Closed');
  const reopened = await agent.command(request, { type: 'reopen-request' }).then(
    () => 'reopened',
    () => 'refused',
  );
  if (reopened !== 'refused') throw new Error('a reported request was reopened');
  say('Reopening a reported request is refused.');
}

/** Expire, ask for a new link, reopen, correct the recipient. */
export async function secondChances({ agent, tickets, around, say }: Journey): Promise<void> {
  const { recipient: right, ...ticket } = tickets.routes;
  const wrong = { ...right, email: `not.${right.email}` };
  let request = await agent.create(ticket, { recipient: wrong, channels: ['email'], expiresAt: Date.now() + 1500 });
  const old = visitor((await around.invitationTo(wrong.email)).link);
  await waitFor('the request to expire', async () => ((await agent.read(request)).status === 'Expired' ? true : null));
  say(`Its time runs out: Expired. The user sees: "${await old.read()}"`);
  say(`The user asks for a new link: "${await old.press('new-link')}"`);
  request = await agent.command(request, { type: 'reopen-request' });
  say(`The agent reopens it: ${request.status}.`);
  request = await agent.command(request, { type: 'correct-recipient', recipient: right });
  const fresh = await around.invitationTo(right.email);
  say(`The address is corrected; the old link says: "${await old.read()}"`);
  await visitor(fresh.link).press('join');
  request = await mustBe(agent, request, 'Waiting');
  say(`The new link works: ${request.status}.`);
  await agent.command(request, { type: 'close-request', outcome: 'cancelled', note: '' });
}

/** A record in a help desk follows a moment later. */
async function mustBe(agent: Journey['agent'], request: PanelRequest, status: string): Promise<PanelRequest> {
  return waitFor(`${request.number} to be ${status}`, async () => {
    const now = await agent.read(request);
    return now.status === status ? now : null;
  });
}
