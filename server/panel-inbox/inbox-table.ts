/** One row an account whose panels leave commands there. Times are epoch milliseconds, flags 0 or 1. */
export type PanelInboxTables = {
  readonly panel_inbox: {
    installation_id: string;
    /** Where the next poll for commands begins, as the help desk's adapter wrote it. */
    command_mark: string | null;
    /** The same for changes of tickets. */
    ticket_mark: string | null;
    /** The same for what rings. */
    bell_position: string | null;
    account_id: string | null;
    account_name: string | null;
    is_sandbox: number | null;
    /** The last poll that was answered. */
    asked_at: number | null;
    /** When somebody last rang at a process that does not poll. */
    rung_at: number | null;
    /** One sentence why the last poll was not; null when it was. */
    trouble: string | null;
    /** Whether the account's ring is heard; null: nobody listens. */
    bell_heard: number | null;
    /** One sentence why, or why not. */
    bell_because: string | null;
    bell_since: number | null;
  };
};
