import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HERE } from './packages.ts';
import { apexOf, type Payload } from './payload.ts';

/** Salesforce's standard objects and a compiler for Apex come with the analyzer. */
const JARS = join(HERE, 'node_modules/@salesforce/code-analyzer-pmd-engine/dist/java-lib');
const COMPILER = 'io.github.apexdevtools.apexls.CheckForIssues';
/** The exit codes of the compiler: nothing found, something found. */
const WELL = 0;
const FOUND = 4;
const LINES_ABOVE = 1;

/** What is wrong with each payload: names that neither Salesforce's own objects nor ours have. */
export async function checkPayloads(payloads: readonly Payload[]): Promise<readonly (readonly string[])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'session-requests-apex-'));
  try {
    await writeProject(folder, payloads);
    const issues = await compile(folder);
    const elsewhere = issues.find(({ line }) => payloads[line - 1 - LINES_ABOVE] === undefined);
    if (elsewhere !== undefined) throw new Error(`The compiler complains of something else: ${elsewhere.message}`);
    return payloads.map((_, at) =>
      issues.filter(({ line }) => line === at + 1 + LINES_ABOVE).map(({ message }) => message),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeProject(folder: string, payloads: readonly Payload[]): Promise<void> {
  for (const own of ['force-app', 'force-app-doorbell']) {
    const objects = `${own}/main/default/objects`;
    await cp(join(HERE, '..', objects), join(folder, objects), { recursive: true });
  }
  const paths = ['force-app', 'force-app-doorbell', 'payloads'].map((path) => ({ path, default: path === 'payloads' }));
  await writeFile(join(folder, 'sfdx-project.json'), JSON.stringify({ packageDirectories: paths }));
  const classes = join(folder, 'payloads/main/default/classes');
  await mkdir(classes, { recursive: true });
  const text = ['public class Payloads { public void all() {', ...payloads.map((one) => apexOf(one)), '} }'].join('\n');
  await writeFile(join(classes, 'Payloads.cls'), text);
  await writeFile(
    join(classes, 'Payloads.cls-meta.xml'),
    '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion></ApexClass>',
  );
}

type Issue = { readonly line: number; readonly message: string };

async function compile(folder: string): Promise<readonly Issue[]> {
  const words = ['-cp', `${JARS}/*`, COMPILER, '--workspace', folder, '--nocache', '-f', 'json'];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile('java', words, { maxBuffer: 50 * 1024 * 1024 }, (error, stdout, stderr) => {
    const code = error === null ? WELL : error.code;
    if (code === WELL || code === FOUND) resolve(stdout);
    else reject(new Error(`The compiler for Apex did not run: ${stderr.slice(0, 500)}`, { cause: error }));
  });
  const said = await promise;
  const { files } = JSON.parse(said.trim() === '' ? '{"files":[]}' : said) as {
    files: readonly {
      readonly path: string;
      readonly messages: readonly { readonly start: { readonly line: number }; readonly message: string }[];
    }[];
  };
  return files.flatMap(({ path, messages }) =>
    messages.map(({ start, message }) => ({ line: path.endsWith('Payloads.cls') ? start.line : 0, message })),
  );
}
