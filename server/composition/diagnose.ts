import type { Config } from '../config.ts';
import { openDeliveries } from '../deliveries/store/open-deliveries.ts';
import { createCurrentMailer } from '../mail/current-mailer.ts';
import { type Diagnosis, runDoctor } from '../operator/run-doctor.ts';
import { doctorDeps } from './doctor-deps.ts';
import { layFoundation } from './foundation.ts';

/** The doctor without a running server. */
export async function diagnose(config: Config): Promise<readonly Diagnosis[]> {
  const foundation = await layFoundation(config);
  try {
    const { store, people } = foundation;
    const mailer = createCurrentMailer(people.mailSettings, () => null);
    const deliveries = openDeliveries(store.database);
    return await runDoctor(doctorDeps(foundation, { mailer, deliveries }));
  } finally {
    await foundation.close();
  }
}
