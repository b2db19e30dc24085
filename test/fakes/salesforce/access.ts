import type { Org } from './org.ts';
import { fieldOf } from './schema.ts';
import type { FieldDef, ObjectDef, ObjectPermission, PermissionSet } from './schema.ts';
import { textOf } from './values.ts';
import type { Row } from './values.ts';

/** What somebody may do, from all permission sets and the profile together. */
export type Access = {
  readonly userId: string;
  object(object: ObjectDef): ObjectPermission;
  canRead(object: ObjectDef, field: FieldDef): boolean;
  canEdit(object: ObjectDef, field: FieldDef): boolean;
  hasCustom(permission: string): boolean;
  hasUser(permission: string): boolean;
};

const ALL: ObjectPermission = { read: true, create: true, edit: true, remove: true, viewAll: true, modifyAll: true };
const NONE: ObjectPermission = {
  read: false,
  create: false,
  edit: false,
  remove: false,
  viewAll: false,
  modifyAll: false,
};
const READ: ObjectPermission = { ...NONE, read: true };

/** The platform itself: everything is open. */
export function systemAccess(userId: string): Access {
  return {
    userId,
    object: () => ALL,
    canRead: () => true,
    canEdit: () => true,
    hasCustom: () => true,
    hasUser: () => true,
  };
}

/** What the user may do now. Read anew for every call, so that a changed assignment counts at once. */
export function accessOf(org: Org, user: Row): Access {
  const userId = textOf(user['Id']);
  const sets = setsOf(org, user);
  const hasUser = (permission: string): boolean =>
    sets.some((set) => set.user.has(permission)) || (permission === 'ViewAllData' && hasUser('ModifyAllData'));
  const given = (name: string): ObjectPermission =>
    sets.reduce((sum, set) => union(sum, set.objects.get(name) ?? NONE), NONE);
  const object = (one: ObjectDef): ObjectPermission => {
    if (hasUser('ModifyAllData')) return ALL;
    if (WHO_MAY.has(one.name)) return hasUser('ViewSetup') ? READ : NONE;
    const allowed = DERIVED[one.name]?.(given, hasUser) ?? (SETUP.has(one.name) ? READ : implied(given(one.name)));
    return hasUser('ViewAllData') ? { ...allowed, read: true, viewAll: true } : allowed;
  };
  const opens = (one: ObjectDef, field: FieldDef, what: 'read' | 'edit'): boolean =>
    !field.permissionable ||
    hasUser('ModifyAllData') ||
    sets.some((set) => set.fields.get(`${one.name}.${field.name}`)?.[what] ?? set.fields.get(`${one.name}.*`)?.[what]);
  return {
    userId,
    object,
    canRead: (one, field) => object(one).read && opens(one, field, 'read'),
    canEdit: (one, field) => opens(one, field, 'edit'),
    hasCustom: (permission) => sets.some((set) => set.custom.has(permission)),
    hasUser,
  };
}

type Given = (object: string) => ObjectPermission;

/** Objects whose rights follow from another object or a right of the user. */
const DERIVED: Readonly<Record<string, (given: Given, hasUser: (name: string) => boolean) => ObjectPermission>> = {
  FeedItem: (given) => ({ ...NONE, ...followed(given('Case').read) }),
  CaseComment: (given) => ({
    ...followed(given('Case').edit),
    read: given('Case').read,
    viewAll: false,
    modifyAll: false,
  }),
  EmailMessage: (given) => ({ ...followed(given('Case').edit), read: given('Case').read }),
  Task: (given, hasUser) => ({ ...followed(hasUser('EditTask')), read: given('Case').read }),
};

function followed(allowed: boolean): ObjectPermission {
  return { read: allowed, create: allowed, edit: allowed, remove: allowed, viewAll: false, modifyAll: false };
}

/** Set-up that everybody with API access may read. */
const SETUP = new Set([
  'User',
  'Profile',
  'Group',
  'GroupMember',
  'QueueSobject',
  'Organization',
  'CustomPermission',
  'CustomNotificationType',
  'CaseStatus',
]);

/** Who may do what is told only to those who may look at set-up. */
const WHO_MAY = new Set([
  'PermissionSet',
  'PermissionSetAssignment',
  'SetupEntityAccess',
  'ObjectPermissions',
  'FieldPermissions',
]);

function setsOf(org: Org, user: Row): PermissionSet[] {
  const profile = org.profiles.get(textOf(user['ProfileId']));
  const assigned = [...org.store.rows('PermissionSetAssignment')]
    .filter((one) => one['AssigneeId'] === user['Id'] && one['IsDeleted'] === false)
    .map((one) => org.store.get('PermissionSet', textOf(one['PermissionSetId'])))
    .flatMap((row) => org.permissionSets.get(textOf(row?.['Name'])) ?? []);
  return profile === undefined ? assigned : [profile, ...assigned];
}

function union(left: ObjectPermission, right: ObjectPermission): ObjectPermission {
  return {
    read: left.read || right.read,
    create: left.create || right.create,
    edit: left.edit || right.edit,
    remove: left.remove || right.remove,
    viewAll: left.viewAll || right.viewAll,
    modifyAll: left.modifyAll || right.modifyAll,
  };
}

function implied(one: ObjectPermission): ObjectPermission {
  return one.modifyAll ? ALL : one;
}

/** A field that the caller can see. Undefined when it is not there or not for him: he cannot tell which. */
export function readable(access: Access, object: ObjectDef, name: string): FieldDef | undefined {
  const field = fieldOf(object, name);
  return field !== undefined && access.canRead(object, field) ? field : undefined;
}
