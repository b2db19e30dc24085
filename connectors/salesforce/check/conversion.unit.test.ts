import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { PROJECT } from './project.ts';
import { readSourceFiles } from './source-files.ts';
import { parseXml, textOf, textsIn, type XmlElement } from './xml.ts';

const HOME = await mkdtemp(join(tmpdir(), 'session-requests-home-'));
const MAIN = await converted(PROJECT, 'force-app');
const ALL = await converted(PROJECT, 'force-app', 'force-app-doorbell', 'force-app-reports', 'force-app-translations');

type Converted = {
  readonly manifest: XmlElement;
  readonly files: readonly string[];
  readonly objects: Readonly<Record<string, string>>;
};

/** Runs the conversion that deploying begins with, on the package directories given. */
async function converted(project: string, ...packages: readonly string[]): Promise<Converted> {
  const env = {
    ...process.env,
    HOME,
    SF_DISABLE_TELEMETRY: 'true',
    SFDX_DISABLE_DNS_CHECK: 'true',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
  };
  const args = [join(import.meta.dirname, 'convert.ts'), project, ...packages];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 10_000_000 });
  const { manifest, files, objects } = JSON.parse(stdout) as Omit<Converted, 'manifest'> & { manifest: string };
  return { manifest: rootOf(manifest), files, objects };
}

function rootOf(xml: string): XmlElement {
  const parsed = parseXml(xml);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.root;
}

/** What the manifest lists, by kind. */
function listed({ manifest }: Converted): Readonly<Record<string, readonly string[]>> {
  const types = manifest.children.filter(({ name }) => name === 'types');
  return Object.fromEntries(types.map((type) => [textOf(type, 'name') ?? '', textsIn(type, 'members').toSorted()]));
}

describe('What an org is sent when the Salesforce app is deployed', () => {
  afterAll(() => rm(HOME, { recursive: true, force: true }));

  it('is of the API version that the project pins', () => {
    expect(textOf(MAIN.manifest, 'version')).toBe('67.0');
  });

  it('holds three objects, permission sets for agents and the server, two optional ones, and the panel’s places', () => {
    const { CustomField, ValidationRule, LightningComponentBundle = [], ...rest } = listed(MAIN);
    expect(rest).toEqual({
      CompactLayout: ['Session_Request__c.Session_Request_Compact_Layout'],
      CustomNotificationType: ['Session_Request_Notice'],
      CustomObject: ['Session_Request_Command__c', 'Session_Request_Event__c', 'Session_Request__c'],
      CustomPermission: ['Session_Requests_Server'],
      CustomTab: ['Session_Request__c'],
      Layout: [
        'Session_Request_Command__c-Session Request Command Layout',
        'Session_Request_Event__c-Session Request Event Layout',
        'Session_Request__c-Session Request Layout',
      ],
      ListView: ['Active', 'All', 'Past', 'Upcoming'].map((name) => `Session_Request__c.${name}`),
      PermissionSet: [
        'Session_Requests_Access_Reader',
        'Session_Requests_Agent',
        'Session_Requests_Case_Writer',
        'Session_Requests_Server',
      ],
      QuickAction: ['Case.Session_Request'],
    });
    expect([CustomField?.length, ValidationRule?.length]).toEqual([52, 10]);
    expect(LightningComponentBundle.filter((name) => !name.startsWith('sessionRequest'))).toEqual([]);
  });

  it('brings the doorbell, the reports and the translations only when they are asked for', () => {
    const [main, all] = [listed(MAIN), listed(ALL)];
    expect(
      Object.keys(all)
        .filter((kind) => main[kind] === undefined)
        .toSorted(),
    ).toEqual(['CustomObjectTranslation', 'Dashboard', 'Flow', 'Report', 'ReportType']);
    expect(all['CustomObject']).toContain('Session_Request_Ring__e');
  });

  it('has every field in its object, once', async () => {
    const sources = [...(await readSourceFiles(PROJECT)).keys()].filter((path) => path.endsWith('.field-meta.xml'));
    const sent = Object.entries(ALL.objects).flatMap(([path, xml]) =>
      rootOf(xml)
        .children.filter(({ name }) => name === 'fields')
        .map((field) => `${path.slice('objects/'.length, -'.object'.length)}/fields/${textOf(field, 'fullName')}`),
    );
    expect(sent.toSorted()).toEqual(
      sources.map((path) => path.replace(/^.*\/objects\//, '').replace('.field-meta.xml', '')).toSorted(),
    );
  });

  it('leaves tests, types and settings of ours at home', async () => {
    const project = await mkdtemp(join(tmpdir(), 'session-requests-project-'));
    for (const part of ['sfdx-project.json', '.forceignore', 'force-app']) {
      await cp(join(PROJECT, part), join(project, part), { recursive: true });
    }
    const bundle = 'force-app/main/default/lwc/sessionRequestTexts';
    const ours = ['__tests__/texts.test.js', '__mocks__/texts.js', 'jsconfig.json', 'texts.d.ts', 'README.md'];
    for (const path of ours.map((name) => join(project, bundle, name))) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, '{}');
    }
    const { files } = await converted(project, 'force-app');
    await rm(project, { recursive: true });
    expect(files.filter((path) => path.startsWith('lwc/sessionRequestTexts/'))).toContain(
      'lwc/sessionRequestTexts/sessionRequestTexts.js',
    );
    expect(files.filter((path) => /__tests__|__mocks__|jsconfig|\.d\.ts|README/.test(path))).toEqual([]);
  });

  it('touches nothing of the customer’s: no layout, page, profile or object that is not ours', () => {
    expect(ALL.files.filter((path) => /^(flexipages|profiles|applications|settings)\//.test(path))).toEqual([]);
    expect(
      ALL.files.filter((path) => /^(objects|layouts|objectTranslations)\/(?!Session_Request_)/.test(path)),
    ).toEqual([]);
  });
});
