import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { VIEW_VERSION } from 'c/sessionRequestView';
import { LOG_QUERY, PAGE_QUERY } from '../queries';

const SOURCE = join(__dirname, '../../..');
const AGENT = readFileSync(join(SOURCE, 'permissionsets/Session_Requests_Agent.permissionset-meta.xml'), 'utf8');
const blocks = (xml, tag) => Array.from(xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs')), ([, inner]) => inner);
const tagOf = (xml, tag) => blocks(xml, tag)[0];

/** The custom fields that the questions name, with their objects. */
function askedFields() {
  const parts = `${PAGE_QUERY}${LOG_QUERY}`.split(/(?=\b\w+: Session_Request\w*__c\()/).slice(1);
  return parts.flatMap((part) => {
    const [, object] = part.match(/: (Session_Request\w*__c)\(/);
    const fields = Array.from(part.matchAll(/\b([A-Z]\w*__c)\b/g), ([, name]) => name).filter(
      (name) => name !== object,
    );
    return Array.from(new Set(fields), (field) => [object, field]);
  });
}

const fieldFile = (object, field) => join(SOURCE, 'objects', object, 'fields', `${field}.field-meta.xml`);
const readable = blocks(AGENT, 'fieldPermissions')
  .filter((block) => tagOf(block, 'readable') === 'true')
  .map((block) => tagOf(block, 'field'));
/** Of required and master-detail fields no right is asked. */
const isAlwaysReadable = (xml) => tagOf(xml, 'required') === 'true' || tagOf(xml, 'type') === 'MasterDetail';

describe('what the panel asks for', () => {
  it('is many fields of three objects', () => {
    expect(new Set(askedFields().map(([object]) => object)).size).toBe(3);
    expect(askedFields().length).toBeGreaterThan(15);
  });

  it.each(askedFields())('%s.%s exists, and an agent may read it', (object, field) => {
    expect(existsSync(fieldFile(object, field))).toBe(true);
    const xml = readFileSync(fieldFile(object, field), 'utf8');
    expect(isAlwaysReadable(xml) || readable.includes(`${object}.${field}`)).toBe(true);
  });
});

describe('records that a sandbox refresh copied', () => {
  it.each(['Session_Request__c', 'Session_Request_Command__c', 'Session_Request_Event__c'])(
    'are left out of what is asked of %s',
    (object) => {
      const [conditions] = `${PAGE_QUERY}${LOG_QUERY}`.split(`: ${object}(`)[1].split('\n        ) {');
      expect(conditions).toContain('Of_This_Org__c: { eq: true }');
    },
  );
});

describe('what the panel writes', () => {
  const OBJECT = 'Session_Request_Command__c';

  it('are fields that an agent may write', () => {
    const editable = blocks(AGENT, 'fieldPermissions')
      .filter((block) => tagOf(block, 'editable') === 'true')
      .map((block) => tagOf(block, 'field'));
    for (const field of [
      'Parameters__c',
      'Panel_Version__c',
      'Request_Key__c',
      'Case__c',
      'Type__c',
      'Client_Key__c',
    ]) {
      const xml = readFileSync(fieldFile(OBJECT, field), 'utf8');
      expect([field, isAlwaysReadable(xml) || editable.includes(`${OBJECT}.${field}`)]).toEqual([field, true]);
    }
  });

  it('are types that the picklist has', () => {
    const types = blocks(readFileSync(fieldFile(OBJECT, 'Type__c'), 'utf8'), 'fullName');
    const written = [
      'create-request',
      'resend-delivery',
      'resend-invitation',
      'ask-for-access',
      'end-session',
      'reopen-request',
      'keep-open',
      'claim',
      'start-session',
      'close-request',
      'add-comment',
      'enter-address',
      'extend',
      'reschedule',
      'correct-recipient',
      'assign',
    ];
    expect(written.filter((type) => !types.includes(type))).toEqual([]);
  });
});

describe('the bundles', () => {
  const bundles = readdirSync(join(SOURCE, 'lwc'));
  const version = JSON.parse(readFileSync(join(SOURCE, '../../../sfdx-project.json'), 'utf8')).sourceApiVersion;

  it.each(bundles)('%s is made for the pinned API version', (name) => {
    const xml = readFileSync(join(SOURCE, 'lwc', name, `${name}.js-meta.xml`), 'utf8');
    expect(tagOf(xml, 'apiVersion')).toBe(version);
    const isExposed = ['sessionRequestPanel', 'sessionRequestAction'].includes(name);
    expect(tagOf(xml, 'isExposed')).toBe(String(isExposed));
  });

  it('read the views that the server writes today', () => {
    const server = readFileSync(join(SOURCE, '../../../../../core/view/request-view.ts'), 'utf8');
    expect(server).toContain(`VIEW_VERSION = ${VIEW_VERSION};`);
  });
});
