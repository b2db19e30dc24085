import { describe, expect, it } from '@jest/globals';
import { API_VERSION } from '../src/api-version.ts';
import { checkProject } from './check-project.ts';
import { MAIN, PROJECT } from './project.ts';
import { readSourceFiles, withFile } from './source-files.ts';

const FILES = await readSourceFiles(PROJECT);
const OBJECTS = `${MAIN}/objects`;
const AGENT = `${MAIN}/permissionsets/Session_Requests_Agent.permissionset-meta.xml`;
const SERVER = `${MAIN}/permissionsets/Session_Requests_Server.permissionset-meta.xml`;
const STATUS = `${OBJECTS}/Session_Request__c/fields/Status__c.field-meta.xml`;
const ACTIVE = `${OBJECTS}/Session_Request__c/listViews/Active.listView-meta.xml`;
const RULE = `${OBJECTS}/Session_Request_Command__c/validationRules/Content_Stays.validationRule-meta.xml`;
const TRANSLATED = 'force-app-translations/main/default/objectTranslations/Session_Request__c-zh_TW';
const FLOW = 'force-app-doorbell/main/default/flows/Session_Request_Ring.flow-meta.xml';
const REPORT = 'force-app-reports/main/default/reports/Session_Requests/By_Outcome.report-meta.xml';
const DASHBOARD = 'force-app-reports/main/default/dashboards/Session_Requests/Session_Requests.dashboard-meta.xml';
const LAYOUT = `${MAIN}/layouts/Session_Request__c-Session Request Layout.layout-meta.xml`;

/** What is said beyond what is said of the project as it is, after one text in one file was replaced. */
function broken(path: string, from: string | RegExp, to: string): readonly string[] {
  const before = FILES.get(path)?.text ?? '';
  const after = before.replace(from, to);
  if (after === before) throw new Error(`Nothing was broken in ${path}`);
  return saidBeyond(withFile(FILES, path, after));
}

function said(files: typeof FILES): readonly string[] {
  return checkProject(files).map(({ file, message }) => `${file}: ${message}`);
}

function saidBeyond(files: typeof FILES): readonly string[] {
  const already = said(FILES);
  return said(files).filter((sentence) => !already.includes(sentence));
}

function rights(object: string, field: string, isEditable: boolean): string {
  return `<fieldPermissions><editable>${isEditable}</editable><field>${object}.${field}</field><readable>true</readable></fieldPermissions><hasActivationRequired>`;
}

