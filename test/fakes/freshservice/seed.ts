import { createAgent, createRequester, createTicket, roleOf } from './desk-people.ts';
import type { Desk } from './desk.ts';
import { noteActivity } from './desk.ts';
import type { FormField } from './records.ts';

export const SEED_NAMES = ['kestrel', 'empty'] as const;
export type SeedName = (typeof SEED_NAMES)[number];

/** API key of the full-time agent that integrations use, in either seed. */
export const INTEGRATION_KEY = 'kestrel-integration-key';

/** The groups of Kestrel Logistics. */
export const GROUPS = { serviceDesk: 27_000_000_501, network: 27_000_000_502, warehouse: 27_000_000_503 } as const;

const HOUR_MS = 3_600_000;

/** Fills an empty account. `kestrel`: Kestrel Logistics with its people and five tickets. `empty`: form fields and the integration agent. */
export function fillDesk(desk: Desk, seed: SeedName): void {
  desk.fields.push(...formFields());
  createAgent(desk, {
    firstName: 'Session',
    lastName: 'Requests',
    email: 'integrations@kestrel.example',
    apiKey: INTEGRATION_KEY,
  });
  switch (seed) {
    case 'empty':
      return;
    case 'kestrel':
      fillKestrel(desk);
      return;
    default:
      seed satisfies never;
  }
}

function formFields(): FormField[] {
  const status = ['Open', 'Pending', 'Resolved', 'Closed', 'Waiting for user', 'Remote support'];
  return [
    field(27_000_000_101, 'subject', 'Subject', 'default_subject'),
    field(27_000_000_102, 'status', 'Status', 'default_status', options(status, 2)),
    field(27_000_000_103, 'remote_support_status', 'Remote support', 'custom_text'),
    field(27_000_000_104, 'site', 'Site', 'custom_dropdown', options(['Rotterdam', 'Leipzig', 'Taipei'], 501)),
    field(
      27_000_000_105,
      'resolution_code',
      'Resolution code',
      'custom_dropdown',
      options(['Fixed', 'Workaround', 'No fault'], 601),
    ),
    field(27_000_000_106, 'people_affected', 'People affected', 'custom_number'),
    field(27_000_000_107, 'work_stopped', 'Work has stopped', 'custom_checkbox'),
  ];
}

function options(values: readonly string[], first: number): FormField['choices'] {
  return values.map((value, index) => ({ id: first + index, value }));
}

function field(
  id: number,
  name: string,
  label: string,
  kind: FormField['kind'],
  choices: FormField['choices'] = [],
): FormField {
  return { id, name, label, kind, choices, requiredForClosure: false };
}

function fillKestrel(desk: Desk): void {
  const { mara, jun } = agents(desk);
  const { hannah, yiChun, juergen, layla, dock } = requesters(desk);
  const now = desk.clock.now();
  const outlook = createTicket(desk, {
    id: 1042,
    groupId: GROUPS.serviceDesk,
    subject: 'Outlook keeps asking for my password',
    description:
      '<p>Since this morning Outlook asks for my password every few minutes. I type it, it works for a moment, then it asks again.</p>',
    requesterId: hannah.id,
    responderId: mara.id,
    customFields: { site: 'Rotterdam' },
    createdAt: now - 2 * HOUR_MS,
  });
  noteActivity(desk, outlook.id, hannah.id, 'created the ticket');
  createTicket(desk, {
    id: 1043,
    groupId: GROUPS.serviceDesk,
    subject: '標籤印表機無法連線',
    description: '<p>三號倉庫的標籤印表機從昨天起就無法列印，重新開機也沒有用。</p>',
    requesterId: yiChun.id,
    responderId: jun.id,
    customFields: { site: 'Taipei' },
    createdAt: now - 20 * HOUR_MS,
  });
  createTicket(desk, {
    id: 1044,
    groupId: GROUPS.serviceDesk,
    subject: 'VPN trennt jede Stunde die Verbindung',
    description: '<p>Im Home-Office bricht das VPN nach ziemlich genau einer Stunde ab.</p>',
    requesterId: juergen.id,
    responderId: mara.id,
    ccEmails: ['leitstand@kestrel.example'],
    customFields: { site: 'Leipzig', people_affected: 1 },
    createdAt: now - 26 * HOUR_MS,
  });
  createTicket(desk, {
    id: 1045,
    groupId: GROUPS.network,
    type: 'Service Request',
    subject: 'Request for Layla Haddad: route planner on a new laptop',
    description: '<p>Layla starts on Monday and needs the route planner set up.</p>',
    requesterId: hannah.id,
    requestedForId: layla.id,
    responderId: null,
    createdAt: now - 30 * HOUR_MS,
  });
  createTicket(desk, {
    id: 1046,
    groupId: GROUPS.warehouse,
    subject: 'Dock 4: scanner station frozen',
    description: '<p>The screen of the scanner station at dock 4 does not react. Lorries are waiting.</p>',
    requesterId: dock.id,
    responderId: jun.id,
    priority: 4,
    customFields: { site: 'Rotterdam', work_stopped: true },
    createdAt: now - HOUR_MS / 2,
  });
}

