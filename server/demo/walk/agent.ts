import { randomUUID } from 'node:crypto';

/** A request as the panel's API shows it, as far as the walk looks. */
export type PanelRequest = {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly joinUrl: string | null;
  readonly phrase: string;
  readonly recipient: { readonly name: string };
};

/** An agent in the ticket, pressing in the panel. */
export type PanelAgent = {
  create(
    ticket: { readonly id: string; readonly number: string; readonly subject: string },
    asked: object,
  ): Promise<PanelRequest>;
  command(request: PanelRequest, command: object): Promise<PanelRequest>;
  read(request: PanelRequest): Promise<PanelRequest>;
  /** Signs in and opens the connect page: the cookie and the page's address. */
  openConnect(request: PanelRequest): Promise<{ readonly url: string; readonly cookie: string }>;
};

export function panelAgent(serverUrl: string, key: string): PanelAgent {
  const base = `${serverUrl}/demo/panel/${key}`;
  const post = (path: string, body: object) =>
    call<{ request: PanelRequest }>(base + path, { commandId: randomUUID(), ...body });
  return {
    create: async (ticket, asked) => (await post('/requests', { ticket, ...asked })).request,
    command: async (request, command) => (await post(`/requests/${request.id}/commands`, command)).request,
    read: (request) => call<PanelRequest>(`${base}/requests/${request.id}`),
    openConnect: async (request) => {
      const to = `/connect/${request.id}`;
      const answer = await fetch(`${serverUrl}/demo/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: serverUrl, 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ agent: key, to }),
      });
      const cookie = answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ');
      if (answer.status !== 303 || cookie === '') throw new Error(`signing in failed with ${answer.status}`);
      return { url: serverUrl + to, cookie };
    },
  };
}

async function call<Value>(url: string, body?: object): Promise<Value> {
  const sent =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(url, sent);
  const value: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${JSON.stringify(value)}`);
  return value as Value;
}
