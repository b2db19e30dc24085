/** Accounts of the remote tool, agents' devices there, and what is watched. Times are epoch milliseconds, flags 0 or 1, lists JSON. */
export type SessionWatchTables = {
  readonly remote_account: {
    id: string;
    name: string;
    /** Null: for requests of every installation. */
    installation_id: string | null;
    address: string;
    license_id: string;
    /** AES-256-GCM text. */
    sealed_password: string;
    created_at: number;
    /** The last time its sessions were read. */
    asked_at: number | null;
    /** One sentence why they could not be read the last time; null when they were. */
    trouble: string | null;
    /** Since when they cannot be read. */
    trouble_since: number | null;
  };
  /** One device belongs to one person. */
  readonly person_device: { address: string; person_id: string };
  readonly session_watch: {
    request_id: string;
    installation_id: string;
    /** Who launched, as JSON. */
    agent: string;
    address: string;
    launched_at: number;
    /** Since when no session of it may begin any more; null while one may. */
    void_at: number | null;
  };
  readonly remote_session: {
    account_id: string;
    session_id: string;
    from_addresses: string;
    to_addresses: string;
    started_at: number;
    is_over: number;
    /** Null while it runs, or when nobody told. */
    ended_at: number | null;
    comment: string;
    standing: SessionStanding;
    /** The request it belongs to; null while that is not known for certain. */
    request_id: string | null;
    /** Why it is not known. */
    because: UnmatchedBecause | null;
    /** Requests it might belong to. */
    suggested: string;
    /** Its start, or that it has no say in the status, is settled with the request. */
    is_told: number;
    close_asked_at: number | null;
    first_seen_at: number;
  };
};

/** `linked`: to one request. `unmatched`: a person has to say. `dismissed`: a person said that it belongs to none. */
export const SESSION_STANDINGS = ['linked', 'unmatched', 'dismissed'] as const;
export type SessionStanding = (typeof SESSION_STANDINGS)[number];

export const UNMATCHED_BECAUSE = [
  'several-requests',
  'unknown-device',
  'before-launch',
  'request-not-ready',
  'no-request',
] as const;
export type UnmatchedBecause = (typeof UNMATCHED_BECAUSE)[number];
