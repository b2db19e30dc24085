import type { ObjectPermission, PermissionSet } from './schema.ts';

const WORK: ObjectPermission = {
  read: true,
  create: true,
  edit: true,
  remove: false,
  viewAll: false,
  modifyAll: false,
};
const READ: ObjectPermission = { ...WORK, create: false, edit: false };

function profile(
  name: string,
  user: readonly string[],
  objects: Readonly<Record<string, ObjectPermission>>,
): PermissionSet {
  const open = { read: true, edit: true };
  return {
    name,
    label: name,
    objects: new Map(Object.entries(objects)),
    fields: new Map(Object.keys(objects).map((object) => [`${object}.*`, open])),
    custom: new Set(),
    user: new Set(user),
  };
}

export const ADMIN_PROFILE = profile('System Administrator', ['ModifyAllData', 'ApiEnabled', 'EditTask'], {});
/** What support agents have: their cases and the people of them, without the API. */
export const AGENT_PROFILE = profile('Support Agent', ['EditTask', 'LightningExperienceUser'], {
  Case: WORK,
  Contact: READ,
  Account: READ,
});
/** Nothing but the API: all else comes from permission sets. */
export const INTEGRATION_PROFILE = profile('Minimum Access - API Only Integrations', ['ApiEnabled', 'ApiUserOnly'], {});

/** A permission set of the org's own, made by hand: whoever holds it sees every case. */
export const LEAD_SET: PermissionSet = {
  ...profile('Support_Lead', [], {}),
  objects: new Map([['Case', { ...WORK, viewAll: true }]]),
};
