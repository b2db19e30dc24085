import type { Scope } from 'eslint';
import { lintRule } from './rule.ts';
import { isServerFile } from './requests.ts';

export const noCrossScopeAssign = lintRule(
  'a variable is assigned in the function that declares it, so that two answers do not race for it',
  (report, context) => {
    if (isServerFile(context.getFilename())) return {};
    return {
      'Program:exit'() {
        forEachScope(context.sourceCode.scopeManager.globalScope, (scope) => {
          for (const reference of scope.references) {
            if (!reference.isWrite() || reference.init === true || reference.resolved === null) continue;
            const declaredIn = reference.resolved.scope.variableScope;
            if (reference.resolved.defs.length === 0 || declaredIn === reference.from.variableScope) continue;
            const { name } = reference.identifier;
            report(
              reference.identifier,
              `"${name}" is declared in another function. Keep it in an object: state.${name} = …`,
            );
          }
        });
      },
    };
  },
);

function forEachScope(scope: Scope, visit: (scope: Scope) => void): void {
  visit(scope);
  for (const child of scope.childScopes) forEachScope(child, visit);
}
