import type { Person } from '../../core/people/rights.ts';
import type { CorePorts } from '../../core/use-cases/core-ports.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { Vault } from '../secrets/vault.ts';
import { createAuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';
import { createErasures, type Erasures } from './erasures.ts';
import { exportPerson, type PersonExport } from './export-person.ts';
import { createRetention, type RetentionWork } from './retention.ts';
import type { Subject } from './subject.ts';

/** What is done with persons' data: handing it over, erasing it, and letting it go in its time. */
export type Privacy = {
  readonly erasures: Erasures;
  readonly retention: RetentionWork;
  /** All that is kept of a person. The audit log learns that it was handed out, not whose it was. */
  exportOf(by: Person | null, subject: Subject): Promise<PersonExport>;
};

export type PrivacyDeps = {
  readonly database: Database;
  readonly core: CorePorts;
  readonly vault: Vault;
  readonly keys: KeyRing;
  /** A fault of an erasure that goes on in the background. */
  readonly report: (error: unknown, erasureId: string | null) => void;
};

export function createPrivacy(deps: PrivacyDeps): Privacy {
  const { database, core, report } = deps;
  const audited = createAuditedWrite(database, core.clock);
  const erasures = createErasures(deps);
  return {
    erasures: {
      ...erasures,
      start: async (by, subject, closesActive) => {
        const started = await erasures.start(by, subject, closesActive);
        // Whoever pressed looks at how it goes; what is not done by then, the minute's work does.
        if (started.ok) erasures.work().catch((error: unknown) => report(error, started.id));
        return started;
      },
    },
    retention: createRetention(deps),
    exportOf: async (by, subject) => {
      const data = await exportPerson(database, subject, core.clock.now());
      const detail = { requests: data.requests.length, workedOn: data.workedOn.length };
      return audited(by, async () => ({ result: data, note: { action: 'privacy.exported', detail } }));
    },
  };
}
