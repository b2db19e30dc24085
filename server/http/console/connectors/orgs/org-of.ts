import type { InstallationRow } from '../../../../storage/store.ts';
import type { ConsoleDeps } from '../../console-deps.ts';
import { notFound, type SignedInVisit } from '../../visit.ts';
import { connectorOf } from '../connector-page.ts';

/** The org that the address names; a page that is not there for anything else. */
export async function orgOf(deps: ConsoleDeps, visit: SignedInVisit): Promise<InstallationRow> {
  const row = await connectorOf(deps, visit);
  if (row.installation.helpDesk !== 'salesforce') throw notFound();
  return row;
}
