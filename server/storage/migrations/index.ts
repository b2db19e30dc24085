import type { Migration } from 'kysely/migration';
import type { Engine } from '../engine.ts';
import type { MigrationFor } from './columns.ts';
import { deliveries } from './0002-deliveries.ts';
import { requests } from './0001-requests.ts';
import { deliveryChannels } from './0010-delivery-channels.ts';
import { people } from './0020-people.ts';
import { ticketHints } from './0030-ticket-hints.ts';
import { appInstall } from './0043-app-install.ts';
import { oauth } from './0040-oauth.ts';
import { oidc } from './0041-oidc.ts';
import { invitations } from './0060-invitations.ts';
import { ticketFacts } from './0042-ticket-facts.ts';
import { salesforce } from './0050-salesforce.ts';
import { panelInboxBell } from './0051-panel-inbox-bell.ts';
import { sessionWatch } from './0055-session-watch.ts';
import { privacy } from './0080-privacy.ts';
import { orgSignIn } from './0052-org-sign-in.ts';
import { agentNotices } from './0070-agent-notices.ts';
import { queueWaits } from './0090-queue-waits.ts';
import { chosenWays } from './0095-chosen-ways.ts';
import { smsByRequest } from './0096-sms-by-request.ts';

/**
 * Every change of the tables, by number. A released one is never edited. To add one: write `0003-what.ts` beside the others, add it here,
 * add the tables' types to ../tables.ts, and renew docs/reference/schema.sql.
 */
const MIGRATIONS: Readonly<Record<string, MigrationFor>> = {
  '0001-requests': requests,
  '0002-deliveries': deliveries,
  '0010-delivery-channels': deliveryChannels,
  '0020-people': people,
  '0030-ticket-hints': ticketHints,
  '0040-oauth': oauth,
  '0041-oidc': oidc,
  '0042-ticket-facts': ticketFacts,
  '0043-app-install': appInstall,
  '0050-salesforce': salesforce,
  '0051-panel-inbox-bell': panelInboxBell,
  '0052-org-sign-in': orgSignIn,
  '0055-session-watch': sessionWatch,
  '0060-invitations': invitations,
  '0070-agent-notices': agentNotices,
  '0080-privacy': privacy,
  '0090-queue-waits': queueWaits,
  '0095-chosen-ways': chosenWays,
  '0096-sms-by-request': smsByRequest,
};

/** The migrations as Kysely wants them. */
export function migrationsFor(engine: Engine): Record<string, Migration> {
  return Object.fromEntries(Object.entries(MIGRATIONS).map(([name, migration]) => [name, migration(engine)]));
}
