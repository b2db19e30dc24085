import { describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { appFiles } from '../app-files.ts';
import { FDK_RULES, FRONT_RULES, SERVER_RULES } from './fdk-rules.ts';
import { lintApp } from './lint-app.ts';

function rulesFor(path: string, code: string): readonly string[] {
  return lintApp(appFiles({ [path]: code })).map(({ rule }) => rule);
}

describe('Linting the app’s scripts', () => {
  it('uses the 75 rules of ESLint that the vendor’s tool uses', () => {
    expect(Object.keys(FDK_RULES)).toHaveLength(75);
  });

  it('uses all that ESLint recommends, but for the two that the vendor leaves out', () => {
    const js: { configs: { recommended: { rules: Record<string, unknown> } } } = createRequire(
      createRequire(import.meta.url).resolve('eslint'),
    )('@eslint/js');
    const recommended = Object.keys(js.configs.recommended.rules);
    expect(recommended.filter((name) => !(name in FDK_RULES)).toSorted()).toEqual(['no-new-symbol', 'no-undef']);
  });

  it('names only rules that this ESLint has', () => {
    const named = Object.keys({ ...FDK_RULES, ...FRONT_RULES, ...SERVER_RULES });
    expect(rulesFor('app/a.js', 'go();\n').concat(rulesFor('server/a.js', 'go();\n'))).toEqual([]);
    expect(named).toHaveLength(75 + 4);
  });

  describe('takes ES2020', () => {
    it.each(['const a = b?.c ?? 1;\ngo(a);\n', 'const a = 10n;\ngo(a);\n', 'go(async () => { await load(); });\n'])(
      '%j',
      (code) => {
        expect(rulesFor('app/a.js', code)).toEqual([]);
      },
    );
  });

  describe('refuses what came after ES2020', () => {
    it.each(['class A { x = 1; }\ngo(A);\n', 'a ??= 1;\n', 'go(1_000);\n', 'await load();\n', 'export const a = 1;\n'])(
      '%j',
      (code) => {
        expect(rulesFor('app/a.js', code)).toEqual(['lint/parse']);
      },
    );
  });

  it.each([
    ['lint/complexity', 'function go(a) {\n  return a.b || a.c || a.d || a.e || a.f || a.g || a.h || a.i;\n}\ngo();\n'],
    ['lint/max-nested-callbacks', 'a(() => b(() => c(() => d(() => e(() => f(1))))));\n'],
    ['lint/handle-callback-err', 'load((err, answer) => show(answer));\n'],
    ['lint/no-unused-vars', 'function go() {\n  const a = 1;\n}\ngo();\n'],
    ['lint/eqeqeq', 'go(a == b);\n'],
    ['lint/no-alert', 'alert("Saved");\n'],
    ['lint/no-var', 'var a = 1;\ngo(a);\n'],
    ['lint/prefer-const', 'let a = 1;\ngo(a);\n'],
    ['lint/require-await', 'go(async () => 1);\n'],
    ['lint/no-empty-function', 'go(() => {});\n'],
    ['lint/no-new-func', 'go(new Function("return 1"));\n'],
    ['lint/no-script-url', 'go("javascript:go()");\n'],
  ])('%s: refuses %j', (rule, code) => {
    expect(rulesFor('app/a.js', code)).toEqual([rule]);
  });

  it('lets a page’s scripts share functions at their top', () => {
    expect(rulesFor('app/a.js', 'function shared() {\n  return 1;\n}\n')).toEqual([]);
  });

  it.each(['process.env.X', 'Buffer.from("x")', 'setTimeout(go, 1)', 'setInterval(go, 1)', 'fetch("x")'])(
    'refuses %s on the server, where Freshworks has no such thing',
    (code) => {
      expect(rulesFor('server/server.js', `exports = { go: () => ${code} };\n`)).toContain(
        'lint/no-restricted-globals',
      );
      expect(rulesFor('app/a.js', `go(() => ${code});\n`)).not.toContain('lint/no-restricted-globals');
    },
  );

  it('cannot be switched off by a comment', () => {
    const found = rulesFor('app/a.js', '// eslint-disable-next-line no-var\nvar a = 1;\ngo(a);\n');
    expect(found).toEqual(expect.arrayContaining(['lint/no-var', 'lint/no-exceptions']));
  });

  it('says in which line', () => {
    expect(lintApp(appFiles({ 'app/a.js': 'go();\nvar a = 1;\ngo(a);\n' }))).toEqual([
      { rule: 'lint/no-var', file: 'app/a.js', line: 2, message: 'Unexpected var, use let or const instead.' },
    ]);
  });
});
