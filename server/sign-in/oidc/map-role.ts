import { type Role, ROLES } from '../../../core/people/rights.ts';
import type { ProviderSettings } from './provider-settings.ts';

export type RoleRules = Pick<ProviderSettings, 'groupsClaim' | 'groups' | 'roleWithoutGroup'>;

/** Role of somebody who is entered here already. `keep`: the provider says nothing about roles. `refuse`: he may not come in. */
export function roleOfKnown(groups: readonly string[], rules: RoleRules): Role | 'keep' | 'refuse' {
  return rules.groupsClaim === null ? 'keep' : roleOfNew(groups, rules);
}

/** Role of somebody new. The first of admin, support agent, viewer that one of the groups gives. */
export function roleOfNew(groups: readonly string[], rules: RoleRules): Role | 'refuse' {
  const mapped = rules.groupsClaim === null ? undefined : ROLES.find((role) => hasOneOf(groups, rules.groups[role]));
  return mapped ?? rules.roleWithoutGroup ?? 'refuse';
}

function hasOneOf(groups: readonly string[], wanted: readonly string[]): boolean {
  return wanted.some((group) => groups.includes(group));
}
