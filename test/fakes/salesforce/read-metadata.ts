import { flowFromXml } from './flow-xml.ts';
import { parseMetadata, partsIn, textIn } from './metadata-xml.ts';
import type { Xml } from './metadata-xml.ts';
import { fieldFromXml, objectFromXml } from './object-xml.ts';
import { permissionSetFromXml } from './permission-xml.ts';
import type { Deployed, Flow, ObjectDef, PermissionSet } from './schema.ts';

/** A metadata file, from a source folder or a deployed package. `path` uses slashes. */
export type MetadataFile = { readonly path: string; readonly text: string };

/** Reads source files (`objects/X__c/fields/…`) and package files (`objects/X__c.object`) alike. Throws with the file's name. */
export function readMetadata(files: readonly MetadataFile[], keyPrefix: (object: string) => string): Deployed {
  const objects = new Map<string, Record<string, unknown>>();
  const sets: PermissionSet[] = [];
  const found = { customPermissions: [] as string[], notificationTypes: [] as string[], changeEvents: [] as string[] };
  const flows: (Flow & { readonly name: string })[] = [];
  for (const file of files) {
    const name = nameOf(file.path);
    const root = /\.(\w+?)(-meta\.xml)?$/.exec(file.path)?.[1] ?? '';
    if (!READ.has(root)) continue;
    const { xml } = parseMetadata(file.text, file.path);
    if (root === 'permissionset') sets.push(permissionSetFromXml(name, xml));
    else if (root === 'customPermission') found.customPermissions.push(name);
    else if (root === 'notiftype') found.notificationTypes.push(textIn(xml, 'customNotifTypeName') ?? name);
    else if (root === 'flow') {
      const flow = flowFromXml(name, xml);
      if (flow !== null) flows.push({ ...flow, name });
    } else if (root === 'platformEventChannelMember') {
      if (textIn(xml, 'eventChannel') === 'ChangeEvents') found.changeEvents.push(textIn(xml, 'selectedEntity') ?? '');
    } else addToObject(objects, file.path, root, xml);
  }
  const addedFields = toAddedFields(objects);
  return { objects: toObjects(objects, keyPrefix), addedFields, permissionSets: sets, ...found, flows };
}

const READ = new Set([
  'object',
  'field',
  'validationRule',
  'permissionset',
  'customPermission',
  'notiftype',
  'platformEventChannelMember',
  'flow',
]);

function addToObject(objects: Map<string, Record<string, unknown>>, path: string, root: string, xml: Xml): void {
  const object = /objects\/([^/.]+)/.exec(path)?.[1];
  if (object === undefined) throw new Error(`${path} is in no folder of an object`);
  const whole = objects.get(object) ?? {};
  objects.set(object, whole);
  if (root === 'object') Object.assign(whole, xml, merged(whole, xml));
  else {
    const part = root === 'field' ? 'fields' : 'validationRules';
    whole[part] = [...listIn(whole, part), xml];
  }
}

function merged(whole: Record<string, unknown>, xml: Xml): Record<string, unknown> {
  const both = (part: string): unknown[] => [...listIn(whole, part), ...listIn(xml, part)];
  return { fields: both('fields'), validationRules: both('validationRules') };
}

function listIn(xml: Readonly<Record<string, unknown>>, name: string): unknown[] {
  const value = xml[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function toObjects(objects: Map<string, Xml>, keyPrefix: (object: string) => string): ObjectDef[] {
  return [...objects]
    .filter(([name]) => isCustom(name))
    .map(([name, xml]) => objectFromXml(name, xml, keyPrefix(name)));
}

/** Custom fields of standard objects; a customer's changes of standard fields mean nothing here. */
function toAddedFields(objects: Map<string, Xml>): Deployed['addedFields'] {
  return [...objects]
    .filter(([name]) => !isCustom(name))
    .map(([object, xml]) => {
      const custom = partsIn(xml, 'fields').filter((one) => (textIn(one, 'fullName') ?? '').endsWith('__c'));
      return { object, fields: custom.map((one) => fieldFromXml(object, one)) };
    });
}

function isCustom(object: string): boolean {
  return /__(c|e)$/.test(object);
}

function nameOf(path: string): string {
  return (path.split('/').at(-1) ?? '').split('.')[0] ?? '';
}
