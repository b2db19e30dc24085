import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { Change } from '../../core/ports/change-feed.ts';
import {
  createPostgresDatabase,
  postgresIsThere,
  type PostgresTestDatabase,
} from '../../test/setup/postgres-database.ts';
import { eventually } from '../../test/support/eventually.ts';
import { createPostgresChangeFeed, type PostgresChangeFeed } from './postgres-change-feed.ts';

const describePostgres = postgresIsThere() ? describe : () => undefined;
const LISTENERS =
  "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'session-requests changes'";
const aChange = (n: number): Change => ({
  requestId: `request-${n}`,
  installationId: 'acme',
  ticketId: n % 2 ? `${n}` : null,
});

describePostgres('Changes between processes on PostgreSQL', () => {
  let database: PostgresTestDatabase;
  let admin: Client;
  let here: PostgresChangeFeed;
  let there: PostgresChangeFeed;
  const heardHere: Change[] = [];
  const heardThere: Change[] = [];
  const faults: unknown[] = [];

  beforeAll(async () => {
    database = await createPostgresDatabase();
    admin = new Client({ connectionString: database.url });
    await admin.connect();
    here = await createPostgresChangeFeed(database.url, 'here', (error) => faults.push(error));
    there = await createPostgresChangeFeed(database.url, 'there', (error) => faults.push(error));
    here.subscribe((change) => heardHere.push(change));
    there.subscribe((change) => heardThere.push(change));
  });
  afterAll(async () => {
    await Promise.all([here.close(), there.close(), admin.end()]);
    await database.drop();
  });

  const startAnew = (): void => {
    for (const list of [heardHere, heardThere, faults]) list.length = 0;
  };

  it('are heard at once here and soon there, each once, in order, however many come at the same time', async () => {
    startAnew();
    const changes = Array.from({ length: 500 }, (_, n) => aChange(n));
    changes.forEach((change) => here.announce(change));
    expect(heardHere).toEqual(changes);
    await eventually('the other process to hear', async () => heardThere.length >= 500);
    expect([heardHere, heardThere]).toEqual([changes, changes]);
  });

  it('are not heard any more by who has stopped listening', async () => {
    startAnew();
    const early: Change[] = [];
    const stop = there.subscribe((change) => early.push(change));
    stop();
    here.announce(aChange(1));
    await eventually('the other process to hear', async () => heardThere.length === 1);
    expect(early).toEqual([]);
  });

  it('are not disturbed by notices that are not ours', async () => {
    startAnew();
    for (const payload of ['', 'no JSON', 'null', '{"from":"x"}', '{"from":"x","changes":[{"requestId":7}]}']) {
      await admin.query('SELECT pg_notify($1, $2)', ['session_request_changes', payload]);
    }
    here.announce(aChange(2));
    await eventually('the other process to hear', async () => heardThere.length > 0);
    expect([heardThere, faults]).toEqual([[aChange(2)], []]);
  });

  it('are heard again a moment after the connections were cut, also when they are cut again and again', async () => {
    startAnew();
    for (let round = 0; round < 2; round += 1) {
      await admin.query(`SELECT pg_terminate_backend(pid) ${LISTENERS}`);
      await eventually('both to notice', async () => faults.length >= 2 * (round + 1));
      heardThere.length = 0;
      await eventually('the other process to hear again', async () => {
        here.announce(aChange(round));
        return heardThere.length > 0;
      });
    }
  });

  it('are heard again when the database was away for several tries', async () => {
    startAnew();
    const name = new URL(database.url).pathname.slice(1);
    await admin.query(`ALTER DATABASE ${name} CONNECTION LIMIT 0`);
    await admin.query('CREATE ROLE plain LOGIN').catch(() => undefined);
    const limited = database.url.replace('postgres://postgres@', 'postgres://plain@');
    await expect(createPostgresChangeFeed(limited, 'third', () => undefined)).rejects.toThrow(/connection/i);
    await admin.query(`ALTER DATABASE ${name} CONNECTION LIMIT -1`);
    const third = await createPostgresChangeFeed(limited, 'third', (error) => faults.push(error));
    await admin.query(`ALTER DATABASE ${name} CONNECTION LIMIT 0`);
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'plain'",
    );
    // The first is the cut, the others are tries in vain.
    await eventually('two tries in vain', async () => faults.length >= 3);
    await admin.query(`ALTER DATABASE ${name} CONNECTION LIMIT -1`);
    const heard: Change[] = [];
    third.subscribe((change) => heard.push(change));
    await eventually('the third to listen again', async () => {
      here.announce(aChange(7));
      return heard.length > 0;
    });
    await third.close();
  });
});
