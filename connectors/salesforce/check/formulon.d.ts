// formulon ships no types; this is what we use of it.
declare module 'formulon' {
  export type FormulaValue = {
    readonly type: 'literal';
    readonly dataType: string;
    readonly value: unknown;
    readonly options: Readonly<Record<string, unknown>>;
  };
  export type FormulaResult =
    | FormulaValue
    | { readonly type: 'error'; readonly message: string; readonly value?: undefined };
  const formulon: {
    parse(formula: string, values: Readonly<Record<string, FormulaValue>>): FormulaResult;
    extract(formula: string): readonly string[];
  };
  export default formulon;
}
