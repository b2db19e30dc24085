import type { Access } from './access.ts';
import type { ApiCall, Route } from './api-call.ts';
import { API_PATH } from './api-version.ts';
import type { Org } from './org.ts';
import { objectNamed } from './record-routes.ts';
import type { FieldDef, ObjectDef } from './schema.ts';

function objectSummary(access: Access, object: ObjectDef, org: Org): Record<string, unknown> {
  const { read, create, edit, remove } = access.object(object);
  return {
    name: object.name,
    label: object.label,
    labelPlural: object.pluralLabel,
    keyPrefix: object.keyPrefix,
    custom: object.custom,
    createable: create,
    updateable: edit,
    deletable: remove,
    queryable: read && !object.isEvent,
    retrieveable: read && !object.isEvent,
    undeletable: remove,
    feedEnabled: object.name === 'Case' && org.settings.feeds,
    urls: { sobject: `${API_PATH}/sobjects/${object.name}`, describe: `${API_PATH}/sobjects/${object.name}/describe` },
  };
}

function fieldView(access: Access, object: ObjectDef, field: FieldDef): Record<string, unknown> {
  const { create, edit } = access.object(object);
  const writable = access.canEdit(object, field);
  return {
    name: field.name,
    label: field.label,
    type: field.type,
    length: field.length,
    byteLength: field.length * 3,
    precision: field.digits === null ? 0 : field.digits.whole + field.digits.fraction,
    scale: field.digits?.fraction ?? 0,
    custom: field.name.endsWith('__c'),
    nillable: !field.required && field.type !== 'boolean' && field.type !== 'id',
    createable: create && field.createable && writable,
    updateable: edit && field.updateable && writable,
    permissionable: field.permissionable,
    filterable: field.filterable,
    sortable: field.filterable,
    unique: field.unique,
    externalId: field.externalId,
    idLookup: field.externalId || field.name === 'Id',
    caseSensitive: field.caseSensitive,
    autoNumber: field.autoNumber !== null,
    nameField: field.name === 'Name' || field.name === 'CaseNumber',
    defaultedOnCreate: field.defaultValue !== null || field.type === 'boolean' || !field.createable,
    defaultValueFormula: field.defaultValue,
    restrictedPicklist: field.picklist?.restricted ?? false,
    picklistValues: (field.picklist?.values ?? []).map((value) => ({
      value,
      label: value,
      active: true,
      defaultValue: false,
    })),
    referenceTo: field.reference?.to ?? [],
    relationshipName: field.reference?.relationship ?? null,
    cascadeDelete: field.reference?.masterDetail ?? false,
    writeRequiresMasterRead: field.reference?.masterReadIsEnough ?? false,
  };
}

function childrenOf(org: Org, access: Access, object: ObjectDef): unknown[] {
  return org.schema.objects().flatMap((child) =>
    [...child.fields.values()]
      .filter((field) => field.reference?.to.includes(object.name) === true && access.object(child).read)
      .map((field) => ({
        childSObject: child.name,
        field: field.name,
        relationshipName: field.reference?.children ?? null,
        cascadeDelete: child.sharing.kind === 'parent' && child.sharing.field === field.name,
      })),
  );
}

function describe(call: ApiCall, object: ObjectDef): Record<string, unknown> {
  const seen = [...object.fields.values()].filter((field) => call.access.canRead(object, field));
  return {
    ...objectSummary(call.access, object, call.org),
    fields: seen.map((field) => fieldView(call.access, object, field)),
    childRelationships: childrenOf(call.org, call.access, object),
    recordTypeInfos: [],
  };
}

export const DESCRIBE_ROUTES: readonly Route[] = [
  {
    name: 'describe',
    methods: ['GET'],
    pattern: /^\/sobjects\/?$/,
    handle(call) {
      const seen = call.org.schema.objects().filter((object) => call.access.object(object).read);
      const sobjects = seen.map((object) => objectSummary(call.access, object, call.org));
      return { status: 200, body: { encoding: 'UTF-8', maxBatchSize: 200, sobjects } };
    },
  },
  {
    name: 'describe',
    methods: ['GET'],
    pattern: /^\/sobjects\/(?<object>\w+)\/describe\/?$/,
    handle: (call, found) => ({ status: 200, body: describe(call, objectNamed(call, found['object'] ?? '')) }),
  },
  {
    name: 'describe',
    methods: ['GET'],
    pattern: /^\/sobjects\/(?<object>\w+)\/?$/,
    handle: (call, found) => ({
      status: 200,
      body: {
        objectDescribe: objectSummary(call.access, objectNamed(call, found['object'] ?? ''), call.org),
        recentItems: [],
      },
    }),
  },
];
