import { startScript } from '../support/child-process.ts';
import { PROJECT_ROOT } from '../support/project-root.ts';

export type CommandResult = { readonly code: number | null; readonly output: string; readonly ms: number };

const PATIENCE_MS = 20_000;

/** Runs `session-requests <words>` as an operator does, to its end. A command that never ends gets SIGKILL, and the code null. */
export async function runCommand(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd: string = PROJECT_ROOT,
): Promise<CommandResult> {
  const begunAt = performance.now();
  const child = startScript(`${PROJECT_ROOT}server/start.js`, words, {
    cwd,
    env: { ENV_FILE: '', ...env },
  });
  const force = setTimeout(() => void child.end('SIGKILL'), PATIENCE_MS);
  const code = await child.ended;
  clearTimeout(force);
  return { code, output: child.output(), ms: performance.now() - begunAt };
}
