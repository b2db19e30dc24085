import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { askRunningServer } from '../operator/ask-running-server.ts';
import type { Erasure, LeftInDesk } from '../privacy/erasure-store.ts';
import type { ErasureStart } from '../privacy/erasures.ts';
import type { PersonExport } from '../privacy/export-person.ts';
import type { ErasurePreview } from '../privacy/preview.ts';
import { readSubject } from '../privacy/subject.ts';

const USAGE = `Usage: session-requests privacy <find|export|erase|erasures|retention>

  find   --email <address> --phone <number>   what is kept of a person, in numbers. One of the two is enough, here and below
  export --email … --out <file>               writes all that is kept of a person to a file, as JSON
  erase  --email … --confirm <address>        erases the person; --confirm repeats the address, or the number without one
         --close-active                       closes requests that are still active first
  erasures                                    what was erased, and what stays in help desks
  retention                                   how long what is kept, and what would go tonight

The server must be running: it does the work.`;

const OPTIONS = {
  email: { type: 'string', default: '' },
  phone: { type: 'string', default: '' },
  out: { type: 'string', default: '' },
  confirm: { type: 'string', default: '' },
  'close-active': { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof valuesIn>;

/** Hands over and erases what is kept of a person. Exit codes: 0 done, 1 not done, 2 wrong words. */
export async function privacy([name, ...rest]: readonly string[]): Promise<void> {
  let values: Values;
  try {
    values = valuesIn(rest);
  } catch (error) {
    return wrongWords(Error.isError(error) ? error.message : String(error));
  }
  switch (name) {
    case 'find':
      return isPerson(values) ? find(values) : wrongWords('Give --email, --phone, or both, each exactly one.');
    case 'export':
      return isPerson(values) && values.out !== '' ? save(values) : wrongWords('Give --email or --phone, and --out.');
    case 'erase':
      return isConfirmed(values)
        ? erase(values)
        : wrongWords('--confirm must repeat the address, or the number without one.');
    case 'erasures':
      return erasures();
    case 'retention':
      return retention();
    default:
      wrongWords(name === undefined ? 'Say what to do.' : `There is no command "privacy ${name}".`);
  }
}

function valuesIn(words: readonly string[]) {
  return parseArgs({ args: [...words], options: OPTIONS }).values;
}

function isPerson(values: Values): boolean {
  return readSubject(values) !== null;
}

function isConfirmed(values: Values): boolean {
  const subject = readSubject(values);
  if (subject === null) return false;
  const { confirm } = values;
  return subject.email === null
    ? readSubject({ email: '', phone: confirm })?.phone === subject.phone
    : readSubject({ email: confirm, phone: '' })?.email === subject.email;
}

async function ask<Answer>(path: string, body: object = {}): Promise<Answer> {
  const answer = await askRunningServer<Answer>(readConfig(), `privacy/${path}`, body);
  if (answer !== null) return answer;
  throw Object.assign(new Error('No server runs here under these settings. Start it, and try again.'), {
    code: 'server-not-running',
  });
}

const personOf = ({ email, phone }: Values) => ({ email, phone });

async function find(values: Values): Promise<void> {
  const found = await ask<ErasurePreview>('find', personOf(values));
  if (found.isNothing) return console.log('Nothing is kept of this person.');
  const { names, account, settings, isNothing: _, ...counts } = found;
  for (const [what, count] of Object.entries(counts)) console.log(`  ${what.padEnd(12)} ${count}`);
  if (names.length > 0) console.log(`  names        ${names.join(', ')}`);
  if (account !== null) console.log(`  account      ${account.name}${account.isActive ? ' (disable it first)' : ''}`);
  if (settings.length > 0) console.log(`  settings     ${settings.join(', ')} (take it out there by hand)`);
}

async function save(values: Values): Promise<void> {
  const data = await ask<PersonExport>('export', personOf(values));
  // Only for whoever asked for it on this machine.
  await writeFile(values.out, `${JSON.stringify(data, null, 2)}\n`, { mode: 0o600, flag: 'wx' }).catch(
    (error: unknown) => {
      throw notSaved(values.out, error);
    },
  );
  console.log(`${data.requests.length} requests are in ${values.out}.`);
}

const NOT_SAVED: Readonly<Record<string, string>> = {
  EEXIST: 'is there already. Name another file, or move it away first.',
  ENOENT: 'cannot be made: its folder does not exist.',
  EISDIR: 'is a folder. Name a file in it.',
  EACCES: 'cannot be written by this user.',
};

function notSaved(file: string, error: unknown): unknown {
  const because = NOT_SAVED[String((error as NodeJS.ErrnoException).code)];
  return because === undefined ? error : Object.assign(new Error(`${file} ${because}`), { code: 'not-saved' });
}

const REFUSED = {
  active: 'Some requests are still active. Add --close-active to close them first.',
  account: 'This person has an account that can still be used. Disable it in the console under People first.',
  nothing: 'Nothing is kept of this person.',
} as const;

async function erase(values: Values): Promise<void> {
  const started = await ask<ErasureStart>('erase', { ...personOf(values), closesActive: values['close-active'] });
  if (started.ok)
    return console.log('It goes on in the background. See how far it is: session-requests privacy erasures');
  console.error(REFUSED[started.because]);
  process.exitCode = 1;
}

async function erasures(): Promise<void> {
  const list = await ask<readonly (Erasure & { readonly left: readonly LeftInDesk[] })[]>('erasures');
  if (list.length === 0) console.log('Nobody was erased yet.');
  for (const { pseudonym, startedAt, doneAt, counts, left, trouble } of list) {
    const done = doneAt === null ? 'goes on' : `done ${new Date(doneAt).toISOString()}`;
    console.log(`\n${pseudonym}: begun ${new Date(startedAt).toISOString()}, ${done}`);
    if (trouble !== null) console.log(`  ! ${trouble}`);
    for (const [what, count] of Object.entries(counts)) console.log(`  ${what.padEnd(14)} ${count}`);
    for (const { number, ticketNumber, notes } of left) {
      console.log(`  stays in the help desk: ticket ${ticketNumber ?? '?'} (${number}), ${notes} entries`);
    }
  }
}

async function retention(): Promise<void> {
  type Days = Readonly<Record<string, number>>;
  const { days, wouldGo } = await ask<{ readonly days: Days; readonly wouldGo: Days }>('retention');
  for (const [kind, count] of Object.entries(days)) {
    console.log(`  ${kind.padEnd(12)} ${String(count).padStart(5)} days   ${wouldGo[kind] ?? 0} would go tonight`);
  }
}

function wrongWords(sentence: string): void {
  console.error(`${sentence}\n\n${USAGE}`);
  process.exitCode = 2;
}
