import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Analysis, analyze } from './analysis.ts';
import { HERE } from './packages.ts';

const PROJECT = join(HERE, '..');
const SETTINGS = join(PROJECT, 'code-analyzer.yml');
const SENT = ['force-app', 'force-app-doorbell', 'force-app-reports', 'force-app-translations'];
/** What the security review of AppExchange asks for, and what Salesforce recommends to everybody. */
const SELECTORS = ['AppExchange', 'Recommended:Security', 'Recommended'];

const FAULTS = {
  'lwc/faulty/faulty.js': `import { LightningElement } from 'lwc';
export default class Faulty extends LightningElement {
  press(value) {
    const detail = value;
    this.template.host.innerHTML = value;
    // eslint-disable-next-line no-console
    console.log(value);
    this.dispatchEvent(new CustomEvent('told', { detail, bubbles: true, composed: true }));
  }
}
`,
  'lwc/faulty/unreadable.js': `import { LightningElement } from 'lwc';
function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
export default class Unreadable extends LightningElement {
  value = read('1');
}
`,
  'objects/Session_Request__c/fields/Auth_Token__c.field-meta.xml': `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
    <fullName>Auth_Token__c</fullName>
    <label>Auth Token</label>
    <length>18</length>
    <type>Text</type>
</CustomField>
`,
  'staticresources/jquery-1.8.0.js': '/*! jQuery v1.8.0 jquery.com | jquery.org/license */\n',
};

describe('Salesforce Code Analyzer', () => {
  it.each(SELECTORS)('finds nothing in what an org is sent, with the rules of %s', async (selector) => {
    const { findings, troubles, files, rules } = await analyze(
      SENT.map((folder) => join(PROJECT, folder)),
      [selector],
      SETTINGS,
    );
    expect(findings).toEqual([]);
    expect(troubles).toEqual([]);
    expect(files).toBeGreaterThan(150);
    expect(Object.keys(rules)).not.toEqual([]);
  });

  it('is let pass nothing without a reason', async () => {
    const settings = await readFile(SETTINGS, 'utf8');
    const passed = settings.match(/rule_selector:/g) ?? [];
    expect(passed.length).toBeGreaterThan(0);
    expect(settings.match(/reason: \S.{10,}/g)).toHaveLength(passed.length);
    expect(settings.match(/max_suppressed_violations: 1$/gm)).toHaveLength(passed.length);
    expect(settings).not.toMatch(/disabled|disable_/);
  });
});

describe('Salesforce Code Analyzer, when something is wrong', () => {
  let project = '';
  let analysis: Analysis;

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'session-requests-faults-'));
    const settings = join(project, 'code-analyzer.yml');
    await cp(SETTINGS, settings);
    for (const [path, text] of Object.entries(FAULTS)) {
      const file = join(project, 'force-app/main/default', path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    analysis = await analyze([join(project, 'force-app')], SELECTORS, settings);
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  it.each([
    ['text from outside becomes markup', 'lwc/faulty/faulty.js', 'eslint:@lwc/lwc/no-inner-html'],
    ['an event leaves the component for the whole page', 'lwc/faulty/faulty.js', 'pmd:AvoidLwcBubblesComposedTrue'],
    [
      'a rule is switched off where it would speak',
      'lwc/faulty/faulty.js',
      'eslint:@lwc/lwc-platform/no-inline-disable',
    ],
    ['a field may hold a secret', 'objects/Session_Request__c/fields/Auth_Token__c.field-meta.xml', 'pmd:Protect'],
    ['a library has known holes', 'staticresources/jquery-1.8.0.js', 'retire-js:LibraryWithKnown'],
  ])('says that %s', (_, file, rule) => {
    const found = analysis.findings.filter((finding) => finding.file.endsWith(file)).map((finding) => finding.rule);
    expect(found).toContainEqual(expect.stringContaining(rule));
  });

  it('says that it could not read a file', () => {
    expect(analysis.troubles).toEqual([expect.stringContaining('unreadable.js')]);
  });
});
