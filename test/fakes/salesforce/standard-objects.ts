import { computed, field, lookup, objectDef } from './field-defs.ts';
import type { FieldDef, FieldType, ObjectDef } from './schema.ts';

/** A field that a permission set or profile has to open. */
const guarded = (name: string, type: FieldType, parts: Partial<FieldDef> = {}): FieldDef =>
  field(name, type, { permissionable: true, ...parts });
const picklist = (name: string, values: readonly string[], parts: Partial<FieldDef> = {}): FieldDef =>
  field(name, 'picklist', { picklist: { values, restricted: false }, ...parts });
const open = { kind: 'public' } as const;

/** Rights on an object as a record of set-up names them. */
export const OBJECT_RIGHTS = [
  { name: 'PermissionsRead', right: 'read' },
  { name: 'PermissionsCreate', right: 'create' },
  { name: 'PermissionsEdit', right: 'edit' },
  { name: 'PermissionsDelete', right: 'remove' },
  { name: 'PermissionsViewAllRecords', right: 'viewAll' },
  { name: 'PermissionsModifyAllRecords', right: 'modifyAll' },
] as const;

const PEOPLE: readonly ObjectDef[] = [
  objectDef('User', '005', open, [
    computed('Name', 'string'),
    field('FirstName', 'string', { length: 40 }),
    field('LastName', 'string', { length: 80, required: true }),
    field('Username', 'string', { length: 80, required: true, unique: true }),
    field('Email', 'email', { required: true }),
    field('IsActive', 'boolean', { defaultValue: 'true' }),
    field('UserType', 'string', { defaultValue: 'Standard' }),
    field('LanguageLocaleKey', 'string', { defaultValue: 'en_US' }),
    field('TimeZoneSidKey', 'string', { defaultValue: 'Europe/Amsterdam' }),
    field('Title', 'string', { length: 80 }),
    field('Phone', 'phone'),
    lookup('ProfileId', ['Profile']),
  ]),
  objectDef('Profile', '00e', open, [field('Name', 'string', { required: true })]),
  objectDef('Group', '00G', open, [
    field('Name', 'string', { length: 40, required: true }),
    field('DeveloperName', 'string', { length: 80 }),
    picklist('Type', ['Queue', 'Regular'], { defaultValue: 'Queue' }),
    field('Email', 'email'),
  ]),
  objectDef('GroupMember', '011', open, [lookup('GroupId', ['Group']), lookup('UserOrGroupId', ['User', 'Group'])]),
  objectDef('QueueSobject', '03g', open, [
    { ...lookup('QueueId', ['Group']), required: true },
    picklist('SobjectType', ['Case']),
  ]),
  objectDef('Organization', '00D', open, [
    field('Name', 'string', { length: 80 }),
    field('IsSandbox', 'boolean', { defaultValue: 'false' }),
    field('OrganizationType', 'string'),
    field('InstanceName', 'string'),
    field('NamespacePrefix', 'string'),
    field('LanguageLocaleKey', 'string', { defaultValue: 'en_US' }),
    field('TrialExpirationDate', 'datetime'),
    field('TimeZoneSidKey', 'string', { defaultValue: 'Europe/Amsterdam' }),
  ]),
  objectDef('PermissionSet', '0PS', open, [
    field('Name', 'string', { length: 80, unique: true }),
    field('Label', 'string', { length: 80 }),
    field('IsCustom', 'boolean', { defaultValue: 'true' }),
    field('IsOwnedByProfile', 'boolean', { defaultValue: 'false' }),
    ...['PermissionsViewAllData', 'PermissionsModifyAllData', 'PermissionsApiEnabled'].map((name) =>
      field(name, 'boolean', { defaultValue: 'false' }),
    ),
    lookup('ProfileId', ['Profile']),
  ]),
  objectDef('PermissionSetAssignment', '0Pa', open, [
    { ...lookup('AssigneeId', ['User'], {}, 'PermissionSetAssignments'), required: true },
    { ...lookup('PermissionSetId', ['PermissionSet'], {}, 'Assignments'), required: true },
  ]),
  objectDef('ObjectPermissions', '110', open, [
    lookup('ParentId', ['PermissionSet'], {}, 'ObjectPerms'),
    field('SobjectType', 'string'),
    ...OBJECT_RIGHTS.map(({ name }) => field(name, 'boolean', { defaultValue: 'false' })),
  ]),
  objectDef('FieldPermissions', '01k', open, [
    lookup('ParentId', ['PermissionSet'], {}, 'FieldPerms'),
    field('SobjectType', 'string'),
    field('Field', 'string'),
    field('PermissionsRead', 'boolean', { defaultValue: 'false' }),
    field('PermissionsEdit', 'boolean', { defaultValue: 'false' }),
  ]),
  objectDef('CustomPermission', '0CP', open, [
    field('DeveloperName', 'string', { unique: true }),
    field('MasterLabel', 'string'),
  ]),
  objectDef('SetupEntityAccess', '0J0', open, [
    lookup('ParentId', ['PermissionSet']),
    lookup('SetupEntityId', ['CustomPermission']),
    field('SetupEntityType', 'string'),
  ]),
  objectDef('CustomNotificationType', '0ML', open, [
    field('DeveloperName', 'string', { unique: true }),
    field('MasterLabel', 'string'),
    field('CustomNotifTypeName', 'string'),
  ]),
];

