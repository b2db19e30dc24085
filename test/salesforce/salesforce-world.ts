import { fileURLToPath } from 'node:url';
import { createSalesforce } from '../../connectors/salesforce/src/salesforce.ts';
import { longId } from '../../connectors/salesforce/src/record-id.ts';
import type { HelpDeskWorld, Mishap } from '../contracts/help-desk-world.ts';
import type { Fault, OrgRecord } from '../fakes/salesforce/control-client.ts';
import type { FakeSalesforce, FakeSalesforceOptions } from '../fakes/salesforce/start.ts';
import { startFakeSalesforce } from '../fakes/salesforce/start.ts';
import { caseWriterPackage } from './case-writer.ts';

const FORCE_APP = fileURLToPath(new URL('../../connectors/salesforce/force-app', import.meta.url));
const DOORBELL = fileURLToPath(new URL('../../connectors/salesforce/force-app-doorbell', import.meta.url));

const now = () => Date.now();

/** The pretended org with our app, and an integration user who may change cases. */
export async function startOrg(options: FakeSalesforceOptions = {}): Promise<FakeSalesforce> {
  const writer = caseWriterPackage();
  try {
    const forceApp = [FORCE_APP, DOORBELL, writer.folder];
    const fake = await startFakeSalesforce({ ...options, forceApp, now });
    await fake.control.assign(fake.people.integration, 'Session_Requests_Doorbell');
    await fake.control.assign(fake.people.integration, writer.set);
    return fake;
  } finally {
    writer.remove();
  }
}

/** What the contract of help desks needs to see of the pretended org. */
export async function salesforceWorld(fake: FakeSalesforce): Promise<HelpDeskWorld> {
  const { control, url, app, people } = fake;
  const [first] = await control.records('Case');
  if (first === undefined) throw new Error('the org has no case');
  const users = await control.records('User');
  const emailOf = (id: string): string => text(users.find((user) => user.Id === id)?.['Email']);
  const agentProfile = text(users.find((user) => user.Id === people.jun)?.['ProfileId']);
  const tomas = await control.insert('User', {
    FirstName: 'Tomás',
    LastName: 'Rocha',
    Email: 'tomas.rocha@kestrel.example',
    Username: 'tomas.rocha@kestrel.example',
    ProfileId: agentProfile,
  });
  await control.insert('GroupMember', { GroupId: people.queue, UserOrGroupId: tomas.Id });
  await control.grant('Support_Lead', ['ViewAllData']);
  const caseOf = async (id: string): Promise<OrgRecord> => (await control.casePage(id)).case;
  return {
    desk: createSalesforce({
      address: url,
      credentials: { kind: 'client-credentials', ...app },
      now,
      assetField: 'AnyDesk_ID__c',
      timeoutMs: 5000,
    }),
    now,
    ticket: {
      id: first.Id,
      number: text(first['CaseNumber']),
      subject: text(first['Subject']),
      requesterEmail: text(first['ContactEmail']),
      agentId: people.mara,
      agentName: 'Mara Lindqvist',
    },
    agents: {
      ofEverything: { id: people.mara, email: emailOf(people.mara) },
      ofGroups: { id: tomas.Id, groupIds: [people.queue] },
      ofOwnTickets: { id: people.jun },
      leaver: { id: people.oskar, email: emailOf(people.oskar) },
    },
    unusedIds: {
      ticket: longId('5005g0000009999'),
      agent: longId('0055g0000009999'),
      entry: longId('a015g0000009999'),
    },
    statusValue: 'Waiting on Customer',
    refusedStatusValue: 'On the moon',
    field: 'Remote_Support__c',
    entries: async (id) => {
      const { feed, events } = await control.casePage(id);
      return feed.map((item) => ({
        id: events.find((event) => event['Feed_Item__c'] === item.Id)?.Id ?? item.Id,
        text: plain(text(item['Body'])),
        isPrivate: item['Visibility'] === 'InternalUsers',
      }));
    },
    someoneWrites: async (id, body) => {
      await control.insert('FeedItem', { ParentId: id, Body: body }, people.mara);
    },
    requesterAnswers: async (id, body) => {
      await control.insert('EmailMessage', { ParentId: id, TextBody: body, Incoming: true, Status: '0' });
    },
    closeTicket: async (id) => void (await control.update('Case', id, { Status: 'Closed' })),
    deleteTicket: (id) => control.remove('Case', id),
    unassign: async (id) => void (await control.update('Case', id, { OwnerId: people.queue })),
    statusOf: async (id) => text((await caseOf(id))['Status']),
    fieldOf: async (id) => (await caseOf(id))['Remote_Support__c'],
    minutesBooked: async () => [],
    notified: async (id) => {
      const { notifications, mails } = await control.actions();
      const bells = notifications.filter(({ targetId }) => targetId === id).flatMap(({ recipientIds }) => recipientIds);
      return [...bells.map((userId) => emailOf(userId)), ...mails.flatMap(({ to }) => to)];
    },
    linkAsset: async (id, { name, address }) => {
      const asset = await control.insert('Asset', { Name: name, AnyDesk_ID__c: address });
      await control.update('Case', id, { AssetId: asset.Id });
    },
    // The set through which the integration user reads assets.
    hideAssets: () => control.assign(people.integration, 'Case_Writer', false),
    befall: (mishap) => control.faults([{ on: { route: 'composite' }, when: { next: 1 }, fault: FAULTS[mishap] }]),
    refuseCredentials: () => control.faults([{ fault: { kind: 'unauthorized' } }]),
    goAway: () => fake.close(),
    // Signing in is no call of the kind that is counted here.
    callsSoFar: async () => (await control.calls()).filter(({ route }) => route !== 'token').length,
  };
}

const FAULTS: Readonly<Record<Mishap, Fault>> = {
  lost: { kind: 'lost-answer' },
  'failed-after': { kind: 'error', status: 502, body: 'html', done: true },
  'failed-before': { kind: 'error', status: 500, body: 'json', done: false },
  unreadable: { kind: 'malformed-json' },
  limited: { kind: 'limit' },
};

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** As people read it. */
function plain(html: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", nbsp: ' ' };
  return html
    .replaceAll(/<\/p>/g, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
