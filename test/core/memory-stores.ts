import type { Installation } from '../../core/ports/installation.ts';
import type {
  AuditEntry,
  NewDelivery,
  RequestSave,
  StoredRequest,
  Stores,
  TicketSeen,
} from '../../core/ports/stores.ts';
import type { UnitOfWork } from '../../core/ports/unit-of-work.ts';
import type { SessionRequestEvent } from '../../core/session-request/events.ts';
import { isActive } from '../../core/session-request/states.ts';
import type { EpochMs } from '../../core/session-request/values.ts';

type Row = StoredRequest & { readonly dueAt: EpochMs | null };
type Remembered = { readonly bodyHash: string; readonly answer: string };

/** What is committed. Never changed in place: a unit of work writes into a copy. */
export type MemoryState = {
  readonly requests: ReadonlyMap<string, Row>;
  readonly events: readonly { readonly requestId: string; readonly event: SessionRequestEvent }[];
  readonly commands: ReadonlyMap<string, Remembered>;
  readonly deliveries: readonly NewDelivery[];
  readonly audit: readonly AuditEntry[];
  readonly installations: ReadonlyMap<string, Installation>;
  readonly tickets: ReadonlyMap<string, TicketSeen>;
};

const EMPTY: MemoryState = {
  requests: new Map(),
  events: [],
  commands: new Map(),
  deliveries: [],
  audit: [],
  installations: new Map(),
  tickets: new Map(),
};

/**
 * A store in memory that behaves as the real ones: units of work run side by side and read what is committed (and their own writes);
 * the first write waits for the writer before it, so that a decision made on an older version is refused; a throw leaves nothing.
 */
export class MemoryStore implements UnitOfWork {
  state: MemoryState = EMPTY;
  #serial = 0;
  #lastWriter: Promise<void> = Promise.resolve();

  async run<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result> {
    const unit = new MemoryUnit(this);
    try {
      const result = await work(unit.stores());
      unit.commit();
      return result;
    } finally {
      unit.release();
    }
  }

  /** Not part of any unit: gaps occur, repeats never. */
  nextNumber(): string {
    this.#serial += 1;
    return `RS-${String(this.#serial).padStart(6, '0')}`;
  }

  /** Waits for the writer before; the answer ends this writer's turn. */
  async takeTurn(): Promise<() => void> {
    const before = this.#lastWriter;
    const turn = Promise.withResolvers<void>();
    this.#lastWriter = turn.promise;
    await before;
    return turn.resolve;
  }

  connect(installation: Installation): void {
    this.state = {
      ...this.state,
      installations: new Map([...this.state.installations, [installation.id, installation]]),
    };
  }

  /** The recipient's page showed a sign of life: no event, no version. */
  markSeen(requestId: string, at: EpochMs): void {
    const row = this.row(requestId);
    this.state = {
      ...this.state,
      requests: new Map([...this.state.requests, [requestId, { ...row, recipientSeenAt: at }]]),
    };
  }

  row(requestId: string): Row {
    const row = this.state.requests.get(requestId);
    if (row === undefined) throw new Error(`no request ${requestId} is stored`);
    return row;
  }
}

class MemoryUnit {
  readonly #store: MemoryStore;
  #draft: MemoryState | null = null;
  #release: () => void = () => undefined;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  commit(): void {
    if (this.#draft !== null) this.#store.state = this.#draft;
  }

  release(): void {
    this.#release();
  }

  stores(): Stores {
    return {
      requests: {
        nextNumber: async () => this.#store.nextNumber(),
        find: async (id) => this.#read.requests.get(id) ?? null,
        findActive: async (installationId, activeKey) => this.#holder(installationId, activeKey),
        activeOfTicket: async (installationId, ticketId) =>
          [...this.#read.requests.values()].filter(
            ({ request }) =>
              isActive(request) && request.installationId === installationId && request.ticket?.id === ticketId,
          ),
        save: async (save) => this.#save(save, await this.#write()),
      },
      commands: {
        recall: async (scope, id) => this.#read.commands.get(`${scope}\n${id}`) ?? null,
        remember: async ({ scope, commandId, bodyHash, answer }) => {
          const draft = await this.#write();
          const commands = new Map([...draft.commands, [`${scope}\n${commandId}`, { bodyHash, answer }]]);
          this.#draft = { ...draft, commands };
        },
      },
      deliveries: {
        enqueue: async (added) => {
          const draft = await this.#write();
          this.#draft = { ...draft, deliveries: [...draft.deliveries, ...added] };
        },
      },
      audit: {
        append: async (added) => {
          const draft = await this.#write();
          this.#draft = { ...draft, audit: [...draft.audit, ...added] };
        },
      },
      installations: { find: async (id) => this.#read.installations.get(id) ?? null },
      tickets: {
        recall: async (installationId, ticketId) => this.#read.tickets.get(`${installationId}\n${ticketId}`) ?? null,
        remember: async (installationId, ticketId, seen) => {
          const draft = await this.#write();
          const key = `${installationId}\n${ticketId}`;
          if ((draft.tickets.get(key)?.seenAt ?? 0) > seen.seenAt) return;
          this.#draft = { ...draft, tickets: new Map([...draft.tickets, [key, seen]]) };
        },
      },
    };
  }

  get #read(): MemoryState {
    return this.#draft ?? this.#store.state;
  }

  /** The copy that this unit writes into; begun from what is committed once it is this unit's turn. */
  async #write(): Promise<MemoryState> {
    if (this.#draft === null) {
      this.#release = await this.#store.takeTurn();
      this.#draft = this.#store.state;
    }
    return this.#draft;
  }

  #save(save: RequestSave, draft: MemoryState): boolean {
    const { request, events, expectedVersion, activeKey, dueAt } = save;
    const before = draft.requests.get(request.id);
    if ((before?.request.version ?? 0) !== expectedVersion) return false;
    const holder = activeKey === null ? null : this.#holder(request.installationId, activeKey);
    if (holder !== null && holder.request.id !== request.id) return false;
    const row: Row = { request, activeKey, dueAt, recipientSeenAt: before?.recipientSeenAt ?? null };
    this.#draft = {
      ...draft,
      requests: new Map([...draft.requests, [request.id, row]]),
      events: [...draft.events, ...events.map((event) => ({ requestId: request.id, event }))],
    };
    return true;
  }

  #holder(installationId: string, activeKey: string): StoredRequest | null {
    const rows = [...this.#read.requests.values()];
    return rows.find((row) => row.request.installationId === installationId && row.activeKey === activeKey) ?? null;
  }
}