const CASES: readonly ObjectDef[] = [
  objectDef('Case', '500', { kind: 'owner' }, [
    computed('CaseNumber', 'string', { length: 30, autoNumber: '{00000000}', unique: true }),
    guarded('Subject', 'string'),
    guarded('Description', 'textarea', { length: 32_000, filterable: false }),
    picklist('Status', [], { defaultValue: 'New' }),
    computed('IsClosed', 'boolean'),
    computed('ClosedDate', 'datetime', { permissionable: true }),
    { ...guarded('Priority', 'picklist'), picklist: { values: ['High', 'Medium', 'Low'], restricted: false } },
    { ...guarded('Origin', 'picklist'), picklist: { values: ['Phone', 'Email', 'Web'], restricted: false } },
    { ...lookup('ContactId', ['Contact'], {}, 'Cases'), permissionable: true },
    { ...lookup('AccountId', ['Account'], {}, 'Cases'), permissionable: true },
    { ...lookup('AssetId', ['Asset'], {}, 'Cases'), permissionable: true },
    guarded('SuppliedName', 'string', { length: 80 }),
    guarded('SuppliedEmail', 'email'),
    guarded('SuppliedPhone', 'string', { length: 40 }),
    guarded('SuppliedCompany', 'string', { length: 80 }),
    computed('ContactEmail', 'email', { permissionable: true }),
    computed('ContactPhone', 'phone', { permissionable: true }),
    computed('ContactMobile', 'phone', { permissionable: true }),
    lookup('OwnerId', ['User', 'Group']),
    computed(
      'MasterRecordId',
      'reference',
      lookup('MasterRecordId', ['Case'], { createable: false, updateable: false }),
    ),
    guarded('Language', 'picklist', { picklist: { values: ['en_US', 'zh_TW', 'de', 'ar'], restricted: false } }),
  ]),
  objectDef('CaseStatus', '01J', open, [
    field('MasterLabel', 'string', { unique: true }),
    field('ApiName', 'string'),
    field('IsClosed', 'boolean', { defaultValue: 'false' }),
    field('IsDefault', 'boolean', { defaultValue: 'false' }),
    field('SortOrder', 'int', { digits: { whole: 9, fraction: 0 } }),
  ]),
  objectDef('Account', '001', open, [field('Name', 'string', { required: true }), lookup('OwnerId', ['User'])]),
  objectDef('Asset', '02i', open, [
    field('Name', 'string', { required: true }),
    { ...lookup('AccountId', ['Account'], {}, 'Assets'), permissionable: true },
    guarded('SerialNumber', 'string', { length: 80 }),
  ]),
  objectDef('Contact', '003', open, [
    computed('Name', 'string', { length: 121 }),
    field('FirstName', 'string', { length: 40 }),
    field('LastName', 'string', { length: 80, required: true }),
    guarded('Email', 'email'),
    guarded('Phone', 'phone'),
    guarded('MobilePhone', 'phone'),
    { ...lookup('AccountId', ['Account'], {}, 'Contacts'), permissionable: true },
    lookup('OwnerId', ['User']),
  ]),
];

const parentOf = (name: string): { kind: 'parent'; field: string } => ({ kind: 'parent', field: name });

const WRITINGS: readonly ObjectDef[] = [
  objectDef('FeedItem', '0D5', parentOf('ParentId'), [
    { ...lookup('ParentId', ['Case', 'User'], { updateable: false }, 'Feeds'), required: true },
    picklist('Type', ['TextPost', 'LinkPost', 'ContentPost'], {
      defaultValue: 'TextPost',
      updateable: false,
      picklist: { values: ['TextPost', 'LinkPost', 'ContentPost'], restricted: true },
    }),
    picklist('Visibility', [], {
      defaultValue: 'InternalUsers',
      picklist: { values: ['AllUsers', 'InternalUsers'], restricted: true },
    }),
    field('Body', 'textarea', { length: 10_000, filterable: false }),
    field('Title', 'string'),
    field('LinkUrl', 'url', { length: 1000 }),
    field('IsRichText', 'boolean', { defaultValue: 'false' }),
    computed('CommentCount', 'int'),
  ]),
  objectDef('CaseComment', '00a', parentOf('ParentId'), [
    { ...lookup('ParentId', ['Case'], { updateable: false }, 'CaseComments'), required: true },
    field('CommentBody', 'textarea', { length: 4000, filterable: false }),
    field('IsPublished', 'boolean', { defaultValue: 'false' }),
  ]),
  objectDef('Task', '00T', parentOf('WhatId'), [
    lookup('WhatId', ['Case'], {}, 'Tasks'),
    lookup('WhoId', ['Contact']),
    lookup('OwnerId', ['User']),
    field('Subject', 'string'),
    field('Description', 'textarea', { length: 32_000, filterable: false }),
    picklist('Status', ['Not Started', 'In Progress', 'Completed'], {
      required: true,
      defaultValue: 'Not Started',
      picklist: { values: ['Not Started', 'In Progress', 'Completed'], restricted: true },
    }),
    picklist('Priority', ['High', 'Normal', 'Low'], { required: true, defaultValue: 'Normal' }),
    field('ActivityDate', 'date'),
    computed('IsClosed', 'boolean'),
  ]),
  objectDef('EmailMessage', '02s', parentOf('ParentId'), [
    lookup('ParentId', ['Case'], {}, 'EmailMessages'),
    picklist('Status', ['0', '1', '2', '3', '4', '5'], { required: true, defaultValue: '5' }),
    field('Subject', 'string', { length: 3000 }),
    field('TextBody', 'textarea', { length: 32_000, filterable: false }),
    field('HtmlBody', 'textarea', { length: 131_072, filterable: false }),
    field('FromAddress', 'email', { length: 1000 }),
    field('FromName', 'string', { length: 1000 }),
    field('ToAddress', 'string', { length: 4000 }),
    field('Incoming', 'boolean', { defaultValue: 'false' }),
    field('MessageDate', 'datetime'),
  ]),
];

/** The objects that every org has, as far as this one goes. */
export const STANDARD_OBJECTS: readonly ObjectDef[] = [...PEOPLE, ...CASES, ...WRITINGS];
