import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { givenRequest } from '../server/given-request.ts';
import { type ServerWorld, serverWorld } from '../server/server-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const clock = { ahead: 0, now: () => Date.now() + clock.ahead };

let world: ServerWorld;
beforeAll(async () => {
  world = await serverWorld({ clock });
});
afterAll(() => world.close());

describe('The recipient of an appointment', () => {
  it('is reminded by mail, in the zone of the appointment, without a second calendar entry', async () => {
    const email = 'reminded@kestrel.example';
    const startAt = Math.ceil(clock.now() / HOUR) * HOUR + 25 * HOUR;
    const request = await givenRequest(world.panel(), 'Open', {
      recipient: { name: 'Hannah Osei', email },
      channels: ['email'],
      schedule: { startAt, timeZone: 'Asia/Kathmandu' },
    });
    await world.sink.control.waitFor(1, { to: email });

    clock.ahead = startAt - 24 * HOUR + MINUTE - Date.now();
    const mails = await world.sink.control.waitFor(2, { to: email, timeoutMs: 20_000 });
    const reminder = await world.sink.control.raw(mails[1]?.id ?? 0);
    expect(reminder).toMatch(/^Subject: Reminder: your remote support for INC-1042/m);
    expect(reminder).not.toMatch(/text\/calendar/);
    expect(reminder).toMatch(/GMT\+5:45/);
    const log = await world.foundation.store.requests.events(request.id, 0);
    expect(log.at(-1)?.event).toMatchObject({ type: 'reminder-due', beforeMs: 24 * HOUR });
  });
});
