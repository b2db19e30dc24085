import { fileURLToPath } from 'node:url';
import type { Foundation } from '../composition/foundation.ts';
import type { Mount } from '../http/app.ts';
import type { MailSettings } from '../mail/mail-settings.ts';
import type { WatchPace } from '../session-watch/watch-pace.ts';
import { DEMO_AGENTS } from './demo-agents.ts';
import { addAgentDevices, connectDemoAnyDesk, DEMO_PACE, deskWords } from './demo-anydesk.ts';
import {
  connectDemoDesk,
  connectDemoOrg,
  DEMO_ADMIN,
  DEMO_INSTALLATION_ID,
  DEMO_ORG_ID,
  endOldSecrets,
} from './demo-installation.ts';
import { type DemoOrgProcesses, meetDemoOrg, startDemoOrg } from './demo-org.ts';
import { demoRoutes } from './demo-routes.ts';
import { connectDemoSms, DEMO_ACCOUNT_SID } from './demo-sms.ts';
import { deskClient, type DeskClient } from './desk-client.ts';
import { addressOf, type FakeProcess, startFake } from './fake-process.ts';
import { installApp } from './install-app.ts';

/** Two pretended help desks with our panel in them, a mailbox, phones and AnyDesk, each a process of its own, and the page that shows them. */
export type DemoDesk = {
  readonly mounts: readonly Mount[];
  readonly mailboxUrl: string;
  readonly phoneUrl: string;
  readonly deviceUrl: string;
  /** The AnyDesk ID of an agent's computer; null for somebody who is not of the demo. */
  deviceOf(personId: string): string | null;
  readonly watchPace: WatchPace;
  readonly deskUrl: string;
  readonly platformUrl: string;
  readonly mailSettings: MailSettings;
  readonly orgUrl: string;
  readonly orgPagesUrl: string;
  /** The agents whose panels are shown, as each fake help desk knows them. */
  readonly agents: readonly { readonly installationId: string; readonly agentIds: readonly string[] }[];
  /** Once the server listens: our app is installed in the help desk, which proves the server. */
  begin(): Promise<void>;
  stop(): Promise<void>;
};

type DemoFoundation = Pick<Foundation, 'config' | 'store' | 'people' | 'vault' | 'signIn' | 'clock'>;

const APP = fileURLToPath(new URL('../../connectors/freshservice/fdk', import.meta.url));

export async function startDemoDesk(foundation: DemoFoundation): Promise<DemoDesk> {
  const started: FakeProcess[] = [];
  const start = async (name: string, words: readonly string[] = []): Promise<FakeProcess> => {
    const fake = await startFake(name, words);
    started.push(fake);
    return fake;
  };
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((fake) => fake.stop()));
  };
  const server = `http://127.0.0.1:${foundation.config.port}`;
  const startDesk = async (): Promise<readonly [FakeProcess, FakeProcess]> => {
    const desk = await start('freshservice');
    return [desk, await start('freshworks', ['--app', APP, '--desk', addressOf(desk, 'url'), '--server', server])];
  };
  const startDevices = () => start('anydesk', deskWords(foundation.clock.now()));
  const startPhones = () =>
    start('twilio', [
      '--account-sid',
      DEMO_ACCOUNT_SID,
      '--inbound-url',
      `${foundation.config.publicUrl}/webhooks/sms/inbound`,
    ]);
  try {
    const parts = [startDesk(), startDemoOrg(start), start('smtp'), startDevices(), startPhones()] as const;
    const [[desk, platform], org, mail, device, sms] = await allOrNone(parts);
    return { ...(await furnish(foundation, { desk, platform, mail, device, sms }, org)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for all, also when one fails: what has started must be known to be stopped. */
async function allOrNone<All extends readonly Promise<unknown>[]>(
  all: All,
): Promise<{ readonly [Index in keyof All]: Awaited<All[Index]> }> {
  await Promise.allSettled(all);
  return Promise.all(all);
}

type Fakes = Readonly<Record<'desk' | 'platform' | 'mail' | 'device' | 'sms', FakeProcess>>;

async function furnish(
  foundation: DemoFoundation,
  fakes: Fakes,
  processes: DemoOrgProcesses,
): Promise<Omit<DemoDesk, 'stop'>> {
  const { store, people, vault, signIn, clock } = foundation;
  const deskUrl = addressOf(fakes.desk, 'url');
  const platformUrl = addressOf(fakes.platform, 'url');
  const mailboxUrl = addressOf(fakes.mail, 'http');
  const deviceUrl = addressOf(fakes.device, 'url');
  const phoneUrl = addressOf(fakes.sms, 'phone');
  const deps = { installations: store.installations, people, vault };
  const org = await meetDemoOrg(processes);
  await connectDemoDesk(deps, deskUrl, clock.now());
  await connectDemoOrg(deps, org.orgUrl, clock.now());
  await endOldSecrets(deps);
  const personIds = await enterAgents(people);
  await addAgentDevices(deviceUrl);
  await connectDemoAnyDesk(people, addressOf(fakes.device, 'api'), personIds);
  await connectDemoSms(people, addressOf(fakes.sms, 'url'));
  const desk = deskClient(deskUrl);
  const ids = await agentIds(desk);
  const router = demoRoutes({
    platformUrl,
    mailboxUrl,
    phoneUrl,
    deviceUrl,
    firstTicket: (await desk.tickets())[0]?.ticket.id ?? 0,
    agentIds: ids,
    org,
    signedIn: async (request) => (await signIn.signedIn(request))?.person.email ?? null,
    signIn: async (email, request) => {
      const cookie = await signIn.open(request, personIds.get(email) ?? '');
      return cookie === null ? [] : [cookie];
    },
  });
  return {
    mounts: [{ path: '/demo', router }],
    mailboxUrl,
    phoneUrl,
    deviceUrl,
    deviceOf: deviceOf(personIds),
    watchPace: DEMO_PACE,
    deskUrl,
    platformUrl,
    mailSettings: mailboxSettings(addressOf(fakes.mail, 'smtp')),
    orgUrl: org.orgUrl,
    orgPagesUrl: org.pagesUrl,
    agents: [
      { installationId: DEMO_INSTALLATION_ID, agentIds: DEMO_AGENTS.map(({ email }) => String(ids.get(email) ?? 0)) },
      { installationId: DEMO_ORG_ID, agentIds: [...org.userIds.values()] },
    ],
    begin: () => installApp(people, platformUrl),
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

function deviceOf(personIds: ReadonlyMap<string, string>): DemoDesk['deviceOf'] {
  const devices = new Map(DEMO_AGENTS.map(({ email, device }) => [personIds.get(email), String(device)]));
  return (personId) => devices.get(personId) ?? null;
}

async function agentIds(desk: DeskClient): Promise<ReadonlyMap<string, number>> {
  return new Map((await desk.agents()).flatMap(({ email, id }) => (email === null ? [] : [[email, id]])));
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
