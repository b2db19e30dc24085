import { startDurablePostgres } from '../../support/postgres-cluster.ts';
import type { Proof } from '../shared/proof.ts';
import { proveCrash } from './prove-crash.ts';

/** Killing the server at random moments loses nothing, doubles nothing, and leaves no change untold. */
export const crashProof: Proof = {
  summary: 'kill -9 of the server at --scale random moments under load, on SQLite and on PostgreSQL',
  defaultScale: 20,
  run: async ({ scale, seed, store, tell }) => {
    const results = [];
    if (store !== 'postgres') results.push(await proveCrash({ store: 'sqlite', scale, seed, tell }));
    if (store === 'sqlite') return results;
    const cluster = await startDurablePostgres();
    if (cluster === null) throw new Error('PostgreSQL is not installed; use --store sqlite.');
    try {
      return [...results, await proveCrash({ store: 'postgres', scale, seed, tell })];
    } finally {
      await cluster.stop();
    }
  },
};
