/** Tells open pages and the dispatcher, after the commit, that a request changed. Ids only: readers fetch the truth. */
export type ChangeFeed = {
  announce(change: Change): void;
};

export type Change = {
  readonly requestId: string;
  readonly installationId: string;
  readonly ticketId: string | null;
  /** What changed stands beside the request: there is no event of it in its log. */
  readonly beside?: boolean;
};
