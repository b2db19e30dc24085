import formulon, { type FormulaValue } from 'formulon';

/** A value of a field, or of `$Permission` and the like. A picklist's value is text; null is an empty field. */
export type RuleValue = string | number | boolean | Date | null;

/** A record that is being saved. `before` is null for a new one. */
export type Saving = {
  readonly before: Readonly<Record<string, RuleValue>> | null;
  readonly after: Readonly<Record<string, RuleValue>>;
  /** Names of picklist fields: Salesforce treats them otherwise than text. */
  readonly picklists: ReadonlySet<string>;
};

/** Whether the validation rule refuses the save. Throws when the formula is wrong or asks for what was not given. */
export function ruleRefuses(formula: string, saving: Saving): boolean {
  const result = evaluateFormula(formula, saving);
  if (typeof result !== 'boolean') throw new Error(`A validation rule must say true or false: ${formula}`);
  return result;
}

/** Works out a formula as Salesforce would. */
export function evaluateFormula(formula: string, saving: Saving): unknown {
  const plain = withoutContext(formula, saving);
  const values = Object.fromEntries(
    formulon.extract(plain).map((name) => [name, formulaValue(saving.after[name] ?? null, saving.picklists.has(name))]),
  );
  const result = formulon.parse(plain, values);
  if (result.type === 'error') throw new Error(`${result.message} In: ${formula}`);
  return result.value;
}

// formulon knows values, not records: what depends on the record before is put in as a constant.
function withoutContext(formula: string, { before, after }: Saving): string {
  return formula
    .replaceAll(/ISNEW\(\s*\)/g, before === null ? 'TRUE' : 'FALSE')
    .replaceAll(/ISCHANGED\(\s*([A-Za-z0-9_]+)\s*\)/g, (_, field: string) =>
      before !== null && (before[field] ?? null) !== (after[field] ?? null) ? 'TRUE' : 'FALSE',
    );
}

function formulaValue(value: RuleValue, isPicklist: boolean): FormulaValue {
  if (isPicklist) return literal('picklist', value ?? '', { values: [] });
  if (value === null) return literal('null', null, {});
  if (typeof value === 'boolean') return literal('checkbox', value, {});
  if (typeof value === 'number') return literal('number', value, { length: 18, scale: 0 });
  if (typeof value === 'string') return literal('text', value, { length: value.length });
  return literal('datetime', value, {});
}

function literal(dataType: string, value: RuleValue, options: Readonly<Record<string, unknown>>): FormulaValue {
  return { type: 'literal', dataType, value, options };
}
