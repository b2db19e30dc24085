import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageDirectories } from './add-ons.ts';
import { deployBySf } from './deploy-by-sf.ts';
import { deployInProcess } from './deploy-in-process.ts';
import type { DeployEnd } from './deploy-result.ts';
import type { DeployTask } from './deploy-task.ts';
import { findProgram } from './find-program.ts';
import type { Outcome } from './tell-deployment.ts';
import { tellDeployment } from './tell-deployment.ts';

const PROJECT_DIR = dirname(dirname(fileURLToPath(import.meta.url)));

/** Deploys the app to an org: by the admin's own `sf` where he has one, else by Salesforce's library in this process. */
export async function deploy(task: DeployTask, say: (line: string) => void): Promise<Outcome> {
  return tellDeployment(await carriedOut(task, say), task.dryRun);
}

async function carriedOut(task: DeployTask, say: (line: string) => void): Promise<DeployEnd> {
  const { target, addOns, dryRun, useSf } = task;
  const common = { projectDir: PROJECT_DIR, directories: packageDirectories(addOns), dryRun };
  const program = useSf && target.kind === 'signed-in' ? await findProgram('sf', process.env) : null;
  if (program === null || target.kind !== 'signed-in') return deployInProcess({ ...common, target }, say);
  say(`Deploying by ${program}, which says nothing until it has finished. That takes a minute or two …`);
  return deployBySf({ ...common, program, org: target.org });
}
