import { systemAccess } from './access.ts';
import { withComputed } from './new-row.ts';
import type { Org } from './org.ts';

/** The org becomes its own copy: another id, and all its records, whose formulas now tell of the new org. False when it has no record of itself. */
export function becomeSandbox(org: Org): boolean {
  const before = org.store.get('Organization', org.organizationId);
  if (before === undefined) return false;
  org.store.purge('Organization', org.organizationId);
  org.organizationId = org.newId('00D');
  org.store.put('Organization', { ...before, Id: org.organizationId, IsSandbox: true });
  const access = systemAccess(org.systemUserId);
  for (const object of org.schema.objects()) {
    const hasFormula = [...object.fields.values()].some(({ formula }) => formula !== null);
    const rows = hasFormula ? [...org.store.rows(object.name)] : [];
    for (const row of rows) org.store.put(object.name, withComputed(org, access, object, row, row));
  }
  return true;
}
