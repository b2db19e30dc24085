import type { LintRule, RuleContext } from 'eslint';
import type { AstNode } from '../code/ast.ts';

/** Makes an ESLint rule out of what it watches for. */
export function lintRule(
  description: string,
  watch: (
    report: (node: AstNode, message: string) => void,
    context: RuleContext,
  ) => Record<string, (node: AstNode) => void>,
): LintRule {
  return {
    meta: { type: 'problem', docs: { description }, schema: [] },
    create: (context) => watch((node, message) => context.report({ node, message }), context),
  };
}
