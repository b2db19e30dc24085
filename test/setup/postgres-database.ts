import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** Environment variable that names the folder with the socket of the test run's PostgreSQL; unset when there is none. */
export const POSTGRES_SOCKETS = 'SESSION_REQUESTS_TEST_POSTGRES';

export type PostgresTestDatabase = { readonly url: string; drop(): Promise<void> };

/** False when the machine has no PostgreSQL; the run has then said so already. */
export function postgresIsThere(): boolean {
  return process.env[POSTGRES_SOCKETS] !== undefined;
}

/**
 * A fresh, empty database, one per test file. It sorts text by a human language, not by bytes, as many real ones do: queries that rely
 * on byte order fail here.
 */
export async function createPostgresDatabase(): Promise<PostgresTestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(
    `create database ${name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US' locale 'C'`,
  );
  const host = encodeURIComponent(sockets());
  return {
    url: `postgres://postgres@localhost/${name}?host=${host}`,
    drop: () => asAdmin(`drop database ${name} with (force)`),
  };
}

async function asAdmin(statement: string): Promise<void> {
  const client = new Client({ host: sockets(), user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function sockets(): string {
  const folder = process.env[POSTGRES_SOCKETS];
  if (folder === undefined) throw new Error('There is no PostgreSQL in this run: ask postgresIsThere() first.');
  return folder;
}
