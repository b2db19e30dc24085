import type { RuleSetting } from 'eslint';

/** ESLint's own rules that FDK 10.1 runs, 75 in all. The FDK only warns of some; here everything is an error. */
const PLAIN = [
  'constructor-super',
  'eqeqeq',
  'for-direction',
  'getter-return',
  'no-alert',
  'no-async-promise-executor',
  'no-caller',
  'no-case-declarations',
  'no-class-assign',
  'no-compare-neg-zero',
  'no-cond-assign',
  'no-const-assign',
  'no-constant-condition',
  'no-control-regex',
  'no-debugger',
  'no-delete-var',
  'no-dupe-args',
  'no-dupe-class-members',
  'no-dupe-else-if',
  'no-dupe-keys',
  'no-duplicate-case',
  'no-duplicate-imports',
  'no-empty',
  'no-empty-character-class',
  'no-empty-function',
  'no-empty-pattern',
  'no-eq-null',
  'no-eval',
  'no-ex-assign',
  'no-extra-boolean-cast',
  'no-extra-semi',
  'no-fallthrough',
  'no-func-assign',
  'no-global-assign',
  'no-import-assign',
  'no-inner-declarations',
  'no-invalid-regexp',
  'no-irregular-whitespace',
  'no-loss-of-precision',
  'no-misleading-character-class',
  'no-mixed-spaces-and-tabs',
  'no-new-native-nonconstructor',
  'no-nonoctal-decimal-escape',
  'no-obj-calls',
  'no-octal',
  'no-process-env',
  'no-prototype-builtins',
  'no-redeclare',
  'no-regex-spaces',
  'no-self-assign',
  'no-setter-return',
  'no-shadow-restricted-names',
  'no-sparse-arrays',
  'no-this-before-super',
  'no-unexpected-multiline',
  'no-unreachable',
  'no-unreachable-loop',
  'no-unsafe-finally',
  'no-unsafe-negation',
  'no-unsafe-optional-chaining',
  'no-unused-labels',
  'no-useless-backreference',
  'no-useless-catch',
  'no-useless-escape',
  'no-var',
  'no-with',
  'prefer-const',
  'require-await',
  'require-yield',
  'use-isnan',
  'valid-typeof',
] as const;

export const FDK_RULES: Readonly<Record<string, RuleSetting>> = {
  ...Object.fromEntries(PLAIN.map((name) => [name, 'error'] as const)),
  complexity: ['error', 7],
  'max-nested-callbacks': ['error', 4],
  'handle-callback-err': ['error', '^.*(e|E)rr'],
  // "local": a script's top-level functions are used by other scripts of the page.
  'no-unused-vars': ['error', { vars: 'local' }],
};

const LOADED_CODE: Readonly<Record<string, RuleSetting>> = {
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-script-url': 'error',
};

/** What we ask beyond the FDK of scripts in the browser. */
export const FRONT_RULES: Readonly<Record<string, RuleSetting>> = LOADED_CODE;

/** What we ask beyond the FDK of server scripts: the platform has none of these there. */
export const SERVER_RULES: Readonly<Record<string, RuleSetting>> = {
  ...LOADED_CODE,
  'no-restricted-globals': [
    'error',
    ...['process', 'Buffer', 'setTimeout', 'setInterval', 'setImmediate', 'window', 'document', 'fetch'].map(
      (name) => ({
        name,
        message: 'Freshworks has no such thing for server scripts.',
      }),
    ),
  ],
};
