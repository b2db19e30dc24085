import type { Foundation } from '../../../server/composition/foundation.ts';
import { eventually } from '../../support/eventually.ts';

const DRAIN_MS = 600_000;
const LOOK_MS = 2000;

/** Waits until everything that was planned for the org has been sent. */
export async function drained({ store }: Foundation, tell: (line: string) => void): Promise<void> {
  const { read } = store.database;
  await eventually(
    'all deliveries to be done',
    async () => {
      const { left } = await read
        .selectFrom('delivery')
        .select((of) => of.fn.countAll<number>().as('left'))
        .where('state', '!=', 'done')
        .executeTakeFirstOrThrow();
      if (left === 0) return true;
      tell(`${String(left)} deliveries left`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      return false;
    },
    DRAIN_MS,
  );
}
