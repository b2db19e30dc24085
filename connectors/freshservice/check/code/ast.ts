type Place = {
  readonly loc: { readonly start: { readonly line: number } };
  readonly parent?: AstNode;
};

export type Identifier = Place & { readonly type: 'Identifier'; readonly name: string };
export type Literal = Place & { readonly type: 'Literal'; readonly value: unknown };
export type MemberExpression = Place & {
  readonly type: 'MemberExpression';
  readonly object: AstNode;
  readonly property: AstNode;
  readonly computed: boolean;
};
export type CallExpression = Place & {
  readonly type: 'CallExpression' | 'NewExpression';
  readonly callee: AstNode;
  readonly arguments: readonly AstNode[];
};
export type FunctionNode = Place & {
  readonly type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression';
  readonly id?: Identifier | null;
  readonly async: boolean;
  readonly body: AstNode;
};
export type ObjectExpression = Place & { readonly type: 'ObjectExpression'; readonly properties: readonly AstNode[] };
export type Property = Place & { readonly type: 'Property'; readonly key: AstNode; readonly value: AstNode };
export type AssignmentExpression = Place & {
  readonly type: 'AssignmentExpression';
  readonly operator: string;
  readonly left: AstNode;
  readonly right: AstNode;
};
type ExpressionStatement = Place & { readonly type: 'ExpressionStatement'; readonly expression: AstNode };
type ChainExpression = Place & { readonly type: 'ChainExpression'; readonly expression: AstNode };
type Block = Place & { readonly type: 'Program' | 'BlockStatement'; readonly body: readonly AstNode[] };
type CatchClause = Place & { readonly type: 'CatchClause'; readonly body: AstNode };
type TemplateElement = Place & { readonly type: 'TemplateElement'; readonly value: { readonly raw: string } };

/** The kinds of nodes the checks look at; a script holds others too, which they pass by. */
export type AstNode =
  | Identifier
  | Literal
  | MemberExpression
  | CallExpression
  | FunctionNode
  | ObjectExpression
  | Property
  | AssignmentExpression
  | ExpressionStatement
  | ChainExpression
  | Block
  | CatchClause
  | TemplateElement;

/** The name of the thing a member access or call asks for: `b` of `a.b`, `a['b']`, `a?.b`. */
export function memberName(node: AstNode): string | null {
  if (node.type === 'ChainExpression') return memberName(node.expression);
  if (node.type !== 'MemberExpression') return null;
  const { property, computed } = node;
  if (property.type === 'Identifier') return computed ? null : property.name;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null;
}

/** Tells functions from everything else. */
export function isFunction(node: AstNode): node is FunctionNode {
  return /^(Function|ArrowFunction)/.test(node.type);
}

/** Goes through a script, outside first. */
export function walk(node: AstNode, visit: (node: AstNode) => void): void {
  visit(node);
  for (const [name, child] of Object.entries(node)) {
    if (name === 'parent') continue;
    for (const part of Array.isArray(child) ? child : [child]) if (isNode(part)) walk(part, visit);
  }
}

function isNode(value: unknown): value is AstNode {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'loc' in value
  );
}
