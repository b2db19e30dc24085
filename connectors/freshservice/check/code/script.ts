import { Linter } from 'eslint';
import { type AstNode, type FunctionNode, isFunction, memberName, walk } from './ast.ts';

/** One JavaScript file of the app and what the checks want to know of it. */
export type Script = {
  readonly path: string;
  readonly text: string;
  /** Every text written in it. */
  readonly literals: ReadonlyMap<string, number>;
  /** Names given to `invokeTemplate`, `request.invoke` and `data.get` as plain texts. */
  readonly calls: readonly {
    readonly to: 'template' | 'function' | 'data';
    readonly name: string;
    readonly line: number;
  }[];
  readonly requires: readonly { readonly name: string; readonly line: number }[];
  /** The functions at the top of the file, by name. */
  readonly functions: ReadonlyMap<string, FunctionNode>;
  /** What `exports = { … }` holds: the name outside and the name inside. Null when there is no such assignment. */
  readonly exported: ReadonlyMap<string, AstNode> | null;
};

/** Reads a script; null when it is not ES2020 (the lint says where). */
export function readScript(path: string, text: string): Script | null {
  const linter = new Linter();
  linter.verify(text, { parserOptions: { ecmaVersion: 2020, sourceType: 'script' } }, { filename: path });
  const ast = linter.getSourceCode()?.ast;
  if (ast?.type !== 'Program') return null;
  const literals = new Map<string, number>();
  const calls: Script['calls'][number][] = [];
  const requires: Script['requires'][number][] = [];
  walk(ast, (node) => {
    const written = textIn(node);
    if (written !== null && !literals.has(written)) literals.set(written, node.loc.start.line);
    const call = callIn(node);
    if (call === null) return;
    if (call.to === 'require') requires.push(call);
    else calls.push({ ...call, to: call.to });
  });
  return {
    path,
    text,
    literals,
    calls,
    requires,
    functions: functionsAtTop(ast.body),
    exported: exportsAtTop(ast.body),
  };
}

function textIn(node: AstNode): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  return node.type === 'TemplateElement' ? node.value.raw : null;
}

function callIn(node: AstNode) {
  if (node.type !== 'CallExpression') return null;
  const [first] = node.arguments;
  const name = first === undefined ? null : textIn(first);
  const to = calledBy(node.callee);
  return name === null || to === null ? null : { to, name, line: node.loc.start.line };
}

function calledBy(callee: AstNode): 'template' | 'function' | 'data' | 'require' | null {
  if (callee.type === 'Identifier') return callee.name === 'require' ? 'require' : null;
  if (memberName(callee) === 'invokeTemplate') return 'template';
  if (callee.type !== 'MemberExpression') return null;
  const [owner, method] = [memberName(callee.object), memberName(callee)];
  if (owner === 'request' && method === 'invoke') return 'function';
  return owner === 'data' && method === 'get' ? 'data' : null;
}

function functionsAtTop(body: readonly AstNode[]): ReadonlyMap<string, FunctionNode> {
  const found = new Map<string, FunctionNode>();
  for (const node of body) if (isFunction(node) && node.id) found.set(node.id.name, node);
  return found;
}

function exportsAtTop(body: readonly AstNode[]): ReadonlyMap<string, AstNode> | null {
  for (const node of body) {
    if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') continue;
    const { left, right } = node.expression;
    if (left.type !== 'Identifier' || left.name !== 'exports' || right.type !== 'ObjectExpression') continue;
    return new Map(right.properties.flatMap(exportedAs));
  }
  return null;
}

function exportedAs(property: AstNode): readonly (readonly [string, AstNode])[] {
  if (property.type !== 'Property') return [];
  const { key, value } = property;
  if (key.type === 'Identifier') return [[key.name, value]];
  return key.type === 'Literal' ? [[String(key.value), value]] : [];
}
