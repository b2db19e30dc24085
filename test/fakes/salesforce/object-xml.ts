import { computed, field, lookup, objectDef } from './field-defs.ts';
import { flagIn, numberIn, partsIn, textIn } from './metadata-xml.ts';
import type { Xml } from './metadata-xml.ts';
import type { FieldDef, FieldType, ObjectDef, Sharing, ValidationRule } from './schema.ts';

/** A custom object from its metadata, all its parts in one element as the Metadata API has it. Throws on what this org cannot do. */
export function objectFromXml(name: string, xml: Xml, keyPrefix: string): ObjectDef {
  const fields = partsIn(xml, 'fields').map((one) => fieldFromXml(name, one));
  const master = fields.find((one) => one.reference?.masterDetail === true);
  const isEvent = name.endsWith('__e');
  const owner = master === undefined && !isEvent ? [lookup('OwnerId', ['User', 'Group'])] : [];
  return objectDef(name, keyPrefix, sharingOf(xml, master), [nameField(xml), ...owner, ...fields], {
    label: textIn(xml, 'label') ?? name,
    pluralLabel: textIn(xml, 'pluralLabel') ?? name,
    custom: true,
    isEvent,
    rules: partsIn(xml, 'validationRules').map(ruleFromXml),
  });
}

function sharingOf(xml: Xml, master: FieldDef | undefined): Sharing {
  if (master !== undefined) return { kind: 'parent', field: master.name };
  return textIn(xml, 'sharingModel') === 'Private' ? { kind: 'owner' } : { kind: 'public' };
}

function nameField(xml: Xml): FieldDef {
  const named = partsIn(xml, 'nameField')[0] ?? {};
  if (textIn(named, 'type') !== 'AutoNumber') return field('Name', 'string', { length: 80 });
  return computed('Name', 'string', { length: 80, autoNumber: textIn(named, 'displayFormat') ?? '{0}' });
}

function ruleFromXml(xml: Xml): ValidationRule {
  return {
    name: textIn(xml, 'fullName') ?? '',
    active: flagIn(xml, 'active'),
    formula: textIn(xml, 'errorConditionFormula') ?? '',
    message: textIn(xml, 'errorMessage') ?? '',
    field: textIn(xml, 'errorDisplayField'),
  };
}

const TYPES: Readonly<Record<string, FieldType>> = {
  Text: 'string',
  TextArea: 'textarea',
  LongTextArea: 'textarea',
  Html: 'textarea',
  Picklist: 'picklist',
  Lookup: 'reference',
  MasterDetail: 'reference',
  Checkbox: 'boolean',
  DateTime: 'datetime',
  Date: 'date',
  Number: 'double',
  Email: 'email',
  Phone: 'phone',
  Url: 'url',
};

/** A custom field from its metadata. Throws on a type that this org does not know. */
export function fieldFromXml(object: string, xml: Xml): FieldDef {
  const name = textIn(xml, 'fullName') ?? '';
  const kind = textIn(xml, 'type') ?? '';
  const type = TYPES[kind];
  if (type === undefined) throw new Error(`${object}.${name}: this org knows no field of type ${kind}`);
  const required = flagIn(xml, 'required') || kind === 'MasterDetail';
  const length = numberIn(xml, 'length', kind === 'TextArea' ? 255 : field(name, type).length);
  const scale = numberIn(xml, 'scale', 0);
  return field(name, type, {
    label: textIn(xml, 'label') ?? name,
    length: type === 'reference' ? 18 : length,
    digits: type === 'double' ? { whole: numberIn(xml, 'precision', 18) - scale, fraction: scale } : null,
    required,
    permissionable: !required,
    unique: flagIn(xml, 'unique'),
    externalId: flagIn(xml, 'externalId'),
    caseSensitive: flagIn(xml, 'caseSensitive'),
    filterable: kind !== 'LongTextArea' && kind !== 'Html',
    formula: textIn(xml, 'formula'),
    createable: textIn(xml, 'formula') === null,
    updateable: textIn(xml, 'formula') === null && (kind !== 'MasterDetail' || flagIn(xml, 'reparentableMasterDetail')),
    ...picklistOf(xml, type),
    ...(type === 'reference' ? { reference: referenceOf(name, xml, kind === 'MasterDetail') } : {}),
  });
}

function referenceOf(name: string, xml: Xml, masterDetail: boolean): FieldDef['reference'] {
  return {
    to: [textIn(xml, 'referenceTo') ?? ''],
    relationship: name.replace(/__c$/, '__r'),
    children: textIn(xml, 'relationshipName'),
    masterDetail,
    masterReadIsEnough: flagIn(xml, 'writeRequiresMasterRead'),
    reparentable: flagIn(xml, 'reparentableMasterDetail'),
  };
}

function picklistOf(xml: Xml, type: FieldType): Partial<FieldDef> {
  const literal = textIn(xml, 'defaultValue');
  if (type !== 'picklist') return { defaultValue: literal };
  const set = partsIn(xml, 'valueSet')[0] ?? {};
  const values = partsIn(partsIn(set, 'valueSetDefinition')[0] ?? {}, 'value');
  const active = values.filter((one) => textIn(one, 'isActive') !== 'false');
  const first = active.find((one) => flagIn(one, 'default'));
  const names = active.map((one) => textIn(one, 'fullName') ?? '');
  const quoted = first === undefined ? null : JSON.stringify(textIn(first, 'fullName') ?? '');
  return { picklist: { values: names, restricted: flagIn(set, 'restricted') }, defaultValue: literal ?? quoted };
}
