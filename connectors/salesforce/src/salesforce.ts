import type { HelpDesk } from '../../../core/ports/help-desk.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { readSalesforceAddress } from './address.ts';
import { findStanding } from './agent-standing.ts';
import { createAssigneeUsers } from './assignee-users.ts';
import { createOrgBudget } from './call-budget.ts';
import { createSend } from './call.ts';
import { createTicketChanges } from './changes.ts';
import { createCommandInbox } from './commands.ts';
import { createDoorbell } from './doorbell.ts';
import { SalesforceFault } from './fault.ts';
import { gatherPolls } from './gathered-polls.ts';
import { gatherWrites } from './gathered-writes.ts';
import type { SalesforceCredentials } from './grant.ts';
import { isSigningKey } from './grant.ts';
import { createHandedCases } from './handed-cases.ts';
import { createNotices } from './notices.ts';
import { createOrgId, identify } from './organization.ts';
import { createRecords } from './records.ts';
import { createSession } from './session.ts';
import { createTicketReader } from './ticket-reader.ts';
import { createTicketWriter } from './ticket-writer.ts';
import type { TimelineTarget } from './timeline-target.ts';
import { createTimeline } from './timeline.ts';
import { verify } from './verify.ts';

export type SalesforceOptions = {
  /** The origin that `readSalesforceAddress` gave, such as `https://acme.my.salesforce.com`. */
  readonly address: string;
  readonly credentials: SalesforceCredentials;
  readonly now: () => EpochMs;
  /** Where entries are shown; comments where the org has no feed on cases. */
  readonly timelineTarget?: TimelineTarget;
  /** The streaming channel that rings, such as `/event/Session_Request_Ring__e`; null for none. */
  readonly ringChannel?: string | null;
  /** The custom field of assets that holds an address at the remote tool; absent or null: assets are not read. */
  readonly assetField?: string | null;
  readonly fetch?: typeof globalThis.fetch;
  readonly timeoutMs?: number;
  readonly maxAnswerBytes?: number;
  /** How long a write or a look waits for others that can go in the same call. */
  readonly gatherMs?: number;
};

const TIMEOUT_MS = 20_000;
/** Shorter than anybody notices, longer than it takes the parts of one change to come here. */
const GATHER_MS = 100;
/** Every look waits so long, and a press with it. */
const GATHER_POLLS_MS = 25;
/** Together they are two or three calls. */
const WRITES_AT_ONCE = 50;
/** 2,000 commands with long comments fit; a broken answer does not fill the memory. */
const MAX_ANSWER_BYTES = 20 * 1024 * 1024;

/** One Salesforce org, spoken to by REST. Keep one for each org: its sign-in and its call budget live in it. */
export function createSalesforce(options: SalesforceOptions): HelpDesk {
  const { address, credentials, now, timeoutMs = TIMEOUT_MS, ringChannel = null, assetField = null } = options;
  // The secret goes to this address: one that nobody checked is not taken.
  const reading = readSalesforceAddress(address, { allowLoopback: true });
  if (!reading.ok || reading.origin !== address) throw new SalesforceFault('salesforce-address-not-read');
  if (credentials.kind === 'jwt' && !isSigningKey(credentials.privateKey)) {
    throw new SalesforceFault('salesforce-key-cannot-sign');
  }
  const session = createSession({
    login: address,
    credentials,
    now,
    // Looked up at each call, so that whoever replaces the global one later is heard.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeoutMs,
    maxAnswerBytes: options.maxAnswerBytes ?? MAX_ANSWER_BYTES,
  });
  const budget = createOrgBudget(now());
  const send = createSend({ session, budget, now, timeoutMs });
  const writes = gatherWrites({ send, gatherMs: options.gatherMs ?? GATHER_MS });
  const polls = gatherPolls({ send, gatherMs: options.gatherMs ?? GATHER_POLLS_MS, now });
  const handed = createHandedCases(now);
  const orgId = createOrgId(session, send);
  const target = options.timelineTarget ?? 'feed';
  const tickets = createTicketReader(send, assetField);
  const users = createAssigneeUsers((email) => tickets.findAgentByEmail(email), now);
  return {
    tickets,
    timeline: createTimeline({ send, writes, target, notices: createNotices(send, now), now }),
    writer: createTicketWriter(send),
    budget: { take: (at) => budget.take(at), atOnce: WRITES_AT_ONCE },
    verify: () => verify(send, budget, target, assetField),
    records: createRecords({ writes, orgId, users, now }),
    commands: createCommandInbox({ send, polls, writes, handed, budget, orgId, now }),
    changes: createTicketChanges(polls, now, handed),
    doorbell: ringChannel === null ? null : createDoorbell(session, ringChannel),
    identify: () => identify(send),
    standingOf: (agentId, ticketId) => findStanding(send, agentId, ticketId, now),
  };
}
