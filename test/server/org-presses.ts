import type { OrgRecord } from '../fakes/salesforce/control-client.ts';
import type { FakeSalesforce } from '../fakes/salesforce/start.ts';
import { eventually } from '../support/eventually.ts';

/** What agents do in the panel of a pretended org, and what becomes of it there. */
export type OrgPresses = {
  addCase(fields?: Readonly<Record<string, string>>): Promise<OrgRecord>;
  /** Leaves a command on a case, as the panel of this user would. */
  command(of: PanelPress): Promise<OrgRecord>;
  /** The command with its result, once it was told. */
  settled(command: OrgRecord, timeoutMs?: number, everyMs?: number): Promise<OrgRecord>;
  /** Makes a request by the panel, and gives its record once it is there. */
  requestOn(caseId: string, parameters?: object): Promise<OrgRecord>;
  /** The record of a request when it looks as expected. */
  record(key: string, isExpected: (record: OrgRecord) => boolean): Promise<OrgRecord>;
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

export const CREATE = {
  recipient: { name: 'Hannah Osei', email: 'hannah.osei@kestrel.example', phone: null },
  channels: ['email'],
};

/** `pressed`: runs after each command was left. */
export function orgPresses({ control, people }: FakeSalesforce, pressed: () => Promise<void>): OrgPresses {
  let presses = 0;
  const command: OrgPresses['command'] = async (press) => {
    const { caseId, type, requestKey, parameters = {}, clientKey, as = people.mara } = press;
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
    await pressed();
    return left;
  };
  const settled: OrgPresses['settled'] = ({ Id, Case__c: caseId }, timeoutMs, everyMs) =>
    eventually(
      'the command to be settled',
      async () =>
        (await control.casePage(String(caseId))).commands.find((one) => one.Id === Id && one['Handled_At__c']),
      timeoutMs,
      everyMs,
    );
  const record: OrgPresses['record'] = (key, isExpected) =>
    eventually('the record to look as expected', async () =>
      (await control.records('Session_Request__c')).find(
        (one) => one['External_Key__c'] === key && one['IsDeleted'] !== true && isExpected(one),
      ),
    );
  return {
    command,
    settled,
    record,
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
  };
}
