import type { Config } from '../config.ts';
import { openDeliveries } from '../deliveries/store/open-deliveries.ts';
import { createCurrentMailer } from '../mail/current-mailer.ts';
import { type Diagnosis, runDoctor } from '../operator/run-doctor.ts';
import { layFoundation } from './foundation.ts';

/** The doctor without a running server. */
export async function diagnose(config: Config): Promise<readonly Diagnosis[]> {
  const foundation = await layFoundation(config);
  try {
    const { store, helpDesks, people, log } = foundation;
    const report = (error: unknown): void => log.error({ err: error }, 'the doctor could not check something');
    const mailer = createCurrentMailer(people.mailSettings, () => null);
    const deliveries = openDeliveries(store.database);
    return await runDoctor({ config, store, helpDesks, mailer, deliveries, report });
  } finally {
    await foundation.close();
  }
}
