import { type CookieJar, cookieJar } from '../../support/cookie-jar.ts';
import { joinClient } from '../../support/join-client.ts';
import type { PanelClient } from '../../support/panel-client.ts';

/** A link with its request, in one state that links can be in. */
export type LinkInState = {
  readonly state: string;
  readonly requestId: string;
  /** The link that is fetched; an old one in `replaced`. */
  readonly joinUrl: string;
  /** What the person's own browser would bring; empty for that of anybody. */
  readonly cookie: string;
};

type Ways = {
  readonly requestId: string;
  readonly joinUrl: string;
  readonly press: (action: string, fields?: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly command: (body: Readonly<Record<string, unknown>>) => Promise<unknown>;
};

type Path = (ways: Ways) => Promise<void>;

const joined: Path = async ({ press }) => void (await press('join'));
const withAddress: Path = async (ways) => {
  await joined(ways);
  await ways.press('address', { address: '123 456 789' });
};
const ready: Path = async (ways) => {
  await withAddress(ways);
  await ways.press('allow', { consent: 'yes' });
};

/** How each state is come to, by presses and commands as people give them. */
const PATHS: Readonly<Record<string, Path>> = {
  open: async () => undefined,
  'waiting without an address': joined,
  'waiting with an address': withAddress,
  'asked for access': async (ways) => {
    await withAddress(ways);
    await ways.command({ type: 'ask-for-access' });
  },
  denied: async (ways) => {
    await withAddress(ways);
    await ways.press('deny');
  },
  ready,
  withdrawn: async (ways) => {
    await ready(ways);
    await ways.press('withdraw');
  },
  connected: async (ways) => {
    await ready(ways);
    await ways.command({ type: 'start-session' });
  },
  closed: async (ways) => void (await ways.command({ type: 'close-request' })),
  replaced: async (ways) => {
    const recipient = { name: 'May Lin', email: `new-${ways.requestId}@customer.example` };
    await ways.command({ type: 'correct-recipient', recipient });
  },
};

/** One request in each state, on tickets of their own. */
export async function makeLinks(panel: PanelClient, run: string): Promise<readonly LinkInState[]> {
  const links: LinkInState[] = [];
  for (const [index, [state, path]] of Object.entries(PATHS).entries()) {
    const ways = await makeRequest(panel, `${run}-${index}`, index);
    await path(ways);
    links.push({ state, requestId: ways.requestId, joinUrl: ways.joinUrl, cookie: '' });
  }
  return [...links, await openAgain(panel, run, links.length)];
}

/** A new link in a browser in which the same person allowed access before: what runs there has all its cookies. */
async function openAgain(panel: PanelClient, run: string, index: number): Promise<LinkInState> {
  const cookies = cookieJar(/^(?:__Host-)?sr-/);
  const recipient = { name: 'May Lin', email: `may-${run}@customer.example` };
  await ready(await makeRequest(panel, `${run}-before`, index, { recipient, cookies }));
  const { requestId, joinUrl } = await makeRequest(panel, `${run}-again`, index + 1, { recipient, cookies });
  const { actions } = await joinClient(joinUrl, undefined, cookies).look();
  if (!actions.includes('allow')) throw new Error('the device that comes again is not known');
  return { state: 'open, in a browser that comes again', requestId, joinUrl, cookie: cookies.header(null) };
}

type Person = { readonly recipient: { readonly name: string; readonly email: string }; readonly cookies?: CookieJar };

async function makeRequest(
  panel: PanelClient,
  run: string,
  index: number,
  person: Person = { recipient: { name: 'May Lin', email: `may-${run}@customer.example` } },
): Promise<Ways> {
  const answer = await panel.create({
    commandId: `${run}-make`,
    ticket: { id: String(2000 + index), number: `INC-${2000 + index}`, subject: 'Printer prints nothing' },
    recipient: person.recipient,
    channels: ['link'],
  });
  if (!answer.ok || answer.request.joinUrl === null) throw new Error('the request has no link');
  const { id: requestId, joinUrl } = answer.request;
  const client = joinClient(joinUrl, undefined, person.cookies);
  let commands = 0;
  return {
    requestId,
    joinUrl,
    press: (action, fields) => client.walk(action, fields),
    command: async (body) => {
      commands += 1;
      const done = await panel.command(requestId, { commandId: `${run}-command-${commands}`, ...body });
      if (!done.ok) throw new Error(`${String(body['type'])} was refused: ${done.problem.title}`);
    },
  };
}
