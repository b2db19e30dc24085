import { evaluate } from './formulas.ts';
import type { FormulaContext } from './formulas.ts';
import { refusedRecord } from './refusal.ts';
import type { FieldDef } from './schema.ts';
import { canSee, canChange } from './sharing.ts';
import { textOf } from './values.ts';
import type { Value } from './values.ts';

/** Everything the org asks of a record before it is kept. Throws the first refusal. */
export function checkRecord(context: FormulaContext, given: Readonly<Record<string, Value>>): void {
  const { object, after } = context;
  const missing = [...object.fields.values()].filter(
    (field) => field.required && (after[field.name] === null || after[field.name] === undefined),
  );
  if (missing.length > 0) {
    const names = missing.map((field) => field.name);
    throw refusedRecord('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names);
  }
  for (const field of object.fields.values()) {
    if (field.reference !== null && given[field.name] !== undefined) checkReference(context, field);
  }
  checkRules(context);
  checkFeed(context);
  for (const field of object.fields.values()) if (field.unique) claimValue(context, field);
}

function checkReference({ org, access, object, after }: FormulaContext, field: FieldDef): void {
  const id = textOf(after[field.name]);
  if (id === '' || field.reference === null) return;
  const targets = field.reference.to.flatMap((name) => org.schema.object(name) ?? []);
  const target = targets.find((one) => one.keyPrefix === id.slice(0, 3));
  if (target === undefined) {
    throw refusedRecord('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${id}`, [field.name]);
  }
  const row = org.store.get(target.name, id);
  if (row === undefined || row['IsDeleted'] === true) {
    const code = row === undefined ? 'INVALID_CROSS_REFERENCE_KEY' : 'ENTITY_IS_DELETED';
    throw refusedRecord(code, row === undefined ? 'invalid cross reference id' : 'entity is deleted', [field.name]);
  }
  const decides = object.sharing.kind === 'parent' && object.sharing.field === field.name;
  const { masterDetail, masterReadIsEnough } = field.reference;
  const reads = access.object(target).read && canSee(org, access, target, row);
  const writes = access.object(target).edit && canChange(org, access, target, row);
  const enough = decides && masterDetail && !masterReadIsEnough ? writes : reads;
  if (!enough) {
    const message = `insufficient access rights on cross-reference id: ${id}`;
    throw refusedRecord('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', message);
  }
}

function checkRules(context: FormulaContext): void {
  for (const rule of context.object.rules) {
    if (!rule.active || evaluate(rule.formula, context) !== true) continue;
    const fields = rule.field === null ? [] : [rule.field];
    throw refusedRecord('FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.message, fields);
  }
}

function checkFeed({ org, object, after, before }: FormulaContext): void {
  if (object.name !== 'FeedItem' || before !== null) return;
  if (!org.settings.feeds) {
    throw refusedRecord('FEED_NOT_ENABLED_FOR_ENTITY', 'The Case object does not have feed tracking enabled', [
      'ParentId',
    ]);
  }
  const needed = after['Type'] === 'LinkPost' ? 'LinkUrl' : 'Body';
  if (after[needed] === null) {
    throw refusedRecord('REQUIRED_FIELD_MISSING', `Required fields are missing: [${needed}]`, [needed]);
  }
}

/** Takes the value of a unique field; what was held before is given back. Records in the recycle bin hold theirs no more. */
function claimValue({ org, object, after, before }: FormulaContext, field: FieldDef): void {
  const key = uniqueKey(field, after[field.name]);
  const held = before === null ? '' : uniqueKey(field, before[field.name]);
  if (key === held) return;
  const id = textOf(after['Id']);
  if (held !== '') org.store.claim(object.name, field.name, held, null);
  if (key === '') return;
  const holder = org.store.holder(object.name, field.name, key);
  const other = holder === undefined ? undefined : org.store.get(object.name, holder);
  if (other !== undefined && other['Id'] !== id && other['IsDeleted'] === false) {
    const message = `duplicate value found: ${field.name} duplicates value on record with id: ${textOf(other['Id']).slice(0, 15)}`;
    throw refusedRecord('DUPLICATE_VALUE', message);
  }
  org.store.claim(object.name, field.name, key, id);
}

/** How a unique field's value is held: upper and lower case alike unless the field tells them apart. Empty: none. */
export function uniqueKey(field: FieldDef, value: Value | undefined): string {
  const text = textOf(value);
  return field.caseSensitive ? text : text.toLowerCase();
}
