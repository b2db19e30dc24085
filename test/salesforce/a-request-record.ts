import type { RequestRecord } from '../../core/ports/panel-platform.ts';

/** The record of a request that was just made; `over` replaces what a test is about. */
export function aRequestRecord(over: Partial<RequestRecord> & Pick<RequestRecord, 'ticketId'>): RequestRecord {
  return {
    key: 'k7qx2m4p6r8t0v1w3y5z7a9c1e',
    number: 'RS-000123',
    status: 'Open',
    outcome: null,
    recipient: { name: 'Hannah Osei', email: 'hannah.osei@kestrel.example', phone: '+31 6 5555 0101' },
    language: 'en',
    comment: 'Outlook',
    assignee: { agentId: null, email: null, name: 'Mara Lindqvist', queueName: '' },
    scheduledAt: null,
    expiresAt: Date.parse('2026-11-23T10:00:00Z'),
    joinedAt: null,
    allowedAt: null,
    startedAt: null,
    endedAt: null,
    closedAt: null,
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
