import { ALLOW, connect, type Journey, mustBe } from './journey.ts';
import { waitFor } from './surroundings.ts';
import { visitor } from './visitor.ts';

/** Deny, stop a running session, report. */
export async function refusals(journey: Journey): Promise<void> {
  const { agent, tickets, around, say } = journey;
  const { recipient, ...ticket } = tickets.vpn;
  const request = await agent.create(ticket, { recipient, channels: ['email'] });
  const { link } = await around.invitationTo(recipient.email, ticket);
  const user = visitor(link);
  await user.press('join');
  await user.press('address', { address: await around.deviceAddress() });
  say(`The user denies: "${await user.press('deny')}"`);
  await mustBe(agent, request, 'Waiting');
  await user.at('?ask=again').press('allow', ALLOW);
  await mustBe(agent, request, 'Ready');
  const { status } = await connect(journey, request);
  say(`After all, the user allows, and accepts in AnyDesk: ${status} …`);
  const heading = await user.press('withdraw');
  const by = await waitFor('AnyDesk to end the session', () => around.endedBy());
  if (by !== 'api') throw new Error(`the session was ended by ${by}`);
  say(`… and presses Stop: "${heading}". The session in AnyDesk is over.`);
  await mustBe(agent, request, 'Waiting');
  say(`"This is not my request": "${await user.at('?ask=report').press('report')}"`);
  const closed = await mustBe(agent, request, 'Closed');
  const reopened = await agent.command(closed, { type: 'reopen-request' }).then(
    () => 'reopened',
    () => 'refused',
  );
  if (reopened !== 'refused') throw new Error('a reported request was reopened');
  say('Reopening a reported request is refused.');
}
