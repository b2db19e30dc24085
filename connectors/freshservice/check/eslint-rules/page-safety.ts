import { type AstNode, memberName } from '../code/ast.ts';
import { lintRule } from './rule.ts';

const MARKUP_FIELDS: ReadonlySet<string | null> = new Set(['innerHTML', 'outerHTML', 'srcdoc']);
const MARKUP_METHODS: ReadonlySet<string | null> = new Set([
  'insertAdjacentHTML',
  'createContextualFragment',
  'parseFromString',
  'setHTMLUnsafe',
]);
const ADVICE = 'Names and subjects may hold markup. Build elements and set textContent.';

export const noHtmlInjection = lintRule('text never becomes markup', (report) => ({
  AssignmentExpression(node) {
    if (node.type !== 'AssignmentExpression') return;
    const name = memberName(node.left);
    if (MARKUP_FIELDS.has(name) && !isEmptyText(node.right)) report(node, `${name} turns text into markup. ${ADVICE}`);
  },
  CallExpression(node) {
    if (node.type !== 'CallExpression') return;
    const name = memberName(node.callee);
    if (MARKUP_METHODS.has(name) || writesDocument(node.callee))
      report(node, `${name} turns text into markup. ${ADVICE}`);
  },
}));

function isEmptyText(node: AstNode): boolean {
  return node.type === 'Literal' && node.value === '';
}

function writesDocument(callee: AstNode): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  return callee.object.name === 'document' && /^write(ln)?$/.test(memberName(callee) ?? '');
}

export const noWindowState = lintRule('the window object carries nothing of ours', (report) => ({
  AssignmentExpression(node) {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return;
    const { object } = node.left;
    const name = memberName(node.left);
    if (object.type !== 'Identifier' || !/^(window|self|globalThis)$/.test(object.name)) return;
    if (name === null || !/^(on|location$|name$)/.test(name))
      report(node, 'Keep this in a const of the script; anybody can change a field of the window.');
  },
}));
