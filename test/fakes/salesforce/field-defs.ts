import type { FieldDef, FieldType, ObjectDef, Sharing } from './schema.ts';

const LENGTHS: Partial<Record<FieldType, number>> = {
  id: 18,
  string: 255,
  email: 80,
  phone: 40,
  url: 255,
  picklist: 255,
};

/** A plain field that everybody who has the object may read and write, with parts changed. */
export function field(name: string, type: FieldType, parts: Partial<FieldDef> = {}): FieldDef {
  return {
    name,
    label: name.replaceAll('_', ' ').replace(/ *c$/, ''),
    type,
    length: LENGTHS[type] ?? 0,
    digits: null,
    required: false,
    createable: true,
    updateable: true,
    permissionable: false,
    unique: false,
    externalId: false,
    caseSensitive: false,
    filterable: true,
    picklist: null,
    reference: null,
    defaultValue: null,
    autoNumber: null,
    formula: null,
    ...parts,
  };
}

/** A field that the platform fills in. */
export function computed(name: string, type: FieldType, parts: Partial<FieldDef> = {}): FieldDef {
  return field(name, type, { createable: false, updateable: false, ...parts });
}

/** A look-up: `relationship` is the name by which queries follow it. */
export function lookup(
  name: string,
  to: readonly string[],
  parts: Partial<FieldDef> = {},
  children?: string,
): FieldDef {
  const reference = {
    to,
    relationship: name.replace(/Id$/, ''),
    children: children ?? null,
    masterDetail: false,
    masterReadIsEnough: false,
    reparentable: true,
  };
  return field(name, 'reference', { length: 18, reference, ...parts });
}

/** Fields that every stored object has. */
export const SYSTEM_FIELDS: readonly FieldDef[] = [
  computed('Id', 'id'),
  computed('IsDeleted', 'boolean'),
  computed('CreatedDate', 'datetime'),
  lookup('CreatedById', ['User'], { createable: false, updateable: false }),
  computed('LastModifiedDate', 'datetime'),
  lookup('LastModifiedById', ['User'], { createable: false, updateable: false }),
  computed('SystemModstamp', 'datetime'),
];

export function objectDef(
  name: string,
  keyPrefix: string,
  sharing: Sharing,
  fields: readonly FieldDef[],
  parts: Partial<ObjectDef> = {},
): ObjectDef {
  const all = [...SYSTEM_FIELDS, ...fields];
  return {
    name,
    label: name,
    pluralLabel: `${name}s`,
    keyPrefix,
    custom: false,
    isEvent: false,
    sharing,
    fields: new Map(all.map((one) => [one.name, one])),
    rules: [],
    ...parts,
  };
}
