import { joinClient } from '../../support/join-client.ts';
import type { PanelClient } from '../../support/panel-client.ts';

/** A link with its request, in one state that links can be in. */
export type LinkInState = {
  readonly state: string;
  readonly requestId: string;
  /** The link that is fetched; an old one in `replaced`. */
  readonly joinUrl: string;
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
    links.push({ state, requestId: ways.requestId, joinUrl: ways.joinUrl });
  }
  return links;
}

async function makeRequest(panel: PanelClient, run: string, index: number): Promise<Ways> {
  const answer = await panel.create({
    commandId: `${run}-make`,
    ticket: { id: String(2000 + index), number: `INC-${2000 + index}`, subject: 'Printer prints nothing' },
    recipient: { name: 'May Lin', email: `may-${run}@customer.example` },
    channels: ['link'],
  });
  if (!answer.ok || answer.request.joinUrl === null) throw new Error('the request has no link');
  const { id: requestId, joinUrl } = answer.request;
  const client = joinClient(joinUrl);
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
