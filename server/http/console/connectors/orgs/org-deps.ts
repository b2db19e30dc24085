import type { HelpDesk } from '../../../../../core/ports/help-desk.ts';
import type { OrgSettings } from '../../../../../core/ports/installation.ts';
import type { OrgSignIns } from '../../../../sign-in/org/org-sign-ins.ts';
import type { InboxState } from '../../../../panel-inbox/inbox-store.ts';
import type { OrgCredentials } from '../../../../installations/org-credentials.ts';

/** Whether an org tells who may work with requests; `unknown` while it does not answer. */
export type RightsReading = 'yes' | 'no' | 'unknown';

/** What the console needs for Salesforce orgs. */
export type OrgDeps = {
  /** The org's My Domain address; null when the text is none. */
  readonly readAddress: (text: string) => string | null;
  /** The adapter of an org that is only being tried. */
  readonly deskFor: (
    account: { readonly address: string; readonly credentials: OrgCredentials },
    settings: OrgSettings,
  ) => Promise<HelpDesk>;
  /** Whether a text is a private key that can sign. */
  readonly isSigningKey: (pem: string) => boolean;
  /** How the org's agents sign in with it. */
  readonly signIns: Pick<OrgSignIns, 'clients' | 'redirectUri' | 'test'>;
  readonly readsRights: (installationId: string) => Promise<RightsReading>;
  readonly inboxOf: (installationId: string) => Promise<InboxState>;
};
