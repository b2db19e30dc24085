import type { OrgWorld } from '../../server/org-world.ts';
import { eventually } from '../../support/eventually.ts';

/** Lets time pass for the server and stops wherever something is to be written, as it would be written then. */
export async function passTime(world: OrgWorld, ms: number, requestId: string): Promise<void> {
  const end = world.foundation.clock.now() + ms;
  for (;;) {
    await atRest(world, requestId);
    const now = world.foundation.clock.now();
    const next = await nextDue(world);
    if (next === null || next > end) {
      await later(world, end - now);
      return;
    }
    await later(world, next - now);
  }
}

/** For the server and for the org alike. */
async function later(world: OrgWorld, ms: number): Promise<void> {
  world.later(Math.max(0, ms));
  await world.org.control.advance(Math.max(0, ms));
}

/** Everything that is due is written. */
async function atRest({ foundation, orgId }: OrgWorld, requestId: string): Promise<void> {
  const { store, clock, live } = foundation;
  // As every change does: so nothing waits for the next look at what is due.
  live.announce({ installationId: orgId, requestId, ticketId: null });
  await eventually(
    'everything that is due to be written',
    async () => {
      const rows = await unfinished(store.database.read, orgId);
      return rows.every((row) => row.state === 'pending' && row.not_before > clock.now());
    },
    60_000,
  );
}

async function nextDue({ foundation, orgId }: OrgWorld): Promise<number | null> {
  const rows = await unfinished(foundation.store.database.read, orgId);
  return rows.length === 0 ? null : Math.min(...rows.map((row) => row.not_before));
}

function unfinished(read: OrgWorld['foundation']['store']['database']['read'], orgId: string) {
  return read
    .selectFrom('delivery')
    .select(['state', 'not_before'])
    .where('installation_id', '=', orgId)
    .where('state', 'in', ['pending', 'attempting', 'unknown'])
    .execute();
}
