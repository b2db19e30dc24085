import { assignSet, installDeployed, systemInsert } from './install-deployed.ts';
import type { ExternalApp } from './external-app.ts';
import type { RecordId } from './ids.ts';
import type { Org } from './org.ts';
import { ADMIN_PROFILE, AGENT_PROFILE, INTEGRATION_PROFILE, LEAD_SET } from './profiles.ts';
import type { Deployed, PermissionSet } from './schema.ts';
import { textOf } from './values.ts';

export const SEED_NAMES = ['kestrel', 'empty'] as const;
export type SeedName = (typeof SEED_NAMES)[number];

export const INTEGRATION_APP = { clientId: '3MVG9kestrel.integration', clientSecret: 'kestrel-client-secret' } as const;
export const SIGN_IN_APP = { clientId: '3MVG9kestrel.sign-in', clientSecret: 'kestrel-sign-in-secret' } as const;

/** Who and what is in the org at the start. */
export type SeedPeople = {
  readonly admin: RecordId;
  readonly integration: RecordId;
  /** Sees all cases. */
  readonly mara: RecordId;
  /** Sees his own cases only. */
  readonly jun: RecordId;
  /** Inactive. */
  readonly oskar: RecordId;
  readonly queue: RecordId;
  readonly contacts: Readonly<Record<'hannah' | 'yichun' | 'juergen' | 'layla', RecordId>>;
};

/** Fills an org: set-up and people always, cases only with `kestrel`. */
export function fillOrg(org: Org, deployed: readonly Deployed[], seed: SeedName): SeedPeople {
  const systemFields = { FirstName: 'Automated', LastName: 'Process', Name: 'Automated Process', IsActive: true };
  org.store.put('User', {
    Id: org.systemUserId,
    IsDeleted: false,
    ...systemFields,
    Username: 'autoproc@kestrel.example',
  });
  const made = systemInsert(org, 'Organization', {
    Name: 'Kestrel Logistics',
    OrganizationType: 'Enterprise Edition',
    InstanceName: 'DEU42',
  });
  // There is one, and its id is the org's.
  org.store.purge('Organization', textOf(made['Id']));
  org.store.put('Organization', { ...made, Id: org.organizationId });
  const profiles = [ADMIN_PROFILE, AGENT_PROFILE, INTEGRATION_PROFILE].map((one) => putProfile(org, one));
  for (const one of deployed) installDeployed(org, one);
  installDeployed(org, {
    objects: [],
    addedFields: [],
    permissionSets: [LEAD_SET],
    customPermissions: [],
    notificationTypes: [],
    changeEvents: [],
    flows: [],
  });
  const people = addPeople(org, profiles);
  addStatuses(org);
  org.autoNumbers.set('Case.CaseNumber', 1041);
  if (seed === 'kestrel') addCases(org, people);
  return people;
}

function putProfile(org: Org, profile: PermissionSet): RecordId {
  const id = textOf(systemInsert(org, 'Profile', { Name: profile.name })['Id']);
  org.profiles.set(id, profile);
  return id;
}

function addPeople(
  org: Org,
  [adminProfile = '', agentProfile = '', integrationProfile = '']: readonly string[],
): SeedPeople {
  const user = (FirstName: string, LastName: string, name: string, ProfileId: string, more: object = {}): RecordId => {
    const Email = `${name}@kestrel.example`;
    return textOf(systemInsert(org, 'User', { FirstName, LastName, Email, Username: Email, ProfileId, ...more })['Id']);
  };
  const contact = (FirstName: string, LastName: string, name: string, more: object = {}): RecordId =>
    textOf(systemInsert(org, 'Contact', { FirstName, LastName, Email: `${name}@kestrel.example`, ...more })['Id']);
  const admin = user('Ada', 'Brink', 'ada.brink', adminProfile);
  const integration = user('Session', 'Requests', 'session.requests', integrationProfile);
  const mara = user('Mara', 'Lindqvist', 'mara.lindqvist', agentProfile);
  const jun = user('Jun', 'Watanabe', 'jun.watanabe', agentProfile, { LanguageLocaleKey: 'zh_TW' });
  const oskar = user('Oskar', 'Brandt', 'oskar.brandt', agentProfile, { IsActive: false });
  const queue = textOf(systemInsert(org, 'Group', { Name: 'Service desk', DeveloperName: 'Service_desk' })['Id']);
  systemInsert(org, 'QueueSobject', { QueueId: queue, SobjectType: 'Case' });
  systemInsert(org, 'GroupMember', { GroupId: queue, UserOrGroupId: mara });
  for (const [id, set] of [
    [integration, 'Session_Requests_Server'],
    [integration, 'Session_Requests_Doorbell'],
    [integration, 'Session_Requests_Access_Reader'],
    [mara, 'Session_Requests_Agent'],
    [jun, 'Session_Requests_Agent'],
    [mara, LEAD_SET.name],
  ] as const) {
    if (org.permissionSets.has(set)) assignSet(org, id, set);
  }
  const contacts = {
    hannah: contact('Hannah', 'Osei', 'hannah.osei', { Phone: '+31 10 555 0101', MobilePhone: '+31 6 5555 0101' }),
    yichun: contact('怡君', '林', 'yichun.lin', { MobilePhone: '+886 912 555 010' }),
    juergen: contact('Jürgen', 'Voß', 'juergen.voss', { Phone: '+49 40 5555 0123' }),
    layla: contact('ليلى', 'حداد', 'layla.haddad'),
  };
  return { admin, integration, mara, jun, oskar, queue, contacts };
}

function addStatuses(org: Org): void {
  const statuses = ['New', 'Working', 'Waiting on Customer', 'Escalated', 'Closed'];
  for (const [at, MasterLabel] of statuses.entries()) {
    const fields = { MasterLabel, ApiName: MasterLabel, SortOrder: at + 1 };
    systemInsert(org, 'CaseStatus', { ...fields, IsClosed: MasterLabel === 'Closed', IsDefault: at === 0 });
  }
}

function addCases(org: Org, { contacts, mara, jun, queue }: SeedPeople): void {
  const open = (Subject: string, ContactId: RecordId | null, OwnerId: RecordId, more: object = {}): void => {
    systemInsert(org, 'Case', {
      Subject,
      ContactId,
      OwnerId,
      Status: 'Working',
      Origin: 'Email',
      Priority: 'Medium',
      ...more,
    });
  };
  open('Outlook keeps asking for my password', contacts.hannah, mara);
  open('標籤印表機無法連線', contacts.yichun, jun, { Language: 'zh_TW' });
  open('VPN trennt jede Stunde die Verbindung', contacts.juergen, mara, { Language: 'de' });
  open('Request for Layla Haddad: route planner on a new laptop', contacts.layla, queue, { Status: 'New' });
  open('Dock 4: scanner station frozen', null, jun, {
    SuppliedName: 'Dock 4 terminal',
    SuppliedPhone: '+31 10 555 0146',
    Origin: 'Phone',
  });
}

/** Apps that are set up at the start: one for the server, one with which agents sign in. */
export function seedApps(people: SeedPeople): ExternalApp[] {
  const plain = { publicKey: null, approvedSets: null, rotation: true };
  return [
    {
      ...INTEGRATION_APP,
      ...plain,
      runAs: people.integration,
      redirectUris: [],
      scopes: ['api', 'refresh_token'],
      needsPkce: true,
    },
    {
      ...SIGN_IN_APP,
      ...plain,
      runAs: null,
      redirectUris: [],
      scopes: ['openid', 'profile', 'email', 'id', 'refresh_token'],
      needsPkce: true,
    },
  ];
}
