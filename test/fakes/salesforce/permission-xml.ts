import { flagIn, partsIn, textIn } from './metadata-xml.ts';
import type { Xml } from './metadata-xml.ts';
import type { ObjectPermission, PermissionSet } from './schema.ts';

/** A permission set from its metadata. */
export function permissionSetFromXml(name: string, xml: Xml): PermissionSet {
  const named = (part: string, key: string): readonly (readonly [string, Xml])[] =>
    partsIn(xml, part).map((one) => [textIn(one, key) ?? '', one] as const);
  const enabled = (part: string): Set<string> =>
    new Set(named(part, 'name').flatMap(([key, one]) => (flagIn(one, 'enabled') ? [key] : [])));
  return {
    name,
    label: textIn(xml, 'label') ?? name,
    objects: new Map(named('objectPermissions', 'object').map(([key, one]) => [key, objectPermission(one)])),
    fields: new Map(
      named('fieldPermissions', 'field').map(([key, one]) => [
        key,
        { read: flagIn(one, 'readable') || flagIn(one, 'editable'), edit: flagIn(one, 'editable') },
      ]),
    ),
    custom: enabled('customPermissions'),
    user: enabled('userPermissions'),
  };
}

function objectPermission(xml: Xml): ObjectPermission {
  return {
    read: flagIn(xml, 'allowRead'),
    create: flagIn(xml, 'allowCreate'),
    edit: flagIn(xml, 'allowEdit'),
    remove: flagIn(xml, 'allowDelete'),
    viewAll: flagIn(xml, 'viewAllRecords'),
    modifyAll: flagIn(xml, 'modifyAllRecords'),
  };
}
