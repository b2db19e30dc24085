import { doctor } from '../../connectors/salesforce/cli/doctor.ts';
import { createSalesforce, type SalesforceOptions } from '../../connectors/salesforce/src/salesforce.ts';
import type { RequestRecord } from '../../core/ports/panel-platform.ts';
import type { LoggedCall } from '../fakes/salesforce/control-client.ts';
import type { FakeSalesforce } from '../fakes/salesforce/start.ts';
import { startOrg } from './salesforce-world.ts';

/** Lets the adapter and the doctor do everything they ever do in an org, and tells every call that it took. */
export async function everyCall(): Promise<readonly LoggedCall[]> {
  const org = await startOrg();
  try {
    await org.control.assign(org.people.integration, 'Session_Requests_Case_Writer');
    // Only an org that has switched the right on is asked who holds it.
    await org.control.grant('Support_Lead', ['CreateAuditFields']);
    const [first] = await org.control.records('Case');
    const caseId = first?.Id ?? '';
    await readEverything(org, caseId);
    for (const target of ['feed', 'comment', 'task'] as const) await writeEntries(org, caseId, target);
    await followCommands(org, caseId);
    await deskAt(org).records?.write(aRecord(org, caseId));
    await deskAt(org).records?.write(aRecord(org, caseId, { version: 2, status: 'Waiting' }));
    await deskAt(org).writer.setStatus(caseId, 'Working');
    await doctor({ address: org.url, credentials: { kind: 'client-credentials', ...org.app }, probe: true });
    return await org.control.calls();
  } finally {
    await org.close();
  }
}

function deskAt(org: FakeSalesforce, options: Partial<SalesforceOptions> = {}) {
  const credentials = { kind: 'client-credentials', ...org.app } as const;
  return createSalesforce({ address: org.url, credentials, now: () => Date.now(), ...options });
}

async function readEverything(org: FakeSalesforce, caseId: string): Promise<void> {
  const desk = deskAt(org);
  const { tickets } = desk;
  await tickets.findTicket(caseId);
  await tickets.findAgent(org.people.mara);
  await tickets.findAgentByEmail('mara.lindqvist@kestrel.example');
  await tickets.findAgentScope(org.people.jun);
  await desk.standingOf?.(org.people.mara, caseId);
  await desk.changes?.changedSince([caseId], null);
  await desk.changes?.agentsLeft([org.people.mara]);
  await desk.verify();
  await desk.identify?.();
}

async function writeEntries(org: FakeSalesforce, ticketId: string, timelineTarget: 'feed' | 'comment' | 'task') {
  const { timeline } = deskAt(org, { timelineTarget });
  const entry = {
    ticketId,
    marker: `RS-000123-0${timelineTarget.length}-K7QX`,
    paragraphs: ['Mara asked Hannah for a session.', 'She has until noon.'],
    links: [],
    visibility: 'private',
    notify: ['mara.lindqvist@kestrel.example'],
  } as const;
  const posted = await timeline.post(entry);
  if (posted.kind !== 'done') throw new Error(`The entry was not written: ${JSON.stringify(posted)}`);
  await timeline.update(posted.value.entryId, entry);
  await timeline.find(ticketId, entry.marker, 0);
  await timeline.remove(posted.value.entryId);
  await timeline.reply({ ...entry, visibility: 'public', marker: `RS-000124-0${timelineTarget.length}-K7QX` });
}

async function followCommands(org: FakeSalesforce, caseId: string): Promise<void> {
  const { commands } = deskAt(org);
  const fields = { Case__c: caseId, Type__c: 'claim', Request_Key__c: 'r1', Client_Key__c: 'client-key-1' };
  const { Id: recordId } = await org.control.insert('Session_Request_Command__c', fields, org.people.mara);
  await commands?.poll(null);
  const now = Date.now();
  const settled = { recordId, result: 'done', message: '', requestId: 'r1', seenAt: now, handledAt: now } as const;
  await commands?.settle([settled]);
}

function aRecord(org: FakeSalesforce, ticketId: string, over: Partial<RequestRecord> = {}): RequestRecord {
  const never = { scheduledAt: null, joinedAt: null, allowedAt: null, startedAt: null, endedAt: null, closedAt: null };
  return {
    ...never,
    key: 'k7qx2m4p6r8t0v1w3y5z7a9c1e',
    number: 'RS-000123',
    ticketId,
    status: 'Open',
    outcome: null,
    recipient: { name: 'Hannah Osei', email: 'hannah.osei@kestrel.example', phone: '+31 6 5555 0101' },
    language: 'en',
    comment: 'Outlook',
    assignee: { agentId: org.people.mara, email: null, name: 'Mara Lindqvist', queueName: '' },
    expiresAt: Date.now() + 3_600_000,
    sessions: { count: 0, totalMs: 0, estimated: false },
    joinUrl: 'https://support.example/join/abc',
    connectUrl: null,
    view: '{}',
    viewVersion: 1,
    version: 1,
    looks: JSON.stringify(over),
    ...over,
  };
}
