import { ALLOW, connect, type Journey, mustBe } from './journey.ts';
import type { PanelRequest } from './panel-agent.ts';
import { waitFor } from './surroundings.ts';
import { type Visitor, visitor } from './visitor.ts';

const READY_DEVICE = { system: 'windows', here: 'yes', client: 'yes', install: 'yes' };

/** Create, mail, join, device check, allow, connect, end, close, receipt, rating: all of it through HTTP, as a browser and a panel would. */
export async function wholeJourney(journey: Journey): Promise<void> {
  const { agent, tickets, around, say } = journey;
  const { recipient, ...ticket } = tickets.outlook;
  const intents = ['view', 'control', 'files'];
  const request = await agent.create(ticket, { recipient, channels: ['email'], intents });
  say(`The agent presses once: ${request.number} is ${request.status}.`);
  const mail = await around.invitationTo(recipient.email, ticket);
  say(`A mail arrives: "${mail.subject}"`);
  const user = visitor(mail.link);
  say(`The user follows the link and sees: "${await user.read()}"`);
  await mustBe(agent, request, 'Open');
  say('Looking at the page has changed nothing: still Open.');
  await join(journey, request, user);
  const connected = await connect(journey, request);
  say(`The agent connects, the user accepts in AnyDesk. AnyDesk’s own record tells it: ${connected.status}.`);
  const running = await user.read();
  await around.endSession('recipient');
  // The page knows it at once; an org is told the end together with the closing that usually follows.
  const over = await waitFor('the end of the session', async () => {
    const heading = await user.read();
    return heading === running ? null : heading;
  });
  say(`The user ends the session in AnyDesk, whose record tells that too. The page says: "${over}"`);
  await close(journey, connected, user);
}

async function join({ agent, around, say }: Journey, request: PanelRequest, user: Visitor): Promise<void> {
  await user.press('join');
  const waiting = await mustBe(agent, request, 'Waiting');
  say(`The user presses: ${waiting.status}. Both see the words "${waiting.phrase}".`);
  say(`The user checks the device: "${await user.at('?ask=check').press('readiness', READY_DEVICE)}"`);
  await user.press('address', { address: await around.deviceAddress() });
  say(`The user enters the AnyDesk address, wishes no files, and allows: "${await user.press('allow', ALLOW)}"`);
  const ready = await mustBe(agent, request, 'Ready');
  if (ready.readiness === null) throw new Error('the agent does not see the device check');
  if (ready.wishes.join() !== 'view,control') throw new Error('the agent does not see what the user wishes');
  say(`The agent sees the check and the wish (${ready.wishes.join(' and ')}): ${ready.status}.`);
}

async function close({ agent, around, say, tickets }: Journey, request: PanelRequest, user: Visitor): Promise<void> {
  const { recipient, ...ticket } = tickets.outlook;
  const note = 'Password cache cleared.';
  const closed = await agent.command(request, { type: 'close-request', outcome: 'solved', note });
  say(`The agent closes it as solved: ${closed.status}. The user sees: "${await user.read()}"`);
  say(`A receipt arrives: "${(await around.mailAfterInvitation(recipient.email, ticket)).subject}"`);
  await user.press('rate', { stars: '5', comment: 'Quick and kind.' });
  const look = async (): Promise<number | null> => (await agent.read(closed)).progress.rating?.stars ?? null;
  say(`The user rates the session: ${await waitFor('the rating', look, agent.lookEveryMs)} stars.`);
}
