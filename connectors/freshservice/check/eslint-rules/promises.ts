import { type AstNode, type CallExpression, isFunction, memberName } from '../code/ast.ts';
import { lintRule } from './rule.ts';

/** The call that is a whole statement, `a.b().c()` as much as `a?.b()`. */
function statementCall(node: AstNode): CallExpression | null {
  if (node.type !== 'ExpressionStatement') return null;
  const { expression } = node;
  const call = expression.type === 'ChainExpression' ? expression.expression : expression;
  return call.type === 'CallExpression' ? call : null;
}

const PROMISE_MAKERS: ReadonlySet<string | null> = new Set(['then', 'catch', 'finally', 'done', 'fail']);
const STATIC_MAKERS: ReadonlySet<string | null> = new Set(['all', 'allSettled', 'any', 'race', 'reject', 'resolve']);
const PLATFORM_PARTS: ReadonlySet<string | null> = new Set([
  'request',
  'db',
  'data',
  'interface',
  'instance',
  'iparams',
]);

export const noUnhandledPromise = lintRule(
  'a promise that nobody looks at has a handler for its failure',
  (report) => ({
    ExpressionStatement(node) {
      const call = statementCall(node);
      if (call === null || !makesPromise(call) || isHandled(call)) return;
      report(node, 'Nobody learns when this fails. End it with .catch(…) or .then(…, …).');
    },
  }),
);

function makesPromise({ callee }: CallExpression): boolean {
  const name = memberName(callee);
  if (PROMISE_MAKERS.has(name)) return true;
  if (callee.type !== 'MemberExpression') return false;
  if (callee.object.type === 'Identifier' && callee.object.name === 'Promise') return STATIC_MAKERS.has(name);
  return isPlatformPart(callee.object);
}

/** `client.request`, `client.db` and so on: all their methods give promises. `instance.resize` and `close` give none. */
function isPlatformPart(object: AstNode): boolean {
  if (object.type !== 'MemberExpression' || object.object.type !== 'Identifier') return false;
  const name = memberName(object);
  return object.object.name === 'client' && PLATFORM_PARTS.has(name) && name !== 'instance';
}

/** A handler for failures ends the chain; `.finally` after it passes nothing new on. */
function isHandled({ callee, arguments: given }: CallExpression): boolean {
  const name = memberName(callee);
  if ((name === 'catch' || name === 'fail') && given.length > 0) return true;
  if (name === 'then') return given.length > 1;
  if (name !== 'finally' || callee.type !== 'MemberExpression') return false;
  return callee.object.type === 'CallExpression' && isHandled(callee.object);
}

export const noLoggingRejections = lintRule('a failure is told to a person, not only to the console', (report) => ({
  CallExpression(node) {
    if (node.type !== 'CallExpression') return;
    const handler = failureHandler(node);
    if (handler !== undefined && onlyLogs(handler))
      report(handler, 'Only the console learns of this failure. Tell the agent.');
  },
  CatchClause(node) {
    if (node.type === 'CatchClause' && blockOnlyLogs(node.body))
      report(node, 'Only the console learns of this failure. Tell the agent.');
  },
}));

function failureHandler({ callee, arguments: given }: CallExpression): AstNode | undefined {
  const name = memberName(callee);
  if (name === 'then') return given[1];
  return name === 'catch' || name === 'fail' ? given[0] : undefined;
}

function onlyLogs(handler: AstNode): boolean {
  if (isConsole(handler)) return true;
  if (!isFunction(handler)) return false;
  return handler.body.type === 'BlockStatement' ? blockOnlyLogs(handler.body) : isLogCall(handler.body);
}

function blockOnlyLogs(block: AstNode): boolean {
  if (block.type !== 'BlockStatement' || block.body.length === 0) return false;
  return block.body.every((statement) => {
    const call = statementCall(statement);
    return call !== null && isLogCall(call);
  });
}

function isLogCall(node: AstNode): boolean {
  return node.type === 'CallExpression' && isConsole(node.callee);
}

function isConsole(node: AstNode): boolean {
  return node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'console';
}
