import { Refusal } from './refusal.ts';

/** A field of a GraphQL query with everything below it. Values of variables are already in place. */
export type GraphField = {
  readonly name: string;
  /** The name in the answer. */
  readonly alias: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** `@optional`: left out without a word when the caller may not see it. */
  readonly optional: boolean;
  readonly fields: readonly GraphField[];
};

/** Reads one query. Fragments, mutations and several operations are refused, never passed over. */
export function parseGraph(text: string, variables: Readonly<Record<string, unknown>>): readonly GraphField[] {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = (): string | undefined => tokens[at];
  const next = (): string => tokens[at++] ?? wrong('the query ends too early');
  const expect = (wanted: string): void => {
    if (next() !== wanted) wrong(`'${wanted}' was expected before '${tokens[at] ?? 'the end'}'`);
  };

  const value = (): unknown => {
    const token = next();
    if (token === '$') return variables[next()] ?? null;
    if (token === '{') return objectUntil('}');
    if (token === '[') {
      const items: unknown[] = [];
      while (peek() !== ']') items.push(value());
      at += 1;
      return items;
    }
    if (token.startsWith('"')) return JSON.parse(token) as unknown;
    if (/^-?\d/.test(token)) return Number(token);
    const words: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
    return token in words ? words[token] : token;
  };
  const objectUntil = (end: string): Record<string, unknown> => {
    const made: Record<string, unknown> = {};
    while (peek() !== end) {
      const name = next();
      expect(':');
      made[name] = value();
    }
    at += 1;
    return made;
  };
  const selection = (): GraphField[] => {
    const fields: GraphField[] = [];
    expect('{');
    while (peek() !== '}') fields.push(field());
    at += 1;
    return fields;
  };
  const field = (): GraphField => {
    const first = next();
    if (!/^[A-Za-z_]\w*$/.test(first)) wrong(`'${first}' is no field`);
    const name = peek() === ':' ? (expect(':'), next()) : first;
    const args = peek() === '(' ? (expect('('), objectUntil(')')) : {};
    let optional = false;
    while (peek() === '@') {
      expect('@');
      if (next() !== 'optional') wrong('this org knows no other directive than @optional');
      optional = true;
    }
    return { name, alias: first, args, optional, fields: peek() === '{' ? selection() : [] };
  };

  if (peek() === 'query') {
    while (peek() !== '{' && peek() !== undefined) at = peek() === '(' ? afterVariables(tokens, at) : at + 1;
  }
  const fields = selection();
  if (at < tokens.length) wrong('this org answers one query at a time');
  return fields;
}

/** Types and defaults of variables are not looked at: a variable that is not sent is null. */
function afterVariables(tokens: readonly string[], from: number): number {
  const end = tokens.indexOf(')', from);
  return end < 0 ? wrong('the variables have no end') : end + 1;
}

function tokensOf(text: string): string[] {
  const pattern = /\s+|,|#[^\n]*|("(?:\\.|[^"\\])*"|-?\d+(?:\.\d+)?|[A-Za-z_]\w*|[{}()[\]:$@!=])/gy;
  const tokens: string[] = [];
  let end = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    end = pattern.lastIndex;
    if (found[1] !== undefined) tokens.push(found[1]);
  }
  return end === text.length ? tokens : wrong(`'${text.slice(end, end + 20)}' cannot be read`);
}

export function wrong(message: string): never {
  throw new Refusal(400, 'INVALID_SYNTAX', message);
}
