import { systemAccess } from './access.ts';
import type { Org } from './org.ts';
import { publishEvent } from './publish-event.ts';
import type { Flow, ObjectDef } from './schema.ts';
import type { Change } from './store.ts';
import { textOf } from './values.ts';
import type { Row, Value } from './values.ts';

/** `Session_Request__ChangeEvent` for `Session_Request__c`. */
export function changeEventName(object: string): string {
  return object.endsWith('__c') ? `${object.slice(0, -3)}__ChangeEvent` : `${object}ChangeEvent`;
}

/** Tells what was kept on the change channels, and runs the flows that wait for new records. */
export function followCommits(org: Org): void {
  let transactions = 0;
  org.store.onCommit((changes) => {
    transactions += 1;
    for (const [at, change] of changes.entries()) {
      const object = org.schema.object(change.object);
      if (object === undefined) continue;
      if (org.changeEvents.has(changeEventName(object.name))) tellChange(org, object, change, { transactions, at });
      if (change.before === null) for (const flow of org.flows) runFlow(org, flow, change);
    }
  });
}

function tellChange(org: Org, object: ObjectDef, change: Change, place: { transactions: number; at: number }): void {
  const { before, after } = change;
  const row = after ?? before;
  const changeType = typeOf(before, after);
  if (row === null || changeType === null) return;
  const fields = [...object.fields.keys()].filter(
    (name) => name !== 'Id' && name !== 'IsDeleted' && name !== 'SystemModstamp',
  );
  const changed = fields.filter((name) => (before?.[name] ?? null) !== (after?.[name] ?? null));
  const told =
    changeType === 'DELETE' ? [] : changeType === 'UPDATE' ? changed : fields.filter((name) => row[name] !== null);
  const name = changeEventName(object.name);
  org.bus.publish([`/data/${name}`, '/data/ChangeEvents'], {
    ChangeEventHeader: {
      entityName: object.name,
      recordIds: [row['Id']],
      changeType,
      changeOrigin: 'com/salesforce/api/rest/67.0',
      transactionKey: `00000000-0000-4000-8000-${String(place.transactions).padStart(12, '0')}`,
      sequenceNumber: place.at + 1,
      commitTimestamp: org.clock.now(),
      commitNumber: place.transactions,
      commitUser: row['LastModifiedById'],
      nulledFields: changeType === 'UPDATE' ? changed.filter((field) => row[field] === null) : [],
      diffFields: [],
      changedFields: changeType === 'UPDATE' ? changed : [],
    },
    ...Object.fromEntries(told.map((field) => [field, row[field] ?? null])),
  });
}

function typeOf(before: Row | null, after: Row | null): 'CREATE' | 'UPDATE' | 'DELETE' | 'UNDELETE' | null {
  if (before === null) return after === null ? null : 'CREATE';
  if (after === null) return before['IsDeleted'] === true ? null : 'DELETE';
  if (before['IsDeleted'] !== after['IsDeleted']) return after['IsDeleted'] === true ? 'DELETE' : 'UNDELETE';
  return 'UPDATE';
}

/** Flows run as the platform, whatever the user who saved the record may do. */
function runFlow(org: Org, flow: Flow, { object, after }: Change): void {
  const target = org.schema.object(flow.creates);
  if (flow.object !== object || after === null || target?.isEvent !== true) return;
  const values = Object.entries(flow.values).map(([field, source]): [string, Value] => [
    field,
    source.startsWith('$Record.') ? (after[source.slice('$Record.'.length)] ?? null) : source,
  ]);
  publishEvent(org, systemAccess(textOf(after['CreatedById'])), target, Object.fromEntries(values));
}
