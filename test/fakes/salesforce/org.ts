import type { AdjustableClock } from '../shared/clock.ts';
import { STANDARD_OBJECTS } from './standard-objects.ts';
import { eventBus } from './event-bus.ts';
import type { EventBus } from './event-bus.ts';
import { idMaker } from './ids.ts';
import type { RecordId } from './ids.ts';
import { createSchema, withFields } from './schema.ts';
import type { Deployed, PermissionSet, Schema } from './schema.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';

/** What can be set while the org runs. */
export type OrgSettings = {
  /** Who sees cases: their owner (and who may see all), or every agent. */
  caseSharing: 'private' | 'read';
  /** Whether feeds of cases are on; off, posts are refused. */
  feeds: boolean;
  /** Records of one page of a query's answer; the real size is 2,000. */
  queryBatch: number;
  /** API calls of a day. */
  dailyCalls: number;
  /** How long a token serves. */
  tokenMinutes: number;
  /** What tokens name as the place of the org; null: where it is. */
  instanceUrl: string | null;
  /** Origins of pages that may call the API. */
  allowedOrigins: readonly string[];
  /** Events that may be delivered in a day. */
  dailyEvents: number;
};

/** A record refused by a fault: asked before each write. */
export type RecordFault = (object: string, operation: 'insert' | 'update' | 'delete') => void;

/** The org: everything behind its doors. Replaced as a whole by a reset. */
export type Org = {
  readonly clock: AdjustableClock;
  readonly schema: Schema;
  readonly store: Store;
  newId(prefix: string): RecordId;
  organizationId: RecordId;
  /** Whom the platform's own changes are by. */
  readonly systemUserId: RecordId;
  readonly permissionSets: Map<string, PermissionSet>;
  /** By the id of the profile. */
  readonly profiles: Map<RecordId, PermissionSet>;
  /** `Session_Request__ChangeEvent` and so on. */
  readonly changeEvents: Set<string>;
  readonly settings: OrgSettings;
  flows: Deployed['flows'];
  /** Records that queries do not show yet, though they take effect. */
  readonly hiddenUntil: Map<RecordId, number>;
  readonly autoNumbers: Map<string, number>;
  /** People whose address the org has not verified. */
  readonly unverifiedEmails: Set<RecordId>;
  readonly bus: EventBus;
  recordFault: RecordFault;
  readonly usage: { calls: number; since: number };
};

export function createOrg(clock: AdjustableClock): Org {
  const newId = idMaker();
  return {
    clock,
    schema: createSchema(STANDARD_OBJECTS),
    store: createStore(),
    newId,
    organizationId: newId('00D'),
    systemUserId: newId('005'),
    permissionSets: new Map(),
    profiles: new Map(),
    changeEvents: new Set(),
    settings: {
      caseSharing: 'private',
      feeds: true,
      queryBatch: 2000,
      dailyCalls: 100_000,
      tokenMinutes: 120,
      instanceUrl: null,
      allowedOrigins: [],
      dailyEvents: 25_000,
    },
    flows: [],
    hiddenUntil: new Map(),
    autoNumbers: new Map(),
    unverifiedEmails: new Set(),
    bus: eventBus(clock),
    recordFault: () => undefined,
    usage: { calls: 0, since: clock.now() },
  };
}

/** Next key prefix of a custom object: a00, a01 and on; e00 for events. */
export function keyPrefixFor(schema: Schema): (object: string) => string {
  const taken = { a: 0, e: 0 };
  return (object) => {
    const known = schema.object(object);
    if (known !== undefined) return known.keyPrefix;
    const letter = object.endsWith('__e') ? 'e' : 'a';
    let prefix = '';
    do {
      prefix = `${letter}${String(taken[letter]).padStart(2, '0')}`;
      taken[letter] += 1;
    } while (schema.objects().some((one) => one.keyPrefix === prefix));
    return prefix;
  };
}

/** Puts objects, permission sets and the rest into the org; what was there under the same name is replaced. */
export function putDeployed(org: Org, deployed: Deployed): void {
  for (const object of deployed.objects) org.schema.put(object);
  for (const { object: name, fields } of deployed.addedFields) {
    const object = org.schema.object(name);
    if (object === undefined) throw new Error(`This org has no object ${name}.`);
    org.schema.put(withFields(object, fields));
  }
  for (const set of deployed.permissionSets) org.permissionSets.set(set.name, set);
  for (const name of deployed.changeEvents) org.changeEvents.add(name);
  const replaced = new Set(deployed.flows.map((flow) => flow.name));
  org.flows = [...org.flows.filter((flow) => !replaced.has(flow.name)), ...deployed.flows];
}
