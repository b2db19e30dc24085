import { readConfig } from '../config.ts';
import { openStore } from '../storage/open-store.ts';

/** Brings the tables up to date and ends. `start` does the same by itself. */
export async function migrate(): Promise<void> {
  const config = readConfig();
  const store = await openStore(config);
  await store.close();
  console.log(`The tables are up to date (${store.engine}).`);
}
