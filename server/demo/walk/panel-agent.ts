/** A request as a panel shows it, as far as the walk looks. */
export type PanelRequest = {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly joinUrl: string | null;
  readonly phrase: string;
  readonly recipient: { readonly name: string };
  readonly schedule: { readonly startAt: number } | null;
  readonly readiness: object | null;
  /** What the end user wishes; empty before Allow. */
  readonly wishes: readonly string[];
  /** Who told that a session began, and how it was rated, in the statuses that have it. */
  readonly progress: { readonly toldBy?: string; readonly rating?: { readonly stars: number } | null };
};

export type TicketRef = { readonly id: string; readonly number: string; readonly subject: string };

/** What the API takes, without the id that makes it one press. */
export type Command = { readonly type: string } & Readonly<Record<string, unknown>>;

/** An agent at the ticket, pressing in the panel: every call goes through the help desk's platform, with its limits. */
export type PanelAgent = {
  /** How often one may look whether a request has changed. */
  readonly lookEveryMs: number;
  create(ticket: TicketRef, asked: object): Promise<PanelRequest>;
  command(request: PanelRequest, command: Command): Promise<PanelRequest>;
  read(request: PanelRequest): Promise<PanelRequest>;
  /** Signs in and opens the connect page: the cookie and the page's address. */
  openConnect(request: PanelRequest): Promise<{ readonly url: string; readonly cookie: string }>;
};

/** A ticket with whom it is about. */
export type JourneyTicket = TicketRef & { readonly recipient: { readonly name: string; readonly email: string } };

/** The same of somebody who has a phone only. */
export type PhoneTicket = TicketRef & { readonly recipient: { readonly name: string; readonly phone: string } };

export type TimelineLine = { readonly authorName: string; readonly bodyText: string; readonly body: string };

/** A help desk in which the journeys are walked. */
export type WalkedDesk = {
  readonly name: string;
  readonly agent: PanelAgent;
  /** Of a mail program, of a network, of a route planner, of a scanner: one for each journey. */
  readonly tickets: Readonly<Record<'outlook' | 'vpn' | 'routes', JourneyTicket>> & { readonly dock: PhoneTicket };
  timeline(ticketId: string): Promise<readonly TimelineLine[]>;
};
