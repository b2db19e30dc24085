/** 2026-11-24, 10:00 UTC. */
const NOW = Date.UTC(2026, 10, 24, 10, 0);
const MINUTE = 60_000;

const MARA = { id: '7', name: 'Mara Lindqvist', email: 'mara@kestrel.example' };
const ADA = { role: 'requester', name: 'Ada Obi', email: 'ada@kestrel.example', phone: null, language: 'en' };

function view(change = {}) {
  return {
    viewVersion: 1,
    id: 'req-1',
    number: 'RS-000001',
    version: 1,
    status: 'Open',
    ticket: { id: '42', number: 'INC-42', subject: 'Printer' },
    recipient: { name: 'Ada Obi', email: 'ada@kestrel.example', phone: null },
    language: 'en',
    assignee: { kind: 'agent', agent: MARA, queueId: null },
    comment: '',
    schedule: null,
    expiresAt: NOW + 24 * 60 * MINUTE,
    channels: ['email'],
    phrase: 'amber river',
    createdAt: NOW - MINUTE,
    createdBy: { name: MARA.name, verified: true },
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
    actions: [action('close-request'), action('add-comment'), action('resend-invitation', { channel: 'email' })],
    joinUrl: 'https://support.kestrel.example/join/abc',
    connectUrl: 'https://support.kestrel.example/connect/req-1',
    shareUrl: null,
    trouble: [],
    ...change,
  };
}

function action(command, change = {}) {
  return { command, takeOverFrom: null, againAt: null, channel: null, ...change };
}

function panel(change = {}) {
  return {
    protocol: 1,
    minPanel: 1,
    viewVersion: 1,
    installation: {
      name: 'Kestrel',
      company: 'Kestrel',
      environment: 'production',
      language: 'en',
      timeZone: 'Europe/Berlin',
    },
    me: { ...MARA, proof: 'signed-in', mayCommand: true },
    access: 'granted',
    ticket: { id: '42', number: 'INC-42', subject: 'Printer', state: 'open' },
    contacts: [ADA],
    queues: [{ id: 'q1', name: 'Field team' }],
    channels: ['email', 'ticket', 'link'],
    requests: [],
    next: null,
    position: 'p1',
    at: NOW,
    askAgain: null,
    ...change,
  };
}

function watch(requests, change = {}) {
  return {
    at: NOW,
    position: 'p2',
    askAgain: { afterMs: 1000 },
    tickets: { 42: { access: 'granted', requests } },
    ...change,
  };
}

const waiting = { kind: 'waiting', joinedAt: NOW - MINUTE, because: 'joined', askedAt: null };
const ready = {
  kind: 'ready',
  allowedAt: NOW,
  launchedBy: null,
  launchedAt: null,
  unanswered: false,
  awaited: null,
  mayReconnectUntil: null,
};
const connected = { kind: 'connected', startedAt: NOW, toldBy: 'remote-tool', agent: null, endAsked: false };
const closed = {
  kind: 'closed',
  closedAt: NOW,
  outcome: 'solved',
  note: '',
  reason: 'by-agent',
  newLinkAskedAt: null,
  rating: null,
};
const expired = { kind: 'expired', expiredAt: NOW, newLinkAskedAt: null };

/** The server's own refusal, as the platform hands it over. */
function refusal(status, type, title = 'No', detail = '') {
  const body = { type: `urn:session-requests:problem:${type}`, title, status, detail };
  return { status, headers: {}, response: JSON.stringify(body) };
}

module.exports = {
  NOW,
  MINUTE,
  MARA,
  ADA,
  view,
  action,
  panel,
  watch,
  refusal,
  waiting,
  ready,
  connected,
  closed,
  expired,
};
