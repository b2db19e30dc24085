import type { Access } from './access.ts';
import type { Org } from './org.ts';
import { givenFields } from './record-input.ts';
import { refusedRecord } from './refusal.ts';
import type { ObjectDef } from './schema.ts';
import { dateTimeText } from './values.ts';

/** Publishes a platform event and returns the id that the answer names. */
export function publishEvent(
  org: Org,
  access: Access,
  object: ObjectDef,
  body: Readonly<Record<string, unknown>>,
): string {
  if (!access.object(object).create) {
    throw refusedRecord(
      'INSUFFICIENT_ACCESS_OR_READONLY',
      `insufficient access rights to create ${object.label} records`,
    );
  }
  const given = givenFields(access, object, body, 'insert');
  const custom = [...object.fields.values()].filter((field) => field.name.endsWith('__c'));
  const missing = custom.filter((field) => field.required && (given[field.name] ?? null) === null);
  if (missing.length > 0) {
    const names = missing.map((field) => field.name);
    throw refusedRecord('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
  }
  const payload = {
    ...Object.fromEntries(custom.map((field) => [field.name, given[field.name] ?? null])),
    CreatedById: access.userId,
    CreatedDate: dateTimeText(org.clock.now()),
  };
  org.store.afterCommit(() => org.bus.publish([`/event/${object.name}`], payload));
  return org.newId(object.keyPrefix);
}
