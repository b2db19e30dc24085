/** What the demo shows of the fake help desk: its own control API, the same that people's work on a ticket goes through. */
export type DeskClient = {
  tickets(): Promise<readonly DeskTicket[]>;
  ticket(id: string): Promise<DeskTicket>;
  requesters(): Promise<readonly DeskPerson[]>;
  agents(): Promise<readonly DeskPerson[]>;
  edit(id: string, change: unknown): Promise<unknown>;
  /** Every change of a ticket is told to `url`, as the help desk's own automation would. */
  tell(url: string, headers: Readonly<Record<string, string>>): Promise<unknown>;
};

export type DeskTicket = {
  readonly ticket: {
    readonly id: number;
    readonly description: string;
    readonly requesterId: number;
    readonly requestedForId: number | null;
  };
  readonly timeline: readonly { readonly body: string }[];
};

export type DeskPerson = {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly mobile: string | null;
  readonly language: string;
};

export function deskClient(deskUrl: string): DeskClient {
  const call = async <Value>(path: string, body?: unknown): Promise<Value> => {
    const sent =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${deskUrl}/__control${path}`, sent);
    if (!answer.ok) throw new Error(`the demo's help desk answered ${answer.status}`);
    return (await answer.json()) as Value;
  };
  return {
    tickets: () => call('/tickets'),
    ticket: (id) => call(`/tickets/${Number(id)}`),
    requesters: () => call('/requesters'),
    agents: () => call('/agents'),
    edit: (id, change) => call(`/tickets/${Number(id)}/edit`, change),
    tell: (url, headers) => call('/hooks', { url, headers, kind: 'automator' }),
  };
}
