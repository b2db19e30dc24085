import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TICKET } from '../../../test/builders/people.ts';
import { fresh, given, saveNew } from '../../../test/contracts/store-world.ts';
import {
  createPostgresDatabase,
  postgresIsThere,
  type PostgresTestDatabase,
} from '../../../test/setup/postgres-database.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';

const whenThere = postgresIsThere() ? describe : () => undefined;

whenThere('on PostgreSQL, where transactions commit in another order than they number their events', () => {
  let database: PostgresTestDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await createPostgresDatabase();
    store = await openStore({ databaseUrl: database.url, dataDir: '' });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it('a reader who has seen the later event still gets the earlier one', async () => {
    const installationId = fresh('desk');
    const scope = { kind: 'ticket', installationId, ticketId: TICKET.id } as const;
    const written = signal();
    const goOn = signal();
    const slow = store.unitOfWork.run(async (stores) => {
      const made = await saveNew(stores, { installationId });
      written.give();
      await goOn.given;
      return made.request.id;
    });
    await written.given;
    const quick = (await given(store, { installationId })).request.id;
    const position = await store.requests.lastPosition();
    const before = await store.requests.changedSince(scope, position);
    goOn.give();
    const slowId = await slow;
    const after = await store.requests.changedSince(scope, position);
    expect(before.map(({ stored }) => stored.request.id)).toEqual([quick]);
    expect(after.map(({ stored }) => stored.request.id)).toEqual([slowId, quick]);
  });

  it('two processes may open the same empty database at once', async () => {
    const empty = await createPostgresDatabase();
    const both = await Promise.all([1, 2].map(() => openStore({ databaseUrl: empty.url, dataDir: '' })));
    const [one, two] = await Promise.all(
      both.map((opened) => opened.unitOfWork.run((stores) => stores.requests.nextNumber())),
    );
    expect(one).not.toBe(two);
    for (const opened of both) await opened.close();
    await empty.drop();
  });
});

function signal(): { readonly given: Promise<void>; give(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { given: promise, give: resolve };
}
