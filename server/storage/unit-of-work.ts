import type { Stores } from '../../core/ports/stores.ts';
import type { UnitOfWork } from '../../core/ports/unit-of-work.ts';
import { appendAudit } from './audit-append.ts';
import { commandLog } from './command-log.ts';
import type { Database, UnitSession } from './database.ts';
import { deliveryQueue } from './delivery-queue.ts';
import { installationStore } from './installation-store.ts';
import { requestStore } from './request-store.ts';
import { ticketMemory } from './ticket-memory.ts';

/** The core's unit of work on this database. */
export function unitOfWork(database: Database): UnitOfWork {
  return { run: (work) => database.writeSession((unit) => work(storesOf(unit))) };
}

function storesOf(unit: UnitSession): Stores {
  return {
    requests: requestStore(unit),
    commands: commandLog(unit),
    deliveries: deliveryQueue(unit),
    audit: { append: (entries) => appendAudit(unit, entries) },
    installations: installationStore(unit),
    tickets: ticketMemory(unit),
  };
}
