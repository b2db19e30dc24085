import type { Access } from './access.ts';
import { evaluate } from './formulas.ts';
import type { Org } from './org.ts';
import { isClosedStatus } from './paths.ts';
import type { FieldDef, ObjectDef } from './schema.ts';
import { dateTimeText, textOf } from './values.ts';
import type { Row, Value } from './values.ts';

/** A record about to be added: what was given, defaults for the rest, and the platform's own fields. */
export function newRow(org: Org, access: Access, object: ObjectDef, given: Readonly<Record<string, Value>>): Row {
  const now = dateTimeText(org.clock.now());
  const row: Record<string, Value> = {};
  for (const field of object.fields.values()) row[field.name] = field.type === 'boolean' ? false : null;
  const stamps = {
    Id: org.newId(object.keyPrefix),
    IsDeleted: false,
    CreatedDate: now,
    CreatedById: access.userId,
    LastModifiedDate: now,
    LastModifiedById: access.userId,
    SystemModstamp: now,
  };
  Object.assign(row, stamps, given, { SystemModstamp: now });
  for (const field of object.fields.values()) {
    if (field.autoNumber !== null && given[field.name] === undefined) row[field.name] = nextNumber(org, object, field);
    else if (field.defaultValue !== null && given[field.name] === undefined) {
      row[field.name] = defaultOf(org, access, object, row, field);
    }
  }
  if (object.fields.has('OwnerId') && textOf(row['OwnerId']) === '') row['OwnerId'] = access.userId;
  return row;
}

function defaultOf(org: Org, access: Access, object: ObjectDef, row: Row, field: FieldDef): Value {
  const text = field.defaultValue ?? '';
  if (field.type === 'boolean') return text.toLowerCase() === 'true';
  if (!object.custom) return text;
  const value = evaluate(text, { org, access, object, after: row, before: null });
  return field.type === 'double' && value !== null ? Number(value) : value;
}

function nextNumber(org: Org, object: ObjectDef, field: FieldDef): string {
  const key = `${object.name}.${field.name}`;
  const number = (org.autoNumbers.get(key) ?? 0) + 1;
  // Not given back when the record is refused: numbers have gaps in the real thing too.
  org.autoNumbers.set(key, number);
  return (field.autoNumber ?? '').replace(/\{(0+)\}/, (_, zeros: string) => String(number).padStart(zeros.length, '0'));
}

/** Formula fields. */
function withFormulas(org: Org, access: Access, object: ObjectDef, row: Row): Row {
  const formulas = [...object.fields.values()].flatMap(({ name, formula }) =>
    formula === null ? [] : [{ name, formula }],
  );
  if (formulas.length === 0) return row;
  const context = { org, access, object, after: row, before: null };
  return { ...row, ...Object.fromEntries(formulas.map(({ name, formula }) => [name, evaluate(formula, context)])) };
}

/** Fields that follow from others. */
export function withComputed(org: Org, access: Access, object: ObjectDef, row: Row, before: Row | null): Row {
  if (object.custom) return withFormulas(org, access, object, row);
  if (object.name === 'User' || object.name === 'Contact') {
    const name = [row['FirstName'], row['LastName']].map(textOf).filter((part) => part !== '');
    return { ...row, Name: name.join(' ') };
  }
  if (object.name === 'Task') return { ...row, IsClosed: row['Status'] === 'Completed' };
  if (object.name !== 'Case') return row;
  const closed = isClosedStatus(org, textOf(row['Status']));
  const wasClosed = before !== null && isClosedStatus(org, textOf(before['Status']));
  if (closed === wasClosed) return row;
  return { ...row, ClosedDate: closed ? dateTimeText(org.clock.now()) : null };
}
