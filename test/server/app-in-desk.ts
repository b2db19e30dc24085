import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FakeFreshservice } from '../fakes/freshservice/start.ts';
import { loadAppServerPart } from '../support/app-server-part.ts';
import { httpCall } from '../support/http-call.ts';
import { PROJECT_ROOT } from '../support/project-root.ts';

type Templates = Readonly<Record<string, { readonly schema: { readonly method: string; readonly path: string } }>>;

/** The app's own server part, as it is, between a pretended help desk and a real server: events in, calls out. */
export type AppInDesk = {
  /** Runs a handler; what the admin would read, null when nothing. */
  run(handler: string, args?: Readonly<Record<string, unknown>>): Promise<string | null>;
  /** Calls that the app made, by the template's name. */
  readonly calls: readonly { readonly name: string; readonly status: number }[];
  close(): Promise<void>;
};

const FOLDER = `${PROJECT_ROOT}connectors/freshservice/fdk`;
const ACCOUNT = { account_id: '1402', domain: 'kestrel.freshservice.com', region: 'EUC' };
const SETTINGS = { server_host: 'support.example.com' };

/** `secret`: the install secret that the admin pasted. Ticket events come from the help desk's hooks and are told when `edit` and the like settle. */
export async function appInDesk(desk: FakeFreshservice, serverUrl: string, secret: string): Promise<AppInDesk> {
  const templates = JSON.parse(readFileSync(`${FOLDER}/config/requests.json`, 'utf8')) as Templates;
  const calls: { readonly name: string; readonly status: number }[] = [];
  const answer = async ({ name, body }: { readonly name: string; readonly body: unknown }): Promise<unknown> => {
    const template = templates[name];
    if (template === undefined) throw new Error(`The app calls "${name}", which requests.json does not have.`);
    const { status, body: response } = await httpCall(serverUrl + template.schema.path, {
      method: template.schema.method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify(body),
    });
    calls.push({ name, status });
    const reply = { status, headers: {}, response };
    // The platform rejects with the answer itself.
    if (status >= 300) throw Object.assign(new Error(`The call was answered ${status}.`), reply);
    return reply;
  };
  const app = loadAppServerPart(answer);
  const run: AppInDesk['run'] = async (handler, args = {}) => {
    const before = app.rendered.length;
    app.handlers[handler]?.({ ...ACCOUNT, ...args, iparams: SETTINGS });
    await app.settled();
    const [given] = (app.rendered[before] ?? []) as readonly { readonly message: string }[];
    return given?.message ?? null;
  };
  const receiver = createServer((request, response) => {
    const work = async (): Promise<void> => {
      const event = JSON.parse(await text(request)) as { readonly event: string };
      await run(`${event.event}Handler`, event);
    };
    work().then(
      () => response.writeHead(202).end(),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => {
    receiver.listen(0, '127.0.0.1', resolve);
  });
  const { port } = receiver.address() as AddressInfo;
  await desk.control.addHook({ url: `http://127.0.0.1:${port}`, headers: {}, kind: 'app-event' });
  return {
    run,
    calls,
    close: () =>
      new Promise((resolve) => {
        receiver.close(() => resolve());
      }),
  };
}
