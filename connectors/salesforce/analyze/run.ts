// Salesforce's own analyzers over what an org would be sent, and its standard objects held against what the server writes and reads.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findJava } from './java.ts';
import { fetchPackages, hasPackages, HERE } from './packages.ts';

const ROOT = join(HERE, '../../..');

const missing = whatIsMissing();
if (missing === null) {
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const config = ['--config', join(HERE, 'jest.config.js')];
  const { status } = spawnSync(process.execPath, [...flags, jest, ...config, ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} else {
  const isRequired = Boolean(process.env['CI']);
  process.stderr.write(`NOT RUN: Salesforce's analyzers. ${missing}\n`);
  if (isRequired) process.stderr.write('With CI set they are required, so this is a failure.\n');
  process.exitCode = isRequired ? 1 : 0;
}

/** What keeps the analyzers from running, with how to get it; null when all is there. */
function whatIsMissing(): string | null {
  const java = findJava();
  if (!java.ok) {
    return `${java.why} Get one (on Debian and Ubuntu: apt-get install default-jre-headless; elsewhere: adoptium.net) and say: npm run salesforce:analyze`;
  }
  if (hasPackages()) return null;
  process.stderr.write('Fetching the packages of the Salesforce analyzers (once, about 250 MB) ...\n');
  const failure = fetchPackages();
  return failure === null
    ? null
    : `Their packages could not be fetched. With a way to the npm registry, say: npm run salesforce:analyze\n${failure}`;
}
