import { describe, expect, it } from '@jest/globals';
import { checkAgainstWsdl } from './check-against-wsdl.ts';
import { MAIN, PROJECT } from './project.ts';
import { readSourceFiles, withFile } from './source-files.ts';
import { readWsdlTypes } from './wsdl-types.ts';

const FILES = await readSourceFiles(PROJECT);
const TYPES = readWsdlTypes();
const STATUS = `${MAIN}/objects/Session_Request__c/fields/Status__c.field-meta.xml`;
const AGENT = `${MAIN}/permissionsets/Session_Requests_Agent.permissionset-meta.xml`;
const FLOW = 'force-app-doorbell/main/default/flows/Session_Request_Ring.flow-meta.xml';
const REPORT = 'force-app-reports/main/default/reports/Session_Requests/By_Outcome.report-meta.xml';

function broken(path: string, from: string | RegExp, to: string): readonly string[] {
  const before = FILES.get(path)?.text ?? '';
  const after = before.replace(from, to);
  if (after === before) throw new Error(`Nothing was broken in ${path}`);
  return checkAgainstWsdl(withFile(FILES, path, after), TYPES).map(({ file, message }) => `${file}: ${message}`);
}

describe('The metadata, held against the types of Salesforce’s WSDL', () => {
  it('has nothing that Salesforce does not know', () => {
    expect(checkAgainstWsdl(FILES, TYPES)).toEqual([]);
  });

  it('was all read: objects, fields, rules, permission sets, reports, translations, the sample', () => {
    const kinds = new Set([...FILES.keys()].map((path) => path.replace(/^.*\.([a-zA-Z]+)-meta\.xml$/, '$1')));
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'object',
        'field',
        'validationRule',
        'permissionset',
        'report',
        'dashboard',
        'flow',
        'fieldTranslation',
        'flexipage',
      ]),
    );
    expect(FILES.size).toBeGreaterThan(130);
  });

  it.each([
    [
      'an unknown element',
      STATUS,
      '<required>true</required>',
      '<mandatory>true</mandatory>',
      'CustomField has <mandatory>, which Salesforce does not know there.',
    ],
    [
      'an unknown element further in',
      AGENT,
      '<allowCreate>',
      '<allowMake>true</allowMake><allowCreate>',
      'PermissionSet / objectPermissions has <allowMake>, which Salesforce does not know there.',
    ],
    [
      'a value that is none of the list',
      STATUS,
      '<type>Picklist</type>',
      '<type>Dropdown</type>',
      'CustomField / type is "Dropdown"; it can be one of',
    ],
    [
      'another value that is none of the list',
      FLOW,
      'RecordAfterSave',
      'RecordAfterwards',
      'Flow / start / triggerType is "RecordAfterwards"; it can be',
    ],
    [
      'text where a number belongs',
      REPORT,
      '<textSize>12<',
      '<textSize>big<',
      'Report / chart / textSize is "big"; it must be a number.',
    ],
    [
      'a word where true or false belongs',
      AGENT,
      '<editable>false<',
      '<editable>no<',
      'PermissionSet / fieldPermissions / editable is "no"; it can be true or false.',
    ],
    ['a missing element', AGENT, /<label>.*<\/label>/, '', 'PermissionSet needs <label>.'],
    [
      'an element that may stand only once',
      STATUS,
      '<type>',
      '<type>Text</type><type>',
      'CustomField can have only one <type>.',
    ],
    [
      'elements inside text',
      STATUS,
      '<label>Status</label>',
      '<label><b>Status</b></label>',
      'CustomField / label holds text, not elements.',
    ],
    [
      'a file of no known kind',
      STATUS,
      /CustomField/g,
      'CustomFeild',
      'Salesforce knows no metadata called CustomFeild.',
    ],
    ['a missing namespace', STATUS, / xmlns="[^"]*"/, '', 'CustomField must have xmlns='],
    ['broken XML', STATUS, '</CustomField>', '</CustomFiel>', 'Not readable as XML, line'],
  ])('%s is found', (_, path, from, to, message) => {
    expect(broken(path, from, to)).toEqual([expect.stringContaining(`${path}: ${message}`)]);
  });
});
