import type { Clock } from '../../core/ports/world.ts';
import { type CallLedger, createCallLedger } from './call-ledger.ts';

export type CallLedgers = { of(installationId: string): CallLedger };

const MOST_UNTIDIED = 100;

/** One ledger an account, kept as long as it has anything to remember. */
export function createCallLedgers(clock: Clock): CallLedgers {
  const ledgers = new Map<string, CallLedger>();
  const tidy = (): void => {
    for (const [id, ledger] of ledgers) if (ledger.isEmpty(clock.now())) ledgers.delete(id);
  };
  return {
    of: (installationId) => {
      const known = ledgers.get(installationId);
      if (known !== undefined) return known;
      if (ledgers.size >= MOST_UNTIDIED) tidy();
      const made = createCallLedger();
      ledgers.set(installationId, made);
      return made;
    },
  };
}
