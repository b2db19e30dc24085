import { Linter, type LintConfig, type RuleSetting } from 'eslint';
import { type AppFiles, asText, pathsBelow, textOf } from '../app-files.ts';
import { OWN_RULES } from '../eslint-rules/all.ts';
import type { Finding } from '../finding.ts';
import { fieldsOf } from '../json-at.ts';
import { remembered } from '../remembered.ts';
import { FDK_RULES, FRONT_RULES, SERVER_RULES } from './fdk-rules.ts';

const OWN: Readonly<Record<string, RuleSetting>> = Object.fromEntries(
  Object.keys(OWN_RULES).map((name) => [name, 'error'] as const),
);

/** Every rule that scripts are held against, by name. */
export const LINT_RULES: readonly string[] = Object.keys({ ...FDK_RULES, ...FRONT_RULES, ...SERVER_RULES, ...OWN });

/** Lints the app's scripts as the FDK would, and somewhat more strictly. What the FDK only warns of is a finding here. */
export function lintApp(files: AppFiles): readonly Finding[] {
  const dependencies = dependenciesOf(files);
  return lintedPaths(files).flatMap((file) =>
    lintFile(files.get(file) ?? new Uint8Array(), JSON.stringify([file, ...dependencies])),
  );
}

const lintFile = remembered((bytes, about): readonly Finding[] => {
  const [file = '', ...dependencies]: readonly string[] = JSON.parse(about);
  return makeLinter()
    .verify(asText(bytes), configFor(file, dependencies), { filename: file })
    .map(({ ruleId, severity, line, message }) => ({
      rule: `lint/${ruleId ?? (severity === 2 ? 'parse' : 'no-exceptions')}`,
      file,
      ...(line === undefined ? {} : { line }),
      message,
    }));
});

function makeLinter(): Linter {
  const linter = new Linter();
  for (const [name, rule] of Object.entries(OWN_RULES)) linter.defineRule(name, rule);
  return linter;
}

function lintedPaths(files: AppFiles): readonly string[] {
  return ['app', 'config', 'server'].flatMap((folder) => pathsBelow(files, folder, '.js'));
}

function configFor(file: string, dependencies: readonly string[]): LintConfig {
  const isServer = file.startsWith('server/');
  return {
    env: { es2020: true },
    parserOptions: { ecmaVersion: 2020, sourceType: 'script' },
    settings: { dependencies },
    // A comment cannot switch a rule off: the FDK's reviewers would not see it either.
    noInlineConfig: true,
    rules: { ...FDK_RULES, ...(isServer ? SERVER_RULES : FRONT_RULES), ...OWN },
  };
}

function dependenciesOf(files: AppFiles): readonly string[] {
  try {
    return Object.keys(fieldsOf(fieldsOf(JSON.parse(textOf(files, 'manifest.json') ?? '{}'))['dependencies']));
  } catch {
    return [];
  }
}
