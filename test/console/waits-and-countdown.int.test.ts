import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '../builders/times.ts';
import { startTeam, type Team } from './team.ts';
import { textOf } from './visitor.ts';

let team: Team;
beforeAll(async () => {
  team = await startTeam();
});
afterAll(async () => {
  expect(team.world.faults).toEqual([]);
  await team.world.close();
});

describe('the list of queues', () => {
  it('tells the usual wait of a queue from five sessions on, and no number before', async () => {
    const admin = await team.browser('admin');
    await admin.look('/console/queues');
    await admin.press('/console/queues', { name: 'Night shift', account: '', members: [] });
    const { body } = await admin.look('/console/queues');
    const queueId = /href="\/console\/queues\/([^"]+)">Night shift/.exec(body)?.[1] ?? '';
    expect(textOf(body)).toMatch(/Night shift All nobody Not known yet/);
    await team.world.store.database.write((db) =>
      db
        .insertInto('queue_wait')
        .values(
          [3, 4, 90, 5, 2].map((minutes, index) => ({
            request_id: `request-${String(index)}`,
            granted_at: index,
            queue_id: queueId,
            launched_at: index + minutes * MINUTE,
            wait_ms: minutes * MINUTE,
          })),
        )
        .execute(),
    );
    team.world.advance(2 * MINUTE);
    expect(textOf((await admin.look('/console/queues')).body)).toMatch(/Night shift .* 4 minutes/);
  });
});

describe('the list of what is ahead', () => {
  it('says how soon each appointment begins; other lists say nothing of it', async () => {
    const startAt = team.world.now() + 5 * HOUR + 10 * MINUTE;
    await team.create({ schedule: { startAt, timeZone: 'UTC' } });
    const admin = await team.browser('admin');
    expect(textOf((await admin.look('/console/requests?list=upcoming')).body)).toContain('in 5 hours');
    expect(textOf((await admin.look('/console/requests?list=active')).body)).not.toContain('in 5 hours');
  });
});
