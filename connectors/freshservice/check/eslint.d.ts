// ESLint 8 carries no types of its own; these are the parts that the checks use.
declare module 'eslint' {
  import type { AstNode, Identifier } from './code/ast.ts';

  export type LintMessage = {
    readonly ruleId: string | null;
    readonly severity: 1 | 2;
    readonly message: string;
    readonly line?: number;
  };
  export type RuleSetting = 'error' | readonly ['error', ...unknown[]];
  export type LintConfig = {
    readonly root?: boolean;
    readonly rules?: Readonly<Record<string, RuleSetting>>;
    readonly env?: Readonly<Record<string, boolean>>;
    readonly parserOptions?: { readonly ecmaVersion: number; readonly sourceType: 'script' };
    readonly noInlineConfig?: boolean;
    readonly settings?: Readonly<Record<string, unknown>>;
  };
  export type Variable = { readonly scope: Scope; readonly defs: readonly unknown[] };
  export type Reference = {
    readonly identifier: Identifier;
    readonly from: Scope;
    readonly resolved: Variable | null;
    readonly init?: boolean;
    isWrite(): boolean;
  };
  export type Scope = {
    readonly variableScope: Scope;
    readonly references: readonly Reference[];
    readonly childScopes: readonly Scope[];
    readonly through: readonly Reference[];
  };
  export type SourceCode = { readonly ast: AstNode; readonly scopeManager: { readonly globalScope: Scope } };
  export type RuleContext = {
    readonly settings: Readonly<Record<string, unknown>>;
    readonly sourceCode: SourceCode;
    getFilename(): string;
    report(trouble: { readonly node: AstNode; readonly message: string }): void;
  };
  export type LintRule = {
    readonly meta: { readonly type: 'problem'; readonly docs: { readonly description: string }; readonly schema: [] };
    create(context: RuleContext): Readonly<Record<string, (node: AstNode) => void>>;
  };
  export class Linter {
    defineRule(name: string, rule: LintRule): void;
    getRules(): ReadonlyMap<string, unknown>;
    verify(text: string, config: LintConfig, options: { readonly filename: string }): readonly LintMessage[];
    getSourceCode(): SourceCode | null;
  }
  export type RuleCase = {
    readonly code: string;
    readonly filename?: string;
    readonly settings?: Readonly<Record<string, unknown>>;
  };
  export class RuleTester {
    static describe: (name: string, run: () => void) => void;
    static it: (name: string, run: () => void) => void;
    static itOnly: (name: string, run: () => void) => void;
    constructor(config: LintConfig);
    run(
      name: string,
      rule: LintRule,
      cases: {
        readonly valid: readonly RuleCase[];
        readonly invalid: readonly (RuleCase & {
          readonly errors: readonly { readonly message: RegExp; readonly line?: number }[];
        })[];
      },
    ): void;
  }
}
