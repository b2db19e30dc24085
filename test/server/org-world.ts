import type { OrgSettings, TimelineStyle } from '../../core/ports/installation.ts';
import type { Person } from '../../core/people/rights.ts';
import { USUAL_ORG } from '../../core/ports/installation.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { type FakeSalesforce, startFakeSalesforce } from '../fakes/salesforce/start.ts';
import type { OrgRecord } from '../fakes/salesforce/control-client.ts';
import { eventually } from '../support/eventually.ts';
import { httpCall } from '../support/http-call.ts';
import { type ServerWorld, serverWorld, type WorldOptions } from './server-world.ts';

/** The whole server with a pretended Salesforce org connected to it, beside the usual help desk. */
export type OrgWorld = ServerWorld & {
  readonly org: FakeSalesforce;
  readonly orgId: string;
  /** Rings as the org's own flow could. */
  ring(): Promise<void>;
  /** Leaves a command on a case, as the panel of this user would. */
  command(of: PanelPress): Promise<OrgRecord>;
  /** The command with its result, once it was told. */
  settled(command: OrgRecord, timeoutMs?: number): Promise<OrgRecord>;
  /** Makes a request by the panel, and gives its record once it is there. */
  requestOn(caseId: string, parameters?: object): Promise<OrgRecord>;
  /** The record of a request when it looks as expected. */
  record(key: string, isExpected: (record: OrgRecord) => boolean): Promise<OrgRecord>;
  /** Lets time pass for the server; the org's clock stays. */
  later(ms: number): void;
  addCase(fields?: Readonly<Record<string, string>>): Promise<OrgRecord>;
};

export type PanelPress = {
  readonly caseId: string;
  readonly type: string;
  readonly requestKey?: string;
  readonly parameters?: object;
  readonly clientKey?: string;
  /** Absent: Mara. */
  readonly as?: string;
};

const FORCE_APP = ['connectors/salesforce/force-app', 'connectors/salesforce/force-app-doorbell'];
const CREATE = {
  recipient: { name: 'Hannah Osei', email: 'hannah.osei@kestrel.example', phone: null },
  channels: ['email'],
};

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
  let presses = 0;
  const { control, people } = org;
  const { rings = true } = options;
  const command: OrgWorld['command'] = async ({
    caseId,
    type,
    requestKey,
    parameters = {},
    clientKey,
    as = people.mara,
  }) => {
    presses += 1;
    const fields = {
      Case__c: caseId,
      Type__c: type,
      Request_Key__c: requestKey ?? null,
      Parameters__c: JSON.stringify(parameters),
      Client_Key__c: clientKey ?? `panel-press-${String(presses)}`,
      Panel_Version__c: 1,
    };
    const left = await control.insert('Session_Request_Command__c', fields, as);
    if (rings) await ring();
    return left;
  };
  const settled: OrgWorld['settled'] = ({ Id }, timeoutMs) =>
    eventually(
      'the command to be settled',
      async () =>
        (await control.records('Session_Request_Command__c')).find((one) => one.Id === Id && one['Handled_At__c']),
      timeoutMs,
    );
  const record: OrgWorld['record'] = (key, isExpected) =>
    eventually('the record to look as expected', async () =>
      (await control.records('Session_Request__c')).find(
        (one) => one['External_Key__c'] === key && one['IsDeleted'] !== true && isExpected(one),
      ),
    );
  return {
    ...world,
    org,
    orgId,
    command,
    settled,
    record,
    ring,
    later: (ms) => {
      ahead += ms;
    },
    requestOn: async (caseId, parameters = CREATE) => {
      const told = await settled(await command({ caseId, type: 'create-request', parameters }));
      if (told['Result__c'] !== 'Done') throw new Error(`refused: ${String(told['Result_Message__c'])}`);
      return record(String(told['Result_Key__c']), () => true);
    },
    addCase: (fields = {}) =>
      control.insert('Case', {
        Subject: 'Outlook does not start',
        ContactId: people.contacts.hannah,
        OwnerId: people.mara,
        Status: 'Working',
        ...fields,
      }),
    close: async () => {
      await world.close();
      await org.close();
    },
  };
}

/** Connects an org as an admin would; returns the installation's id. */
export function addOrg(
  world: ServerWorld,
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
