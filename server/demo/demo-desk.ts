import type { Foundation } from '../composition/foundation.ts';
import type { Mount } from '../http/app.ts';
import { SECRET_HEADER } from '../http/webhooks/verify-webhook.ts';
import type { MailSettings } from '../people/mail-settings.ts';
import { DEMO_AGENTS } from './demo-agents.ts';
import { connectDemoDesk, DEMO_ADMIN, DEMO_INSTALLATION_ID, demoSecrets } from './demo-installation.ts';
import { demoRoutes } from './demo-routes.ts';
import { deskClient, type DeskClient } from './desk-client.ts';
import { type FakeProcess, startFake } from './fake-process.ts';

/** A pretend help desk, mailbox and AnyDesk, each a process of its own, and the pages that show them. */
export type DemoDesk = {
  readonly mounts: readonly Mount[];
  readonly mailboxUrl: string;
  readonly deviceUrl: string;
  readonly deskUrl: string;
  readonly mailSettings: MailSettings;
  /** The agents whose panels are shown, as the fake help desk knows them. */
  readonly agentIds: readonly string[];
  /** Once the server listens: the desk begins to tell it of changed tickets. */
  begin(): Promise<void>;
  stop(): Promise<void>;
};

type DemoFoundation = Pick<Foundation, 'config' | 'store' | 'people' | 'vault' | 'signIn' | 'clock'>;

export async function startDemoDesk(foundation: DemoFoundation): Promise<DemoDesk> {
  const fakes = await Promise.all([startFake('freshservice'), startFake('smtp'), startFake('anydesk')]);
  try {
    return await furnish(foundation, fakes);
  } catch (error) {
    await Promise.all(fakes.map((fake) => fake.stop()));
    throw error;
  }
}

async function furnish(
  foundation: DemoFoundation,
  [deskFake, mailFake, deviceFake]: readonly [FakeProcess, FakeProcess, FakeProcess],
): Promise<DemoDesk> {
  const { config, store, people, vault, signIn, clock } = foundation;
  const deskUrl = addressOf(deskFake, 'url');
  const mailboxUrl = addressOf(mailFake, 'http');
  const deviceUrl = addressOf(deviceFake, 'url');
  const desk = deskClient(deskUrl);
  const deps = { installations: store.installations, people, vault };
  await connectDemoDesk(deps, deskUrl, clock.now());
  const secrets = await demoSecrets(deps);
  const personIds = await enterAgents(people);
  const ids = await agentIds(desk);
  const router = demoRoutes({
    desk,
    secret: secrets.api,
    serverUrl: () => loopbackUrl(config),
    mailboxUrl,
    deviceUrl,
    agentIds: ids,
    signIn: async (email, request) => {
      const cookie = await signIn.open(request, personIds.get(email) ?? '');
      return cookie === null ? [] : [cookie];
    },
  });
  return {
    mounts: [{ path: '/demo', router }],
    mailboxUrl,
    deviceUrl,
    deskUrl,
    mailSettings: mailboxSettings(addressOf(mailFake, 'smtp')),
    agentIds: DEMO_AGENTS.flatMap(({ email }) => ids.get(email) ?? []),
    begin: async () => {
      const hook = `${loopbackUrl(config)}/webhooks/freshservice/${DEMO_INSTALLATION_ID}`;
      await desk.tell(hook, { [SECRET_HEADER]: secrets.webhook });
    },
    stop: async () => {
      await Promise.all([deskFake.stop(), mailFake.stop(), deviceFake.stop()]);
    },
  };
}

/** The agents exist here too, so that they can sign in to connect; without a password only the demo's button signs them in. */
async function enterAgents(people: DemoFoundation['people']): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, email } of DEMO_AGENTS) {
    const known = await people.persons.findByEmail(email);
    if (known === null) await people.admin.invite(DEMO_ADMIN, { name, email, role: 'support-agent' });
    const person = known ?? (await people.persons.findByEmail(email));
    if (person !== null) ids.set(email, person.id);
  }
  return ids;
}

async function agentIds(desk: DeskClient): Promise<ReadonlyMap<string, string>> {
  return new Map((await desk.agents()).flatMap(({ email, id }) => (email === null ? [] : [[email, String(id)]])));
}

function mailboxSettings(smtpUrl: string): MailSettings {
  const { hostname, port } = new URL(smtpUrl);
  return {
    host: hostname,
    port: Number(port),
    security: 'none',
    user: null,
    password: null,
    fromAddress: 'support@kestrel.example',
    ehloName: null,
  };
}

function addressOf(fake: FakeProcess, name: string): string {
  const address = fake.announcement[name];
  if (address === undefined) throw new Error(`the demo's fake did not say its ${name}`);
  return address;
}

function loopbackUrl(config: Foundation['config']): string {
  return `http://127.0.0.1:${config.port}`;
}
