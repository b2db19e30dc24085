import { type ConsoleClient, signIn } from '../../support/console-client.ts';
import { type HttpAnswer, httpCall } from '../../support/http-call.ts';
import { prepareData } from '../../support/prepare-data.ts';
import { startServer } from '../../support/start-server.ts';
import { fillStore } from './fill-store.ts';
import type { Reader } from './list-pages.ts';

const AGENT = { name: 'Mara Lindqvist', email: 'mara@kestrel.example', role: 'support-agent' } as const;
/** The agent is in two of four. */
const QUEUES = ['Network', 'Printers', 'Accounts', 'Phones'].map((name, index) => ({
  name,
  members: index < 2 ? [AGENT.email] : [],
}));

/** A server with so many requests, and everybody who reads there. */
export type FilledSite = {
  readonly rows: number;
  readonly admin: ConsoleClient;
  readonly readers: Readonly<Record<Reader, (path: string) => Promise<HttpAnswer>>>;
  stop(): Promise<void>;
};

/** Fills an empty folder and starts a server on it. */
export async function fillSite(
  dataDir: string,
  rows: number,
  deskUrl: string,
  tell: (line: string) => void,
): Promise<FilledSite> {
  const data = await prepareData({ dataDir, helpDeskUrl: deskUrl, people: [AGENT], queues: QUEUES });
  const { secrets, admin, people } = data;
  const startedAt = performance.now();
  fillStore(dataDir, rows, data);
  tell(`${rows} requests stored in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  const server = await startServer({ dataDir });
  const [agent] = people;
  if (agent === undefined) throw new Error('nobody works here');
  const asAdmin = await signIn(server.url, admin);
  const asAgent = await signIn(server.url, agent);
  const authorization = `Bearer ${secrets.api}`;
  const told = (answer: Promise<HttpAnswer>): Promise<HttpAnswer> =>
    answer.catch((cause: unknown) => {
      throw new Error(`The server with ${rows} requests did not answer. It said:\n${server.output()}`, { cause });
    });
  return {
    rows,
    admin: asAdmin,
    readers: {
      panel: (path) => told(httpCall(server.url + path, { headers: { authorization } })),
      admin: (path) => told(asAdmin.look(path)),
      agent: (path) => told(asAgent.look(path)),
    },
    stop: () => server.stop(),
  };
}
