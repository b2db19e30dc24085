import { describe, expect, it } from '@jest/globals';
import { postgresIsThere } from '../../setup/postgres-database.ts';
import { proveCrash } from './prove-crash.ts';

const KILLS = 5;
const SETTLE_MS = 1500;
const PATIENCE_MS = 180_000;
const TIMEOUT_MS = 300_000;

describe('a server that is killed at work', () => {
  const stores = postgresIsThere() ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const);

  it.each(stores)(
    'has lost nothing, doubled nothing and left nothing untold, on %s',
    async (store) => {
      const options = { scale: KILLS, seed: 1, settleMs: SETTLE_MS, patienceMs: PATIENCE_MS, tell: () => undefined };
      const result = await proveCrash({ store, ...options });
      expect(result.details['wrong'] ?? []).toEqual([]);
      expect(result.ok).toBe(true);
      expect(result.details['acknowledged']).toBeGreaterThan(1);
    },
    TIMEOUT_MS,
  );
});
