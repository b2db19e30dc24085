import { readDeployTask } from '../../connectors/salesforce/cli/deploy-task.ts';

const USAGE = `Usage: session-requests salesforce <deploy>

  deploy --org <alias>      sends the app to an org that you are signed in to
  deploy --login <address>  signs in with the browser first; <address> is the org's My Domain.
                            With SF_ACCESS_TOKEN in the environment, that token is used instead
         --dry-run          asks the org whether it would take the app, and changes nothing
         --with <add-ons>   doorbell, reports, translations; separated by commas
         --without-sf       does not use the program sf, even where there is one`;

/** Deploys the Salesforce app. Exit codes: 0 done, 1 refused, 2 wrong words. */
export async function salesforce(words: readonly string[]): Promise<void> {
  const [name, ...rest] = words;
  if (name !== 'deploy') {
    return wrongWords(
      name === undefined ? 'Say what to do with the app.' : `There is no command "salesforce ${name}".`,
    );
  }
  const task = readDeployTask(rest, process.env);
  if (typeof task === 'string') return wrongWords(task);
  const { deploy } = await import('../../connectors/salesforce/cli/deploy.ts');
  const { isWell, lines } = await deploy(task, (line) => console.log(line));
  const print = isWell ? console.log : console.error;
  print(lines.join('\n'));
  if (!isWell) process.exitCode = 1;
}

function wrongWords(sentence: string): void {
  console.error(`${sentence}\n\n${USAGE}`);
  process.exitCode = 2;
}
