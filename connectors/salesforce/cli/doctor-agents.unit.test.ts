import { describe, expect, it } from '@jest/globals';
import type { Send } from '../src/call.ts';
import { checkAgents } from './doctor-agents.ts';

const COMMAND = 'Session_Request_Command__c';
const NEEDED = ['Request_Key__c', 'Parameters__c', 'Panel_Version__c'];

/** An org whose permission set of agents lets them write these fields of commands. */
function orgWhere(editable: readonly string[]): Send {
  const rows = editable.map((name) => ({ Field: `${COMMAND}.${name}`, PermissionsRead: true, PermissionsEdit: true }));
  return ({ path }) => {
    const records = decodeURIComponent(path).includes('FROM FieldPermissions') ? rows : [{ Id: '0Pa5g0000000001AAA' }];
    const json = { totalSize: records.length, done: true, records };
    return Promise.resolve({ kind: 'done', value: { json, isEmpty: false, serverNow: 0 } });
  };
}

async function fieldsFinding(editable: readonly string[]) {
  return (await checkAgents(orgWhere(editable))).at(-1);
}

describe('the fields of commands that agents may write', () => {
  it('are well as deployed', async () => {
    expect(await fieldsFinding(NEEDED)).toMatchObject({ level: 'ok', mend: null });
  });

  it.each(NEEDED)('must hold %s', async (name) => {
    const finding = await fieldsFinding(NEEDED.filter((one) => one !== name));
    expect(finding).toMatchObject({ level: 'problem', message: `Agents may not write ${name} of commands.` });
  });

  it.each(['Seen_At__c', 'Handled_At__c', 'Result__c', 'Result_Message__c', 'Result_Key__c'])(
    'must not hold the result %s',
    async (name) => {
      const finding = await fieldsFinding([...NEEDED, name]);
      expect(finding).toMatchObject({ level: 'problem', message: `Agents may write results: ${name}.` });
    },
  );
});
