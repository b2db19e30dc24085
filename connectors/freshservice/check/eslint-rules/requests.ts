import { type AstNode, memberName } from '../code/ast.ts';
import { lintRule } from './rule.ts';

const CALLED: ReadonlySet<string> = new Set(['fetch', 'axios', 'XMLHttpRequest', 'EventSource', 'WebSocket']);
const LIBRARIES: ReadonlySet<string> = new Set(['axios', '$', 'jQuery']);
const METHODS: ReadonlySet<string | null> = new Set([
  'get',
  'put',
  'post',
  'patch',
  'delete',
  'request',
  'ajax',
  'getJSON',
]);
const ROOTS: ReadonlySet<string> = new Set(['window', 'self', 'globalThis', 'top', 'parent']);
const ADVICE = 'Use client.request.invokeTemplate: the platform adds the secret and keeps the count.';

export const noNonClientRequestModel = lintRule(
  'scripts of the app call servers through the platform only',
  (report, context) => {
    if (isServerFile(context.getFilename())) return {};
    const look = (node: AstNode): void => {
      if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
      const name = calledName(node.callee);
      if (name !== null) report(node, `${name} goes around the platform. ${ADVICE}`);
    };
    return { CallExpression: look, NewExpression: look };
  },
);

function calledName(callee: AstNode): string | null {
  if (callee.type === 'Identifier') return CALLED.has(callee.name) ? callee.name : null;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return null;
  const name = memberName(callee);
  const root = callee.object.name;
  if (name === null) return null;
  if (root === 'navigator') return name === 'sendBeacon' ? 'navigator.sendBeacon' : null;
  if (ROOTS.has(root)) return CALLED.has(name) ? `${root}.${name}` : null;
  return LIBRARIES.has(root) && METHODS.has(name) ? `${root}.${name}` : null;
}

/** Whether a file runs at Freshworks and not in a browser. */
export function isServerFile(filename: string): boolean {
  return /(^|\/)server\//.test(filename);
}

const OLD_METHODS: ReadonlySet<string | null> = new Set(['get', 'post', 'put', 'patch', 'delete']);

export const noProxyRequests = lintRule('the request methods of platform 2.x are not used', (report) => ({
  CallExpression(node) {
    if (node.type !== 'CallExpression') return;
    const { callee } = node;
    if (callee.type !== 'MemberExpression' || !OLD_METHODS.has(memberName(callee))) return;
    if (isRequestPart(callee.object))
      report(node, 'This is the request method of platform 2.x. Use invokeTemplate with a template.');
  },
}));

/** `client.request` in the browser, `$request` on the server. */
function isRequestPart(object: AstNode): boolean {
  if (object.type === 'Identifier') return object.name === '$request';
  if (memberName(object) !== 'request' || object.type !== 'MemberExpression') return false;
  const owner = object.object.type === 'Identifier' ? object.object.name : memberName(object.object);
  return owner !== null && /client$/i.test(owner);
}
