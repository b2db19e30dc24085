import { join } from 'node:path';
import { API_VERSION } from '../src/api-version.ts';
import { connectOrg } from './connect-org.ts';
import type { DeployEnd } from './deploy-result.ts';
import { readDeployResult } from './deploy-result.ts';
import type { DeployTarget } from './deploy-task.ts';
import { readLibraryError } from './library-error.ts';

export type OwnDeployment = {
  readonly projectDir: string;
  readonly target: DeployTarget;
  readonly directories: readonly string[];
  readonly dryRun: boolean;
};

const POLL_MS = 2000;
const MOST_SECONDS = 60 * 60;

/** Deploys by Salesforce's library, in this process: for admins without `sf`. */
export async function deployInProcess(
  { projectDir, target, directories, dryRun }: OwnDeployment,
  say: (line: string) => void,
): Promise<DeployEnd> {
  // Read when the library is loaded: it would otherwise report to Salesforce, and write log files.
  process.env['SF_DISABLE_TELEMETRY'] ??= 'true';
  process.env['SF_DISABLE_LOG_FILE'] ??= 'true';
  // The library finds .forceignore and the project from the working folder.
  process.chdir(projectDir);
  try {
    const { ComponentSet } = await import('@salesforce/source-deploy-retrieve');
    const connection = await connectOrg(target, say);
    const set = ComponentSet.fromSource(directories.map((path) => join(process.cwd(), path)));
    set.apiVersion = API_VERSION;
    set.sourceApiVersion = API_VERSION;
    connection.setApiVersion(API_VERSION);
    say(`Sending ${set.size} parts to ${connection.instanceUrl} …`);
    const deployment = await set.deploy({
      usernameOrConnection: connection,
      apiOptions: { rest: true, checkOnly: dryRun },
    });
    let told = '';
    deployment.onUpdate((status) => {
      const line = `  ${status.numberComponentsDeployed} of ${status.numberComponentsTotal} parts`;
      if (line !== told) say(line);
      told = line;
    });
    const { response } = await deployment.pollStatus(POLL_MS, MOST_SECONDS);
    return readDeployResult(response);
  } catch (error) {
    return { kind: 'no-result', because: readLibraryError(error) };
  }
}
