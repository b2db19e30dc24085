import type { Foundation } from '../../../server/composition/foundation.ts';
import type { OrgRecord } from '../../fakes/salesforce/control-client.ts';
import type { FakeSalesforce } from '../../fakes/salesforce/start.ts';
import type { Findings } from '../shared/proof.ts';

export type Proved = { readonly org: FakeSalesforce; readonly foundation: Foundation };

/** What there must be in the end. `entries`: planned ones. */
export type Expected = { readonly requests: number; readonly entries: number };

/** Compares what the org holds with our log: requests and entries once and in order, records at the newest state. */
export async function checkOrg({ org: { control }, foundation }: Proved, findings: Findings, expected: Expected) {
  const [events, feed, requests] = await Promise.all([
    control.records('Session_Request_Event__c'),
    control.records('FeedItem'),
    control.records('Session_Request__c'),
  ]);
  const { read } = foundation.store.database;
  const told = await read.selectFrom('delivery').select('payload').where('kind', '=', 'timeline-entry').execute();
  const markers = told.map(({ payload }) => (JSON.parse(payload) as { readonly marker: string }).marker);
  findings.check(markers.length === expected.entries ? null : `${markers.length} entries were planned`);
  findings.check(requests.length === expected.requests ? null : `${requests.length} records of requests`);
  findings.check(events.length === markers.length ? null : `${events.length} entries of ${markers.length} planned`);
  const kept = countOf(events.map((one) => String(one['Key__c'])));
  const shown = countOf(feed.flatMap((one) => String(one['Body']).match(MARKER) ?? []));
  for (const marker of markers) {
    const [times, seen] = [kept.get(marker) ?? 0, shown.get(marker) ?? 0];
    findings.check(times === 1 && seen === 1 ? null : `${marker} is there ${times} times, shown ${seen} times`);
  }
  for (const ofCase of Map.groupBy(events, (one) => one['Case__c']).values()) {
    const sequence = ofCase.map((one) => numberOf(one));
    findings.check(isRising(sequence) ? null : `entries are out of order: ${sequence.join(' ')}`);
  }
  for (const record of requests) findings.check(await staleness(foundation, record));
}

/** Every command has its result: `wanted` says which; those it does not know are to be done. */
export async function checkCommands(
  { org: { control } }: Proved,
  findings: Findings,
  wanted: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  for (const command of await control.records('Session_Request_Command__c')) {
    const result = wanted.get(command.Id) ?? 'Done';
    findings.check(
      command['Result__c'] === result ? null : `a command ended as ${String(command['Result__c'])}, not ${result}`,
    );
  }
}

const MARKER = /RS-\d+-\d+-[0-9A-Z]{4}/g;

function countOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** `RS-000123-07-K7QX` is the seventh. */
function numberOf(event: OrgRecord): number {
  return Number(String(event['Key__c']).split('-')[2]);
}

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
}

async function staleness({ store }: Foundation, record: OrgRecord): Promise<string | null> {
  const stored = await store.requests.find(String(record['External_Key__c']));
  if (stored === null) return 'a record has no request';
  const { version, status } = stored.request;
  const isNewest = record['Version__c'] === version && record['Status__c'] === status;
  return isNewest
    ? null
    : `the record of ${stored.request.number} is at ${String(record['Version__c'])}, not ${version}`;
}
