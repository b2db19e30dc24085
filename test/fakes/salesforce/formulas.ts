import { createRequire } from 'node:module';
import type { Access } from './access.ts';
import { fullId } from './ids.ts';
import type { Org } from './org.ts';
import { valueAt } from './paths.ts';
import { fieldOf } from './schema.ts';
import type { FieldDef, ObjectDef } from './schema.ts';
import { dateTimeMs, dateTimeText, textOf } from './values.ts';
import type { Row, Value } from './values.ts';

type Literal = {
  readonly type: 'literal';
  readonly dataType: string;
  readonly value: unknown;
  readonly options: object;
};
type Outcome = Literal | { readonly type: 'error'; readonly message: string };

const formulon = createRequire(import.meta.url)('formulon') as {
  parse(formula: string, values: Readonly<Record<string, Literal>>): Outcome;
  extract(formula: string): readonly string[];
  ast(formula: string): unknown;
};

/** What is wrong with a formula's form; null when it can be read. */
export function evaluatable(formula: string): string | null {
  try {
    formulon.ast(formula);
    return null;
  } catch (error) {
    return Error.isError(error) ? error.message : 'the formula cannot be read';
  }
}

/** What a formula is asked about: the record as it would be, as it was, and who does it. */
export type FormulaContext = {
  readonly org: Org;
  readonly access: Access;
  readonly object: ObjectDef;
  readonly after: Row;
  /** Null for a record that is being made. */
  readonly before: Row | null;
};

/** The formula's value. Throws with the formula's fault: a formula that cannot be worked out is never taken for false. */
export function evaluate(formula: string, context: FormulaContext): Value {
  const { text, placeholders } = withoutPlatformCalls(formula, context);
  const names = [...new Set(formulon.extract(text))];
  const values = Object.fromEntries(
    names.map((name) => [name, placeholders.get(name)?.() ?? literalOf(name, context)] as const),
  );
  const outcome = formulon.parse(text, values);
  if (outcome.type === 'error') throw new Error(`${outcome.message} In the formula: ${formula}`);
  const { value } = outcome;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return value instanceof Date ? dateTimeText(value.getTime()) : JSON.stringify(value);
}

type Placeholders = Map<string, () => Literal>;

/**
 * Puts TRUE and FALSE in place of ISNEW() and ISCHANGED(…), and a name of its own in place of PRIORVALUE(…) and CASESAFEID(…), which the
 * formula reader does not know. Texts stay as they are.
 */
function withoutPlatformCalls(
  formula: string,
  context: FormulaContext,
): { readonly text: string; readonly placeholders: Placeholders } {
  const { org, before, after, object } = context;
  const placeholders: Placeholders = new Map();
  const held = (read: () => Literal): string => {
    const name = `Placeholder${String(placeholders.size)}__c`;
    placeholders.set(name, read);
    return name;
  };
  const text = formula.replaceAll(
    /"(?:\\.|[^"\\])*"|\bISNEW\(\s*\)|\b(ISCHANGED|PRIORVALUE|CASESAFEID)\(\s*([$\w.]+)\s*\)/gi,
    (found: string, call: string | undefined, name: string | undefined) => {
      if (found.startsWith('"')) return found;
      if (call === undefined || name === undefined) return before === null ? 'TRUE' : 'FALSE';
      if (call.toUpperCase() === 'CASESAFEID') return held(() => safeId(literalOf(name, context)));
      const field = fieldOf(object, name);
      if (field === undefined)
        throw new Error(`There is no field ${name} on ${object.name}. In the formula: ${formula}`);
      if (call.toUpperCase() === 'PRIORVALUE')
        return held(() => fromPath(org, object.name, before ?? after, field.name));
      const changed = before !== null && (before[field.name] ?? null) !== (after[field.name] ?? null);
      return changed ? 'TRUE' : 'FALSE';
    },
  );
  return { text, placeholders };
}

function safeId(short: Literal): Literal {
  return text(fullId(String(short.value)) ?? '');
}

function literalOf(name: string, context: FormulaContext): Literal {
  const { org, access, object, after } = context;
  if (name.startsWith('$Permission.')) return checkbox(access.hasCustom(name.slice('$Permission.'.length)));
  if (name === '$Organization.Id') return text(org.organizationId.slice(0, 15));
  if (name.startsWith('$User.')) {
    const user = org.store.get('User', access.userId);
    return fromPath(org, 'User', user ?? null, name.slice('$User.'.length));
  }
  if (name.startsWith('$')) throw new Error(`This org knows no ${name} in formulas.`);
  return fromPath(org, object.name, after, name);
}

function fromPath(org: Org, objectName: string, row: Row | null, path: string): Literal {
  const object = org.schema.object(objectName);
  if (object === undefined) throw new Error(`There is no object ${objectName}.`);
  const { field, value } = valueAt(org, object, row, path.split('.'));
  return typed(field, value);
}

function typed(field: FieldDef, value: Value): Literal {
  switch (field.type) {
    case 'boolean':
      return checkbox(value === true);
    case 'double':
    case 'int':
      return value === null ? nothing() : literal('number', value, { length: 18, scale: field.digits?.fraction ?? 0 });
    case 'datetime':
    case 'date':
      return value === null ? nothing() : literal(field.type, new Date(dateTimeMs(textOf(value)) ?? textOf(value)), {});
    case 'picklist':
      return literal('picklist', textOf(value), { values: [...(field.picklist?.values ?? []), ''] });
    case 'id':
    case 'reference':
      return text(textOf(value).slice(0, 15));
    case 'string':
    case 'textarea':
    case 'email':
    case 'phone':
    case 'url':
      return text(textOf(value));
    default:
      return field.type satisfies never;
  }
}

const literal = (dataType: string, value: unknown, options: object): Literal => ({
  type: 'literal',
  dataType,
  value,
  options,
});
const text = (value: string): Literal => literal('text', value, { length: value.length });
const checkbox = (value: boolean): Literal => literal('checkbox', value, {});
const nothing = (): Literal => literal('null', null, {});
