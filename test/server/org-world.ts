import type { OrgSettings, TimelineStyle } from '../../core/ports/installation.ts';
import type { Person } from '../../core/people/rights.ts';
import { USUAL_ORG } from '../../core/ports/installation.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { type FakeSalesforce, startFakeSalesforce } from '../fakes/salesforce/start.ts';
import { httpCall } from '../support/http-call.ts';
import { type OrgPresses, orgPresses } from './org-presses.ts';
import { type ServerWorld, serverWorld, type WorldOptions } from './server-world.ts';

/** The whole server with a pretended Salesforce org connected to it, beside the usual help desk. */
export type OrgWorld = ServerWorld &
  OrgPresses & {
    readonly org: FakeSalesforce;
    readonly orgId: string;
    /** Rings as the org's own flow could. */
    ring(): Promise<void>;
    /** Lets time pass for the server; the org's clock stays. */
    later(ms: number): void;
  };

export const FORCE_APP = ['connectors/salesforce/force-app', 'connectors/salesforce/force-app-doorbell'];
export async function orgWorld(
  options: WorldOptions & {
    readonly org?: Partial<OrgSettings>;
    readonly credentials?: 'wrong';
    /** Absent: milestones. */
    readonly timeline?: TimelineStyle;
    /** Whether each command rings; absent: it does. */
    readonly rings?: boolean;
  } = {},
): Promise<OrgWorld> {
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  const [world, org] = await Promise.all([
    serverWorld({ clock, ...options }),
    startFakeSalesforce({ forceApp: FORCE_APP }),
  ]);
  const { clientId, clientSecret } = org.app;
  const orgId = await addOrg(world, world.admin, {
    url: org.url,
    clientId,
    clientSecret: options.credentials === 'wrong' ? 'wrong' : clientSecret,
    org: { pollSeconds: 5, ...options.org },
    timeline: options.timeline ?? 'milestones',
  });
  const secret = await world.foundation.people.installSecrets.make(world.admin, orgId, 'webhook-header');
  const ring = async (): Promise<void> => {
    const headers = { 'content-type': 'application/json', 'x-session-requests-secret': secret ?? '' };
    await httpCall(`${world.url}/webhooks/salesforce/${orgId}`, { method: 'POST', headers, body: '{}' });
  };
  const { rings = true } = options;
  return {
    ...world,
    ...orgPresses(org, async () => (rings ? ring() : undefined)),
    org,
    orgId,
    ring,
    later: (ms) => {
      ahead += ms;
    },
    close: async () => {
      await world.close();
      await org.close();
    },
  };
}

/** Connects an org as an admin would; returns the installation's id. */
export function addOrg(
  world: Pick<ServerWorld, 'foundation'>,
  by: Person,
  account: {
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly org?: Partial<OrgSettings>;
    readonly name?: string;
    readonly timeline?: TimelineStyle;
  },
): Promise<string> {
  const { id: _id, ...installation } = anInstallation(
    { helpDesk: 'salesforce', name: account.name ?? 'Kestrel org' },
    { org: { ...USUAL_ORG, ...account.org }, timeline: account.timeline ?? 'milestones' },
  );
  const { url: address, clientId, clientSecret } = account;
  const org = { kind: 'client-credentials', clientId, clientSecret } as const;
  return world.foundation.people.installations.add(by, { ...installation, address, plan: '', org });
}
