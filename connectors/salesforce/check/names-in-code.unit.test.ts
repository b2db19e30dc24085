import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { metadataModel } from './metadata-model.ts';
import { PROJECT } from './project.ts';
import { readSourceFiles } from './source-files.ts';

const { fields } = metadataModel(await readSourceFiles(PROJECT));

/** Names of objects, fields and relationships that the metadata has. */
const KNOWN = new Set(
  fields.flatMap(({ object, name }) => [object, name, name.replace(/__c$/, '__r')]).concat('Session_Requests__r'),
);

// Examples, in sentences for an admin, of fields that a customer might have.
const EXAMPLES = ['Remote_Support__c', 'AnyDesk_ID__c'];

async function namesIn(pattern: string): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for await (const path of glob(pattern, { cwd: PROJECT })) {
    if (/\.test\.|__tests__/.test(path)) continue;
    const text = await readFile(join(PROJECT, path), 'utf8');
    for (const name of text.match(/\b[A-Z][A-Za-z0-9_]*__[cer]\b/g) ?? []) names.set(name, path);
  }
  return names;
}

describe.each([
  ['The adapter', 'src/**/*.ts'],
  ['The panel', 'force-app/main/default/lwc/**/*.js'],
])('%s', (_, pattern) => {
  it('names only objects and fields that the org is given', async () => {
    const names = await namesIn(pattern);
    expect([...names.keys()]).toContain('Session_Request_Command__c');
    expect([...names].filter(([name]) => !KNOWN.has(name) && !EXAMPLES.includes(name))).toEqual([]);
  });
});
