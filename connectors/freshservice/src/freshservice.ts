import type { HelpDesk } from '../../../core/ports/help-desk.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { readFreshserviceAddress } from './address.ts';
import { createSend } from './call.ts';
import { FreshserviceFault } from './fault.ts';
import { createPlanBudget } from './plan-budget.ts';
import type { Plan, PlanLimits } from './plan-limits.ts';
import { DEFAULT_SHARE, PLAN_LIMITS } from './plan-limits.ts';
import { createTicketReader } from './ticket-reader.ts';
import type { TimeEntryForm } from './ticket-writer.ts';
import { createTicketWriter } from './ticket-writer.ts';
import { createTimeline } from './timeline.ts';
import { verify } from './verify.ts';

export type FreshserviceOptions = {
  /** The origin that `readFreshserviceAddress` gave, such as `https://acme.freshservice.com`. */
  readonly address: string;
  /** API key of a full-time agent. */
  readonly apiKey: string;
  readonly plan: Plan;
  /** Instead of the plan's, for an account that has bought more calls. */
  readonly limits?: PlanLimits;
  /** The part (above 0, at most 1) of the account's call limits that we take. */
  readonly share?: number;
  readonly now: () => EpochMs;
  readonly fetch?: typeof globalThis.fetch;
  readonly timeEntryForm?: TimeEntryForm;
  /** Only for `verify`: the custom field that is to hold a request's status. */
  readonly statusField?: string | null;
  /** The field of assets that holds an address at the remote tool; absent or null: assets are not read. */
  readonly assetField?: string | null;
  /** Only for `verify`: e-mail address of the agent whose key it is. */
  readonly keyOwnerEmail?: string | null;
  readonly timeoutMs?: number;
  readonly maxAnswerBytes?: number;
};

const TIMEOUT_MS = 30_000;
/** A page of 100 long e-mails fits; a broken answer does not fill the memory. */
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

const CALLS_AT_ONCE = 4;

/** One Freshservice account, spoken to by REST v2. Keep one for each account: the call budget lives in it. */
export function createFreshservice(options: FreshserviceOptions): HelpDesk {
  const { address, apiKey, plan, now, share = DEFAULT_SHARE, limits = PLAN_LIMITS[plan], assetField = null } = options;
  if (!(share > 0 && share <= 1)) throw new FreshserviceFault('freshservice-share-out-of-range');
  // The key goes to this address: one that nobody checked is not taken.
  const reading = readFreshserviceAddress(address, { allowLoopback: true });
  if (!reading.ok || reading.origin !== address) throw new FreshserviceFault('freshservice-address-not-read');
  const budget = createPlanBudget(limits, share, now());
  const send = createSend({
    origin: address,
    apiKey,
    budget,
    now,
    // Looked up at each call, so that whoever replaces the global one later is heard.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    maxAnswerBytes: options.maxAnswerBytes ?? MAX_ANSWER_BYTES,
  });
  return {
    tickets: createTicketReader(send, plan, assetField),
    timeline: createTimeline(send),
    writer: createTicketWriter(send, options.timeEntryForm ?? 'flat'),
    budget: { take: (at) => budget.take(at), atOnce: CALLS_AT_ONCE },
    verify: () => {
      const { statusField = null, keyOwnerEmail = null } = options;
      return verify(send, { plan, limits, statusField, assetField, keyOwnerEmail });
    },
    // The app's panels speak to this server, and its server part tells of changed tickets.
    records: null,
    commands: null,
    changes: null,
    doorbell: null,
    identify: null,
    standingOf: null,
  };
}
