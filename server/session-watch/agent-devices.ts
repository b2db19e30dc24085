import type { Person } from '../../core/people/rights.ts';
import type { RemoteAddress } from '../../core/session-request/values.ts';
import type { AuditedWrite } from '../storage/audited-write.ts';
import type { Database } from '../storage/database.ts';

/** The addresses at the remote tool of the devices that people work at. One device belongs to one person. */
export type AgentDevices = {
  of(personId: string): Promise<readonly RemoteAddress[]>;
  /** All devices of people who are not disabled, by person. */
  all(): Promise<ReadonlyMap<string, readonly RemoteAddress[]>>;
  /** Sets what a person's devices are. An address that is another person's is refused, and nothing is changed. */
  set(by: Person, personId: string, addresses: readonly RemoteAddress[]): Promise<DevicesSet>;
};

export type DevicesSet = { readonly ok: true } | { readonly ok: false; readonly taken: RemoteAddress };

export function createAgentDevices(database: Database, audited: AuditedWrite): AgentDevices {
  const { read } = database;
  return {
    of: async (personId) => {
      const query = read.selectFrom('person_device').select('address').where('person_id', '=', personId);
      return (await query.orderBy('address').execute()).map(({ address }) => address);
    },
    all: async () => {
      const query = read.selectFrom('person_device').innerJoin('person', 'person.id', 'person_device.person_id');
      const rows = await query.where('person.disabled_at', 'is', null).selectAll('person_device').execute();
      const grouped = Map.groupBy(rows, ({ person_id: personId }) => personId);
      return new Map([...grouped].map(([personId, devices]) => [personId, devices.map(({ address }) => address)]));
    },
    set: (by, personId, addresses) =>
      audited<DevicesSet>(by, async (db) => {
        await db.deleteFrom('person_device').where('person_id', '=', personId).execute();
        const wanted = [...new Set(addresses)];
        if (wanted.length > 0) {
          const held = db.selectFrom('person_device').select('address').where('address', 'in', wanted);
          const taken = (await held.executeTakeFirst())?.address;
          // Only a throw takes the removal back.
          if (taken !== undefined) throw new DeviceTaken(taken);
          await db
            .insertInto('person_device')
            .values(wanted.map((address) => ({ address, person_id: personId })))
            .execute();
        }
        const detail = { personId, devices: wanted.length };
        return { result: { ok: true }, note: { action: 'person.devices-changed', detail } };
      }).catch((error: unknown): DevicesSet => {
        if (error instanceof DeviceTaken) return { ok: false, taken: error.address };
        throw error;
      }),
  };
}

class DeviceTaken extends Error {
  readonly code = 'device-taken';
  readonly address: RemoteAddress;

  constructor(address: RemoteAddress) {
    super('the device belongs to somebody else');
    this.address = address;
  }
}
