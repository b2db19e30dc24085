import type { DoctorDeps } from '../operator/run-doctor.ts';
import type { Foundation } from './foundation.ts';

/** What the doctor looks at, with and without a running server. */
export function doctorDeps(foundation: Foundation, parts: Pick<DoctorDeps, 'mailer' | 'deliveries'>): DoctorDeps {
  const { config, store, helpDesks, people, sessionRecords, log } = foundation;
  return {
    ...parts,
    config,
    store,
    helpDesks,
    remoteTool: {
      accounts: people.remoteAccounts,
      records: sessionRecords,
      agentDevices: async () => [...(await people.agentDevices.all()).values()].flat(),
    },
    report: (error) => log.error({ err: error }, 'the doctor could not check something'),
  };
}
