/** One row an installation whose app told us of itself. Times are epoch milliseconds. */
export type AppInstallTables = {
  readonly app_install: {
    installation_id: string;
    version: string;
    /** The form of the calls that the app speaks. */
    protocol: number;
    /** How the help desk names the account; null when the app did not say. */
    account_id: string | null;
    domain: string | null;
    region: string | null;
    installed_at: number;
    /** When it last told us of itself: installed, updated, or its settings changed. */
    updated_at: number;
    /** When it last told us of a ticket, to the minute. */
    last_event_at: number | null;
    uninstalled_at: number | null;
  };
};
