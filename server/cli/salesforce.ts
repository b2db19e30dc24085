import { readDeployTask } from '../../connectors/salesforce/cli/deploy-task.ts';
import { readDoctorTask } from '../../connectors/salesforce/cli/doctor-task.ts';

const USAGE = `Usage: session-requests salesforce <deploy|doctor>

  deploy --org <alias>      sends the app to an org that you are signed in to
  deploy --login <address>  signs in with the browser first; <address> is the org's My Domain.
                            With SF_ACCESS_TOKEN in the environment, that token is used instead
         --dry-run          asks the org whether it would take the app, and changes nothing
         --with <add-ons>   doorbell, reports, translations; separated by commas
         --without-sf       does not use the program sf, even where there is one

  doctor --login <address> --client-id <key>
                            tries the org as the server would: rights, limits, stream, a record made and removed.
                            The secret comes from SALESFORCE_CLIENT_SECRET in the environment, or instead of it
         --username <name> --key-file <file>
                            the integration user and the private key of the app's certificate
         --without-probe    makes no record`;

const MARKS = { ok: '✓', warning: '!', problem: '✗' } as const;

/** Deploys the Salesforce app, and looks an org through. Exit codes: 0 well, 1 something to mend, 2 wrong words. */
export async function salesforce(words: readonly string[]): Promise<void> {
  const [name, ...rest] = words;
  switch (name) {
    case 'deploy':
      return deployApp(rest);
    case 'doctor':
      return examineOrg(rest);
    default:
      wrongWords(name === undefined ? 'Say what to do.' : `There is no command "salesforce ${name}".`);
  }
}

async function deployApp(words: readonly string[]): Promise<void> {
  const task = readDeployTask(words, process.env);
  if (typeof task === 'string') return wrongWords(task);
  const { deploy } = await import('../../connectors/salesforce/cli/deploy.ts');
  const { isWell, lines } = await deploy(task, (line) => console.log(line));
  const print = isWell ? console.log : console.error;
  print(lines.join('\n'));
  if (!isWell) process.exitCode = 1;
}

async function examineOrg(words: readonly string[]): Promise<void> {
  const task = readDoctorTask(words, process.env);
  if (typeof task === 'string') return wrongWords(task);
  const { doctor } = await import('../../connectors/salesforce/cli/doctor.ts');
  const findings = await doctor(task);
  for (const { level, message, mend } of findings) {
    console.log(`  ${MARKS[level]} ${message}`);
    if (mend !== null) console.log(`      ${mend}`);
  }
  const problems = findings.filter(({ level }) => level === 'problem');
  console.log(problems.length === 0 ? '\nNo problems.' : `\n${problems.length} to mend.`);
  if (problems.length > 0) process.exitCode = 1;
}

function wrongWords(sentence: string): void {
  console.error(`${sentence}\n\n${USAGE}`);
  process.exitCode = 2;
}
