/** What Salesforce would answer, made from one valid thing of each kind; tests break one part of it. */
export const CASE_ID = '500000000000001AAA';
export const ME = '005000000000001AAA';
export const NOW = Date.parse('2026-11-24T15:00:00Z');
export const MINUTE = 60000;

const cell = (value) => ({ value });
const cells = (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)]));
const connection = (nodes, hasNextPage = false) => ({
  edges: nodes.map((node) => ({ node })),
  pageInfo: { hasNextPage },
});

export function action(command, more = {}) {
  return { command, takeOverFrom: null, againAt: null, channel: null, ...more };
}

/** A request as the server writes it: open, for Ada, with what an agent may do then. */
export function view(more = {}) {
  return {
    viewVersion: 1,
    id: 'request-1',
    number: 'RS-000123',
    version: 3,
    status: 'Open',
    ticket: { id: CASE_ID, number: '00001001', subject: 'No sound' },
    recipient: { name: 'Ada Example', email: 'ada@example.com', phone: '+49 30 1234567' },
    language: 'en',
    assignee: { kind: 'agent', agent: { id: '005000000000009AAA', name: 'Jun Other', email: null } },
    comment: '',
    schedule: null,
    expiresAt: NOW + 1440 * MINUTE,
    channels: ['email'],
    phrase: 'amber otter',
    createdAt: NOW - 10 * MINUTE,
    createdBy: { name: 'Jun Other', verified: true },
    presence: { onThePage: false, seenAt: null },
    address: null,
    progress: { kind: 'open' },
    sessions: { count: 0, totalMs: 0, estimated: false },
    ticketClosed: null,
    intents: ['view', 'control'],
    wishes: [],
    moveLimits: null,
    opensAt: null,
    readiness: null,
    sessionLink: null,
    callBack: null,
    silentSince: null,
    unmatched: null,
    actions: [],
    joinUrl: 'https://help.example/join/abc',
    connectUrl: 'https://help.example/connect/request-1',
    shareUrl: null,
    trouble: [],
    ...more,
  };
}

/** In a status, with what the server then tells. */
export function inStatus(status, progress, more = {}) {
  return view({ status, progress: { kind: status.toLowerCase(), ...progress }, ...more });
}

export function requestNode(of, more = {}) {
  const at = new Date(of.createdAt).toISOString();
  const { view: text = JSON.stringify(of), viewVersion = 1, writtenAt = NOW - MINUTE, status = of.status } = more;
  return {
    Id: `a01${of.id}`,
    ...cells({
      key: of.id,
      number: of.number,
      status,
      recipientName: of.recipient.name,
      view: text,
      viewVersion,
      CreatedDate: at,
      LastModifiedDate: new Date(writtenAt).toISOString(),
    }),
  };
}

export function commandNode(more = {}) {
  const row = {
    key: 'key-1',
    type: 'ask-for-access',
    requestKey: 'request-1',
    parameters: '{}',
    seenAt: null,
    handledAt: null,
    result: null,
    message: null,
    resultKey: null,
    CreatedDate: new Date(NOW - 2000).toISOString(),
    ...more,
  };
  return { Id: `a02${row.key}`, ...cells(row) };
}

/** The same command with its answer. */
export function answered(result, more = {}) {
  const at = new Date(NOW).toISOString();
  return commandNode({ seenAt: at, handledAt: at, result, ...more });
}

export const CONTACT = {
  Name: cell('Ada Example'),
  Email: cell('ada@example.com'),
  MobilePhone: cell('+49 30 1234567'),
  Phone: cell(null),
};

export function caseNode(more = {}) {
  const facts = { CaseNumber: '00001001', Subject: 'No sound', IsClosed: false };
  const supplied = { SuppliedName: null, SuppliedEmail: null, SuppliedPhone: null };
  return { Id: CASE_ID, ...cells({ ...facts, ...supplied }), Contact: CONTACT, ...more };
}

/** The panel's whole answer. */
export function page({ cases = [caseNode()], requests = [], commands = [], hasMore = false } = {}) {
  const me = connection([{ Id: ME, Name: cell('Mara Agent'), Email: cell('mara@example.com') }]);
  const query = {
    cases: connection(cases),
    me,
    requests: connection(requests, hasMore),
    commands: connection(commands),
  };
  return { uiapi: { query } };
}

export const pageWith = (...views) => page({ requests: views.map((one) => requestNode(one)) });
export const supplied = (name, email, phone) =>
  caseNode({
    Contact: null,
    SuppliedName: cell(name),
    SuppliedEmail: cell(email),
    SuppliedPhone: cell(phone),
  });
export const contactWith = (more) => caseNode({ Contact: { ...CONTACT, ...more } });
export { cell, connection };
