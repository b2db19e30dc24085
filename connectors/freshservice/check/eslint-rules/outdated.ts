import { type AstNode, memberName } from '../code/ast.ts';
import { lintRule } from './rule.ts';

export const noUnpkgCdn = lintRule('nothing is loaded from unpkg.com', (report) => {
  const look = (node: AstNode): void => {
    const text = node.type === 'Literal' ? node.value : node.type === 'TemplateElement' && node.value.raw;
    if (typeof text === 'string' && /\bunpkg\.com\b/i.test(text)) {
      report(node, 'unpkg.com is refused. Crayons comes from cdn.jsdelivr.net.');
    }
  };
  return { Literal: look, TemplateElement: look };
});

const OLD_NAMES: ReadonlyMap<string, string> = new Map([
  ['loadLib', 'Use require.'],
  ['loadDependency', 'Use require.'],
]);
const OLD_MEMBERS: ReadonlyMap<string, string> = new Map([
  ['domHelper', 'An app has no part in the product’s page. Use client.interface.trigger.'],
  ['dom', 'An app has no part in the product’s page. Use client.interface.trigger.'],
  ['ticket', 'Use client.data.get("ticket").'],
  ['contact', 'Use client.data.get("requester").'],
]);
const OLD_DATA: ReadonlyMap<string, string> = new Map([['contact', 'requester']]);

export const noDeprecatedApis = lintRule(
  'nothing is used that platform 3.0 of Freshservice has replaced',
  (report) => ({
    CallExpression(node) {
      if (node.type !== 'CallExpression') return;
      const { callee, arguments: given } = node;
      const advice = callee.type === 'Identifier' ? OLD_NAMES.get(callee.name) : undefined;
      if (callee.type === 'Identifier' && advice !== undefined) report(node, `${callee.name} is gone. ${advice}`);
      const [what] = given;
      if (!isDataGet(callee) || what?.type !== 'Literal' || typeof what.value !== 'string') return;
      const newName = OLD_DATA.get(what.value);
      if (newName !== undefined)
        report(node, `Freshservice has no "${what.value}". Use client.data.get("${newName}").`);
    },
    MemberExpression(node) {
      if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier' || node.object.name !== 'client')
        return;
      const advice = OLD_MEMBERS.get(memberName(node) ?? '');
      if (advice !== undefined) report(node, `client.${memberName(node)} is gone. ${advice}`);
    },
  }),
);

function isDataGet(callee: AstNode): boolean {
  return memberName(callee) === 'get' && callee.type === 'MemberExpression' && memberName(callee.object) === 'data';
}
