import type { OrgRecord } from '../../fakes/salesforce/control-client.ts';
import type { OrgWorld } from '../../server/org-world.ts';
import type { Findings } from '../shared/proof.ts';

type Expected = { readonly cases: number; readonly presses: number; readonly revoked: number };

/** Compares what the org holds with our log: entries once and in order, records at the newest state, commands all told, few sign-ins. */
export async function checkOrg(world: OrgWorld, findings: Findings, expected: Expected): Promise<void> {
  const { control } = world.org;
  const [events, feed, requests, commands] = await Promise.all([
    control.records('Session_Request_Event__c'),
    control.records('FeedItem'),
    control.records('Session_Request__c'),
    control.records('Session_Request_Command__c'),
  ]);
  const { read } = world.foundation.store.database;
  const told = await read.selectFrom('delivery').select('payload').where('kind', '=', 'timeline-entry').execute();
  const markers = told.map(({ payload }) => (JSON.parse(payload) as { readonly marker: string }).marker);
  findings.check(
    markers.length === expected.cases * expected.presses ? null : `${markers.length} entries were planned`,
  );
  for (const marker of markers) {
    const entries = events.filter((one) => one['Key__c'] === marker).length;
    const shown = feed.filter((one) => String(one['Body']).includes(marker)).length;
    findings.check(entries === 1 && shown === 1 ? null : `${marker} is there ${entries} times, shown ${shown} times`);
  }
  for (const ofCase of Map.groupBy(events, (one) => one['Case__c']).values()) {
    const sequence = ofCase.map((one) => numberOf(one));
    findings.check(isRising(sequence) ? null : `entries are out of order: ${sequence.join(' ')}`);
  }
  for (const record of requests) findings.check(await staleness(world, record));
  for (const command of commands) {
    findings.check(command['Result__c'] === 'Done' ? null : `a command ended as ${String(command['Result__c'])}`);
  }
  await checkSignIns(world, findings, expected);
}

/** `RS-000123-07-K7QX` is the seventh. */
function numberOf(event: OrgRecord): number {
  return Number(String(event['Key__c']).split('-')[2]);
}

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
}

async function staleness(world: OrgWorld, record: OrgRecord): Promise<string | null> {
  const stored = await world.foundation.store.requests.find(String(record['External_Key__c']));
  if (stored === null) return 'a record has no request';
  const { version, status } = stored.request;
  const isNewest = record['Version__c'] === version && record['Status__c'] === status;
  return isNewest
    ? null
    : `the record of ${stored.request.number} is at ${String(record['Version__c'])}, not ${version}`;
}

/** At most two sign-ins for each time the token was refused, and the first one. */
async function checkSignIns(world: OrgWorld, findings: Findings, { revoked }: Expected): Promise<void> {
  const calls = await world.org.control.calls();
  const signIns = calls.filter(({ route }) => route === 'token').length;
  const refused = calls.filter(({ fault, status }) => fault === 'unauthorized' || status === 401).length;
  const most = 2 * (1 + revoked + refused);
  findings.check(signIns <= most ? null : `${signIns} sign-ins for ${refused} refused calls`);
}
