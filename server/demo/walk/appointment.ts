import { type Journey, mustBe } from './journey.ts';
import { waitFor } from './surroundings.ts';
import { visitor } from './visitor.ts';

const ZONE = 'Europe/Amsterdam';
const HOUR_MS = 3_600_000;

/** A text message to somebody without a mail address, about an appointment, which is moved. */
export async function appointment({ agent, tickets, around, say }: Journey): Promise<void> {
  const { recipient, ...ticket } = tickets.dock;
  const startAt = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 48 * HOUR_MS;
  const schedule = { startAt, timeZone: ZONE };
  const request = await agent.create(ticket, { recipient, channels: ['sms'], schedule });
  const text = await around.textTo(recipient.phone);
  say(`A text message arrives: "${text.words}"`);
  const user = visitor(text.link);
  say(`The user follows its link and sees: "${await user.read()}"`);
  const calendar = `${text.link}/session.ics`;
  const before = await sequenceOf(calendar);
  const wanted = startAt + 2 * HOUR_MS;
  const { pathname } = new URL(text.link);
  const asked = new URLSearchParams({ at: String(wanted), zone: ZONE });
  say(`The user cannot at that time: "${await user.at(`${pathname}/time?${asked.toString()}`).press('move')}"`);
  const look = async () => {
    const now = await agent.read(request);
    return now.schedule?.startAt === wanted ? now : null;
  };
  const moved = await waitFor('the new time', look, agent.lookEveryMs);
  say(`The agent sees the new time: ${new Date(moved.schedule?.startAt ?? 0).toISOString()}.`);
  if ((await sequenceOf(calendar)) <= before) throw new Error('the calendar file is still that of the old time');
  say('The calendar file replaces the entry of the old time.');
  await agent.command(moved, { type: 'close-request', outcome: 'cancelled', note: '' });
  await mustBe(agent, request, 'Closed');
}

/** By a higher number a calendar knows that an entry takes the place of an older one. */
async function sequenceOf(calendar: string): Promise<number> {
  const file = await (await fetch(calendar)).text();
  return Number(/^SEQUENCE:(\d+)/m.exec(file)?.[1] ?? Number.NaN);
}
