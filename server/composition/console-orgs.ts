import { readSalesforceAddress } from '../../connectors/salesforce/src/address.ts';
import { isSigningKey } from '../../connectors/salesforce/src/grant.ts';
import type { OrgDeps } from '../http/console/connectors/orgs/org-deps.ts';
import type { Config } from '../config.ts';
import { createInboxStore } from '../panel-inbox/inbox-store.ts';
import type { Foundation } from './foundation.ts';
import { salesforce } from './help-desks.ts';
import type { OrgSignInPart } from './org-sign-in.ts';

/** Salesforce orgs for the console. */
export function consoleOrgs(
  {
    config: { allowLoopback },
    clock,
    store,
  }: Pick<Foundation, 'clock' | 'store'> & { readonly config: Pick<Config, 'allowLoopback'> },
  signIns: OrgSignInPart,
): OrgDeps {
  const inboxes = createInboxStore(store.database);
  return {
    readAddress: (text) => {
      const reading = readSalesforceAddress(text, { allowLoopback });
      return reading.ok ? reading.origin : null;
    },
    deskFor: (account, settings) => salesforce(account, { clock, allowLoopback }, { org: settings }),
    isSigningKey,
    signIns,
    readsRights: (installationId) => signIns.readsRights(installationId),
    inboxOf: (installationId) => inboxes.find(installationId),
  };
}
