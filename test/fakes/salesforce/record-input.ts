import type { Access } from './access.ts';
import { readable } from './access.ts';
import { fieldInput } from './field-input.ts';
import { refusedRecord } from './refusal.ts';
import type { FieldDef, ObjectDef } from './schema.ts';
import type { Value } from './values.ts';

const AUDIT = new Set(['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById']);

/** The fields of a sent record, checked against the caller's rights. Throws with the org's refusal. */
export function givenFields(
  access: Access,
  object: ObjectDef,
  body: Readonly<Record<string, unknown>>,
  operation: 'insert' | 'update',
): Record<string, Value> {
  const given: Record<string, Value> = {};
  const closed: string[] = [];
  for (const [name, sent] of Object.entries(body)) {
    if (name === 'attributes') continue;
    const field = readable(access, object, name);
    if (field === undefined) throw noColumn(object, name);
    if (mayWrite(access, object, field, operation)) given[field.name] = fieldInput(field, sent);
    else closed.push(field.name);
  }
  if (closed.length > 0) {
    const message = `Unable to create/update fields: ${closed.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
    throw refusedRecord('INVALID_FIELD_FOR_INSERT_UPDATE', message, closed);
  }
  return given;
}

export function noColumn(object: ObjectDef, name: string): Error {
  return refusedRecord('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
}

function mayWrite(access: Access, object: ObjectDef, field: FieldDef, operation: 'insert' | 'update'): boolean {
  if (AUDIT.has(field.name)) return operation === 'insert' && access.hasUser('CreateAuditFields');
  const open = operation === 'insert' ? field.createable : field.updateable;
  return open && access.canEdit(object, field);
}
