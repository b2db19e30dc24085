/** One row a ticket that somebody said has changed. Times are epoch milliseconds. */
export type TicketHintTables = {
  readonly ticket_hint: {
    installation_id: string;
    ticket_id: string;
    /** When the newest hint came. */
    hinted_at: number;
    due_at: number;
    attempts: number;
  };
};
