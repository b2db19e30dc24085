import { storeContract } from '../../test/contracts/store.ts';
import { openEngine, STORE_ENGINES } from '../../test/setup/open-engine.ts';

const NAMES = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;

for (const engine of STORE_ENGINES) storeContract(NAMES[engine], () => openEngine(engine));
