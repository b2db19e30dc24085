/** What the server answers. The server's own description of it is docs/reference/openapi.json. */
type Channel = 'email' | 'sms' | 'ticket' | 'link';
type Status = 'Open' | 'Waiting' | 'Ready' | 'Connected' | 'Closed' | 'Expired';

interface AgentRef {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
}

type Assignee =
  | { readonly kind: 'unassigned' }
  | { readonly kind: 'agent'; readonly agent: AgentRef; readonly queueId?: string | null }
  | { readonly kind: 'client'; readonly address: string }
  | { readonly kind: 'queue'; readonly queueId: string; readonly name?: string };

type Progress =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'waiting';
      readonly joinedAt: number;
      readonly because: 'joined' | 'denied' | 'withdrawn' | 'lapsed' | 'ended-by-recipient';
      readonly askedAt: number | null;
    }
  | {
      readonly kind: 'ready';
      readonly allowedAt: number;
      readonly launchedBy: string | null;
      readonly launchedAt: number | null;
      readonly unanswered: boolean;
      /** Who was told last that nobody comes. Absent from an older server, as all that is marked so. */
      readonly awaited?: string | null;
      readonly mayReconnectUntil: number | null;
    }
  | {
      readonly kind: 'connected';
      readonly startedAt: number;
      readonly toldBy: string;
      readonly agent: string | null;
      readonly endAsked: boolean;
    }
  | {
      readonly kind: 'closed';
      readonly closedAt: number;
      readonly outcome: string;
      readonly note: string;
      readonly reason: string;
      readonly newLinkAskedAt: number | null;
      readonly rating?: { readonly stars: number; readonly comment: string } | null;
    }
  | { readonly kind: 'expired'; readonly expiredAt: number; readonly newLinkAskedAt: number | null };

interface Readiness {
  readonly at: number;
  readonly system: string;
  readonly findings: readonly { readonly check: string; readonly result: string }[];
}

interface MoveLimits {
  readonly earliestAt: number;
  readonly latestAt: number;
}

interface Action {
  readonly command: string;
  readonly takeOverFrom: string | null;
  readonly againAt: number | null;
  readonly channel: Channel | null;
}

interface Proposal {
  readonly source: string;
  readonly address: string;
  /** Of the device; empty when nobody named it. */
  readonly name: string;
}

interface RequestView {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly status: Status;
  readonly ticket: { readonly id: string; readonly number: string; readonly subject: string } | null;
  readonly recipient: { readonly name: string; readonly email: string | null; readonly phone: string | null };
  readonly language: string;
  readonly assignee: Assignee;
  readonly comment: string;
  readonly schedule: { readonly startAt: number; readonly timeZone: string } | null;
  readonly expiresAt: number;
  readonly channels: readonly Channel[];
  readonly phrase: string;
  readonly createdAt: number;
  readonly createdBy: { readonly name: string; readonly verified: boolean };
  readonly presence: { readonly onThePage: boolean; readonly seenAt: number | null };
  readonly address: string | null;
  /** How the address came to be known. */
  readonly addressSource?: string | null;
  /** Addresses that may be the user's device. */
  readonly proposals?: readonly Proposal[];
  readonly progress: Progress;
  readonly sessions: { readonly count: number; readonly totalMs: number; readonly estimated: boolean };
  readonly ticketClosed: { readonly closesAt: number | null } | null;
  readonly intents?: readonly string[];
  readonly wishes?: readonly string[];
  readonly moveLimits?: MoveLimits | null;
  readonly opensAt?: number | null;
  readonly readiness?: Readiness | null;
  readonly sessionLink?: string | null;
  /** The user wants to be called. */
  readonly callBack?: { readonly phone: string; readonly when: string } | null;
  /** Since when AnyDesk does not answer. */
  readonly silentSince?: number | null;
  /** A session that fits no request and may belong to this one. */
  readonly unmatched?: { readonly session: string; readonly startedAt: number; readonly address: string } | null;
  readonly actions: readonly Action[];
  readonly joinUrl: string | null;
  readonly connectUrl: string;
  readonly shareUrl?: string | null;
  readonly trouble: readonly {
    readonly deliveryId: string;
    readonly kind: string;
    readonly state: string;
    readonly reason: string;
    readonly wentBy?: string | null;
    readonly known?: { readonly key: string; readonly params: Readonly<Record<string, string>> } | null;
  }[];
}

type Access = 'granted' | 'checking' | 'refused';

interface Contact {
  readonly role: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: string | null;
}

interface TicketFacts {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly state: string;
}

interface PanelState {
  readonly protocol: number;
  readonly minPanel: number;
  readonly installation: {
    readonly name: string;
    readonly company: string;
    readonly environment: string;
    readonly language: string;
    /** Absent or null: every one there is. */
    readonly languages?: readonly string[] | null;
    readonly timeZone: string;
  };
  readonly me: AgentRef & { readonly proof: string; readonly mayCommand: boolean };
  readonly access: Access;
  readonly ticket: TicketFacts;
  readonly contacts: readonly Contact[];
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  readonly channels: readonly Channel[];
  readonly requests: readonly RequestView[];
  readonly next: string | null;
  readonly position: string;
  readonly at: number;
  readonly askAgain: { readonly afterMs: number } | null;
}

interface TicketNews {
  readonly access: Access;
  readonly contacts?: readonly Contact[];
  readonly ticket?: TicketFacts;
  readonly requests: readonly RequestView[];
}

interface WatchAnswer {
  readonly at: number;
  readonly position: string;
  readonly askAgain: { readonly afterMs: number } | null;
  readonly tickets: Readonly<Record<string, TicketNews>>;
}

interface RequestList {
  readonly access?: Access;
  readonly requests: readonly RequestView[];
  readonly next: string | null;
  readonly counts: { readonly upcoming: number; readonly active: number; readonly past: number };
}

interface CommandAnswer {
  readonly request: RequestView;
  readonly created: boolean;
}

interface LoggedEvent {
  readonly type: string;
  readonly at: number;
  readonly by: { readonly kind: string; readonly name: string | null; readonly verified: boolean };
  readonly data: Readonly<Record<string, unknown>>;
}
