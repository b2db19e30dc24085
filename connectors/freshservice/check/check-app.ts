import type { AppFiles } from './app-files.ts';
import { openApp } from './app.ts';
import type { Finding } from './finding.ts';
import { lintApp } from './lint/lint-app.ts';
import { RULES } from './rules.ts';

/** Everything that is wrong with the app, as far as it can be known without the FDK. */
export function checkApp(files: AppFiles): readonly Finding[] {
  const app = openApp(files);
  const found = RULES.flatMap(({ name, find }) => find(app).map((trouble) => ({ rule: name, ...trouble })));
  return [...found, ...lintApp(files)];
}