describe('The Salesforce project', () => {
  it('fits together', () => {
    expect(said(FILES)).toEqual([]);
  });

  it('is of the API version that the server speaks', () => {
    expect(FILES.get('sfdx-project.json')?.text).toContain(`"sourceApiVersion": "${API_VERSION}"`);
  });

  describe('rights to fields', () => {
    it.each([
      [
        'of a required field are refused',
        rights('Session_Request__c', 'Status__c', false),
        'Session_Request__c.Status__c is required',
      ],
      [
        'of the master-detail field are refused',
        rights('Session_Request__c', 'Case__c', false),
        'Session_Request__c.Case__c is required',
      ],
      [
        'of a field that is not there are refused',
        rights('Session_Request__c', 'Nothing__c', false),
        'Session_Request__c.Nothing__c is no field of ours',
      ],
    ])('%s', (_, entry, message) => {
      expect(broken(AGENT, '<hasActivationRequired>', entry)).toEqual([
        expect.stringContaining(`${AGENT}: ${message}`),
      ]);
    });

    it('must be decided for every field, for agents and for the server', () => {
      const entry =
        /<fieldPermissions>\s*<editable>\w+<\/editable>\s*<field>Session_Request__c.View__c<\/field>\s*<readable>true<\/readable>\s*<\/fieldPermissions>/;
      for (const set of [AGENT, SERVER]) {
        expect(broken(set, entry, '')).toEqual([
          `${set}: Session_Request__c.View__c is missing: nobody with this permission set would see it.`,
        ]);
      }
    });

    it.each([
      'Session_Request_Command__c.Result__c',
      'Session_Request_Command__c.Org_Id__c',
      'Session_Request__c.Join_Url__c',
      'Session_Request_Event__c.Text__c',
    ])('let no agent write %s', (path) => {
      expect(
        broken(
          AGENT,
          new RegExp(`<editable>false</editable>(\\s*<field>${path.replace('.', '\\.')}<)`),
          '<editable>true</editable>$1',
        ),
      ).toEqual([`${AGENT}: ${path} must not be editable for agents: only the server writes it.`]);
    });

    it('cannot make a formula editable', () => {
      const path = 'Session_Request__c.Minutes_To_First_Session__c';
      expect(
        broken(SERVER, new RegExp(`<editable>false</editable>(\\s*<field>${path})`), '<editable>true</editable>$1'),
      ).toEqual([`${SERVER}: ${path} is a formula and cannot be editable.`]);
    });
  });

  describe('rights to objects', () => {
    const on = (object: string, right: string) =>
      new RegExp(`<${right}>false</${right}>((?:(?!</objectPermissions>)[\\s\\S])*<object>${object}</object>)`);
    it.each([
      ['let no agent change a request', 'Session_Request__c', 'allowEdit'],
      ['let no agent change a command', 'Session_Request_Command__c', 'allowEdit'],
      ['let no agent write the timeline', 'Session_Request_Event__c', 'allowCreate'],
      ['give agents no more cases', 'Case', 'allowEdit'],
    ])('%s', (_, object, right) => {
      expect(broken(AGENT, on(object, right), `<${right}>true</${right}>$1`)).toEqual([
        `${AGENT}: ${object}: ${right} is more than this set needs.`,
      ]);
    });

    it('let the server give no commands', () => {
      const object = 'Session_Request_Command__c';
      expect(broken(SERVER, on(object, 'allowCreate'), '<allowCreate>true</allowCreate>$1')).toEqual([
        `${SERVER}: ${object}: allowCreate is more than this set needs.`,
      ]);
    });

    it('of requests need the same on cases, as Salesforce demands of a detail', () => {
      const cases = /<viewAllRecords>true(<\/viewAllRecords>)/g;
      const onCases = /(<object>Case<\/object>\s*<viewAllFields>false<\/viewAllFields>\s*<viewAllRecords>)true/;
      expect(FILES.get(SERVER)?.text.match(cases)?.length).toBe(6);
      expect(broken(SERVER, onCases, '$1false')).toEqual(
        ['Session_Request__c', 'Session_Request_Event__c', 'Session_Request_Command__c'].map((object) =>
          expect.stringContaining(`${object}: viewAllRecords needs the same on Case`),
        ),
      );
    });

    it('rest on each other', () => {
      const read = /<allowRead>true(<\/allowRead>\s*<modifyAllRecords>false<\/modifyAllRecords>\s*<object>Contact)/;
      expect(broken(SERVER, read, '<allowRead>false$1')).toEqual([
        `${SERVER}: Contact: viewAllRecords needs allowRead.`,
      ]);
    });
  });

  it.each([
    [
      'a status that the core does not have',
      STATUS,
      '<fullName>Ready</fullName>',
      '<fullName>Set</fullName>',
      `${STATUS}: The values are Open, Waiting, Set`,
    ],
    [
      'a picklist that takes any value',
      STATUS,
      '<restricted>true',
      '<restricted>false',
      `${STATUS}: The picklist takes any value`,
    ],
    [
      'another API version in the flow',
      FLOW,
      '67.0',
      '66.0',
      `${FLOW}: apiVersion is 66.0; sfdx-project.json pins 67.0.`,
    ],
    [
      'a list view of a field that is gone',
      ACTIVE,
      'Recipient_Name__c',
      'Recipient__c',
      `${ACTIVE}: Session_Request__c has no field Recipient__c.`,
    ],
    [
      'a rule about a field that is gone',
      RULE,
      'Request_Key__c',
      'Key__c',
      `${RULE}: Session_Request_Command__c has no field Key__c.`,
    ],
    [
      'a report on a field that is gone',
      REPORT,
      'Session_Requests__r$Closed_At__c',
      'Session_Requests__r$Shut_At__c',
      `${REPORT}: Session_Request__c has no field Shut_At__c.`,
    ],
    ['a ring of a field that is gone', FLOW, 'Record_Id__c', 'Id__c', 'Session_Request_Ring__e has no field Id__c.'],
    [
      'a report of no type of ours',
      REPORT,
      '>Session_Requests__c<',
      '>Requests__c<',
      'there are only Session_Requests__c.',
    ],
    [
      'a report of a column that its report type has not',
      REPORT,
      'Session_Requests__r$Closed_At__c',
      'Session_Requests__r$Version__c',
      `${REPORT}: The report type has no column Version__c.`,
    ],
    [
      'a report that counts what a sandbox was copied with',
      REPORT,
      /<column>[^<]*Of_This_Org__c(.*?)<value>1</s,
      '<column>Case.Session_Requests__r$Of_This_Org__c$1<value>0<',
      `${REPORT}: Records that a sandbox was copied with are counted`,
    ],
    [
      'a dashboard of no report of ours',
      DASHBOARD,
      '/By_Outcome<',
      '/By_Result<',
      'report is Session_Requests/By_Result',
    ],
    ['a layout without a required field', LAYOUT, '<field>Status__c<', '<field>Outcome__c<', 'Status__c is required'],
    [
      'a message longer than Salesforce takes',
      RULE,
      /<errorMessage>/,
      `<errorMessage>${'x'.repeat(256)}`,
      `${RULE}: errorMessage has`,
    ],
    [
      'a value without translation',
      `${TRANSLATED}/Status__c.fieldTranslation-meta.xml`,
      '>Ready<',
      '>Set<',
      '"Ready" has no translation.',
    ],
    [
      'a message without translation',
      `${TRANSLATED}/Session_Request__c-zh_TW.objectTranslation-meta.xml`,
      '<name>Identity_Stays',
      '<name>Identity',
      'The message of Identity_Stays has no translation.',
    ],
  ])('does not pass with %s', (_, path, from, to, message) => {
    expect(broken(path, from, to)).toEqual(expect.arrayContaining([expect.stringContaining(message)]));
  });

  it('does not pass with a quick action whose component is not there', () => {
    const path = `${MAIN}/quickActions/Case.Session_Request.quickAction-meta.xml`;
    expect(broken(path, 'sessionRequestAction', 'sessionRequestActoin')).toEqual([
      `${path}: sessionRequestActoin is no component of ours that is exposed. Correct the name.`,
    ]);
  });

  it('does not pass with a field that nobody translated', () => {
    const path = `${TRANSLATED}/Comment__c.fieldTranslation-meta.xml`;
    expect(saidBeyond(withFile(FILES, path, null))).toEqual([
      `${path}: Session_Request__c.Comment__c has no translation.`,
    ]);
  });

  it.each([
    `${MAIN}/layouts/Case-Case Layout.layout-meta.xml`,
    `${MAIN}/flexipages/Case_Page.flexipage-meta.xml`,
    `${MAIN}/objects/Case/fields/Support__c.field-meta.xml`,
    `${MAIN}/profiles/Admin.profile-meta.xml`,
  ])('does not pass with %s, which is the customer’s', (path) => {
    expect(saidBeyond(withFile(FILES, path, '<Nothing/>'))).toEqual([
      expect.stringContaining('would overwrite the customer’s own'),
    ]);
  });
});
