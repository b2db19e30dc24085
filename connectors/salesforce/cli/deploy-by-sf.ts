import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { DeployEnd } from './deploy-result.ts';
import { readDeployResult } from './deploy-result.ts';

export type SfDeployment = {
  readonly program: string;
  /** Where `sfdx-project.json` is. */
  readonly projectDir: string;
  readonly org: string;
  readonly directories: readonly string[];
  readonly dryRun: boolean;
};

const MOST_MINUTES = 60;
const answerShape = z.object({ result: z.unknown().optional(), message: z.string().optional() });

/** Deploys by Salesforce's own program: it keeps the admin's sign-ins, and knows how to renew them. */
export async function deployBySf(deployment: SfDeployment): Promise<DeployEnd> {
  const { program, projectDir, org, directories, dryRun } = deployment;
  const words = ['project', 'deploy', 'start', '--target-org', org, '--json', '--wait', String(MOST_MINUTES)];
  for (const directory of directories) words.push('--source-dir', directory);
  if (dryRun) words.push('--dry-run');
  const onWindows = process.platform === 'win32';
  // On Windows it is a batch file, which only a shell starts; every word is our own, or was checked when it was read.
  const child = spawn(onWindows ? `"${program}"` : program, words, {
    cwd: projectDir,
    shell: onWindows,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const failed = new Promise<string>((resolve) => child.once('error', () => resolve('')));
  const printed = await Promise.race([text(child.stdout), failed]);
  return readPrinted(printed);
}

function readPrinted(printed: string): DeployEnd {
  const answer = answerShape.safeParse(parsed(printed));
  if (!answer.success) {
    return { kind: 'no-result', because: 'The program sf gave no answer that can be read. Try --without-sf.' };
  }
  const { result, message } = answer.data;
  const end = readDeployResult(result);
  return end.kind === 'no-result' && message !== undefined ? { kind: 'no-result', because: `sf: ${message}` } : end;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
