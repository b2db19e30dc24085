import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { payloadsInGraph } from '../../../test/salesforce/payloads-in-graph.ts';
import { metadataModel } from '../check/metadata-model.ts';
import { PROJECT } from '../check/project.ts';
import { readSourceFiles } from '../check/source-files.ts';
import { PANEL_READS, PANEL_WRITES } from './panel-needs.ts';

const LWC = join(PROJECT, 'force-app/main/default/lwc');
const { fields } = metadataModel(await readSourceFiles(PROJECT));
const needsNoRight = (object: string, name: string) =>
  fields.some((field) => field.object === object && field.name === name && field.isRequired);

describe('what the doctor thinks the panel needs', () => {
  it('is what the panel asks for', async () => {
    const queries = (await readFile(join(LWC, 'sessionRequestPanel/queries.js'), 'utf8')).matchAll(/gql`(.*?)`/gs);
    const asked = Array.from(queries, ([, text = '']) => payloadsInGraph(text))
      .flat()
      .filter(({ object }) => object.endsWith('__c'))
      .flatMap(({ object, fields: names }) => names.map((name) => [object, name] as const))
      .filter(([object, name]) => name.endsWith('__c') && !needsNoRight(object, name));
    const needed = Object.entries(PANEL_READS).flatMap(([object, names]) =>
      names.map((name) => [object, name] as const),
    );
    expect(new Set(asked.map(String))).toEqual(new Set(needed.map(String)));
  });

  it('is what a press writes', async () => {
    const text = await readFile(join(LWC, 'sessionRequestCommands/sendCommand.js'), 'utf8');
    const written = new Set(text.match(/\b[A-Z]\w*__c\b/g));
    const guarded = [...written].filter((name) =>
      fields.some((field) => field.object === 'Session_Request_Command__c' && field.name === name && !field.isRequired),
    );
    expect(guarded.toSorted()).toEqual(PANEL_WRITES.toSorted());
  });
});
