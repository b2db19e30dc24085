import type { DeployedComponent, DeployEnd, DeployResult } from './deploy-result.ts';
import { mendFor } from './mend-problem.ts';
import { plainLine } from './plain-line.ts';

export type Outcome = { readonly isWell: boolean; readonly lines: readonly string[] };

/** What is printed of how a deployment ended. */
export function tellDeployment(end: DeployEnd, dryRun: boolean): Outcome {
  if (end.kind === 'no-result') return { isWell: false, lines: [plainLine(end.because)] };
  const { result } = end;
  return result.success
    ? { isWell: true, lines: tellSuccess(result, dryRun) }
    : { isWell: false, lines: tellFailure(result, dryRun) };
}

function tellSuccess({ details }: DeployResult, dryRun: boolean): readonly string[] {
  const told = details.componentSuccesses.filter(({ fileName }) => !fileName.endsWith('package.xml'));
  const created = told.filter((one) => one.created);
  const changed = told.filter((one) => one.changed && !one.created);
  const same = told.length - created.length - changed.length;
  const warnings = told.filter((one) => one.problem);
  return [
    ...created.map((one) => `  new      ${named(one)}`),
    ...changed.map((one) => `  changed  ${named(one)}`),
    ...warnings.flatMap(tellProblem),
    `${created.length} new, ${changed.length} changed, ${same} as before.`,
    dryRun
      ? 'This was a trial: the org would take the app. Nothing was changed.'
      : 'The app is deployed. Now assign the permission sets, and run "salesforce doctor".',
  ];
}

function tellFailure({ details, errorMessage, status }: DeployResult, dryRun: boolean): readonly string[] {
  const failures = details.componentFailures;
  const said = errorMessage ? [`Salesforce says: ${plainLine(errorMessage)}`] : [];
  const ended = status === 'Canceled' ? 'was cancelled in the org' : 'was refused';
  return [
    ...failures.flatMap(tellProblem),
    ...said,
    `The ${dryRun ? 'trial' : 'deployment'} ${ended}: ${counted(failures.length)}. The org is as it was before.`,
  ];
}

function tellProblem(one: DeployedComponent): readonly string[] {
  const problem = plainLine(one.problem ?? 'Salesforce gave no reason.');
  const line = one.lineNumber ? `, line ${one.lineNumber}` : '';
  const mend = mendFor(problem);
  return [
    `  ${one.problemType === 'Warning' ? '!' : '✗'} ${named(one)}${line}: ${problem}`,
    ...(mend === null ? [] : [`      ${mend}`]),
  ];
}

function named({ componentType, fullName, fileName }: DeployedComponent): string {
  return plainLine([componentType, fullName || fileName].filter((part) => part !== '').join(' '));
}

function counted(failures: number): string {
  return failures === 1 ? 'one part has a problem' : `${failures} parts have a problem`;
}