function agents(desk: Desk) {
  const mara = createAgent(desk, {
    firstName: 'Mara',
    lastName: 'Lindqvist',
    email: 'mara.lindqvist@kestrel.example',
    apiKey: 'mara-key',
    jobTitle: 'Support engineer',
  });
  const jun = createAgent(desk, {
    firstName: 'Jun',
    lastName: 'Watanabe',
    email: 'jun.watanabe@kestrel.example',
    apiKey: 'jun-key',
    jobTitle: 'Support engineer',
    timeZone: 'Taipei',
    groupIds: [GROUPS.serviceDesk],
    observerOf: [GROUPS.warehouse],
    roles: [roleOf('member_groups')],
  });
  const occasional = { firstName: 'Priya', lastName: 'Raman', email: 'priya.raman@kestrel.example', occasional: true };
  createAgent(desk, { ...occasional, apiKey: 'priya-key', jobTitle: 'Warehouse lead' });
  const leaver = { firstName: 'Oskar', lastName: 'Brandt', email: 'oskar.brandt@kestrel.example', active: false };
  createAgent(desk, { ...leaver, apiKey: 'oskar-key' });
  const network = {
    firstName: 'Nadia',
    lastName: 'Farouk',
    email: 'nadia.farouk@kestrel.example',
    apiKey: 'nadia-key',
  };
  createAgent(desk, { ...network, roles: [roleOf('specified_groups', [GROUPS.network])] });
  const contractor = { firstName: 'Tomás', lastName: 'Ruiz', email: 'tomas.ruiz@kestrel.example', apiKey: 'tomas-key' };
  createAgent(desk, { ...contractor, roles: [roleOf('assigned_items')] });
  return { mara, jun };
}

function requesters(desk: Desk) {
  return {
    hannah: createRequester(desk, {
      firstName: 'Hannah',
      lastName: 'Osei',
      email: 'hannah.osei@kestrel.example',
      mobile: '+31 6 5550 0142',
      jobTitle: 'Freight planner',
    }),
    yiChun: createRequester(desk, {
      firstName: '怡君',
      lastName: '林',
      email: 'yichun.lin@kestrel.example',
      mobile: '0905 550 143',
      language: 'zh-TW',
      timeZone: 'Taipei',
    }),
    juergen: createRequester(desk, {
      firstName: 'Jürgen',
      lastName: 'Voß',
      email: 'juergen.voss@kestrel.example',
      phone: '+49 341 555 0144',
      language: 'de',
      timeZone: 'Berlin',
    }),
    layla: createRequester(desk, {
      firstName: 'ليلى',
      lastName: 'حداد',
      email: 'layla.haddad@kestrel.example',
      language: 'ar',
    }),
    dock: createRequester(desk, { firstName: 'Dock 4 terminal', phone: '+31 10 555 0146' }),
  };
}
