import { type Journey, mustBe } from './journey.ts';
import { visitor } from './visitor.ts';

/** Expire, ask for a new link, reopen, correct the recipient. Begins with a request that has run out when the rest is walked. */
export async function secondChances({ agent, tickets, around, say }: Journey): Promise<() => Promise<void>> {
  const { recipient: right, ...ticket } = tickets.routes;
  const wrong = { ...right, email: `not.${right.email}` };
  const expiresAt = Date.now() + 1500;
  const short = await agent.create(ticket, { recipient: wrong, channels: ['email'], expiresAt });
  return async () => {
    const old = visitor((await around.invitationTo(wrong.email, ticket)).link);
    const expired = await mustBe(agent, short, 'Expired');
    say(`A request’s time has run out: ${expired.status}. The user sees: "${await old.read()}"`);
    say(`The user asks for a new link: "${await old.press('new-link')}"`);
    const reopened = await agent.command(expired, { type: 'reopen-request' });
    say(`The agent reopens it: ${reopened.status}.`);
    const corrected = await agent.command(reopened, { type: 'correct-recipient', recipient: right });
    const fresh = await around.invitationTo(right.email, ticket);
    say(`The address is corrected; the old link says: "${await old.read()}"`);
    await visitor(fresh.link).press('join');
    const waiting = await mustBe(agent, corrected, 'Waiting');
    say(`The new link works: ${waiting.status}.`);
    await agent.command(waiting, { type: 'close-request', outcome: 'cancelled', note: '' });
  };
}
