import { join } from 'node:path';
import type { InstallationSettings } from '../../core/ports/installation.ts';
import { createPeople, type People } from '../../server/composition/accounts.ts';
import { createKeyRing } from '../../server/secrets/key-ring.ts';
import { readMasterKey } from '../../server/secrets/master-key.ts';
import { createVault } from '../../server/secrets/vault.ts';
import type { SecretPurpose } from '../../server/storage/people-tables.ts';
import { openStore } from '../../server/storage/open-store.ts';
import { systemClock } from '../../server/world.ts';
import { anInstallation } from '../builders/an-installation.ts';
import { INTEGRATION_KEY } from '../fakes/freshservice/seed.ts';
import { meetAgents } from './meet-agents.ts';
import { type Account, enterAdmin, enterPerson, type NewAccount } from './enter-people.ts';

export type DataOptions = {
  /** The folder the server will get; its key file is made here. */
  readonly dataDir: string;
  readonly databaseUrl?: string | null;
  /** `http://127.0.0.1:port` of the pretended Freshservice. */
  readonly helpDeskUrl: string;
  /** A plan's name, or `calls:N`: so many calls a minute are ours. */
  readonly plan?: string;
  readonly settings?: Partial<InstallationSettings>;
  /** Where mails go; absent: mail is not set up. */
  readonly smtp?: { readonly host: string; readonly port: number };
  /** Who works here besides the admin; absent: one support agent and one viewer. */
  readonly people?: readonly NewAccount[];
  /** Where the app's platform takes the answers of the app's sign-in; absent: no platform is there. */
  readonly appRedirect?: string;
  /** Queues with their members' mail addresses. */
  readonly queues?: readonly { readonly name: string; readonly members: readonly string[] }[];
};

export type PreparedData = {
  readonly installationId: string;
  readonly secrets: {
    /** For `Authorization: Bearer` at `/api/v1`. */
    readonly api: string;
    readonly webhookHeader: string;
    readonly webhookSigning: string;
  };
  /** What an admin writes into the app's settings for its sign-in; null without `appRedirect`. */
  readonly appSignIn: { readonly clientId: string; readonly clientSecret: string } | null;
  readonly admin: Account;
  readonly people: readonly Account[];
  readonly queues: readonly { readonly id: string; readonly name: string }[];
};

const USUAL_PEOPLE: readonly NewAccount[] = [
  { name: 'Mara Lindqvist', email: 'mara@kestrel.example', role: 'support-agent' },
  { name: 'Vera Viewer', email: 'vera@kestrel.example', role: 'viewer' },
];

/** Fills an empty store as an admin would through the console, with no server running. Every account can sign in. */
export async function prepareData(options: DataOptions): Promise<PreparedData> {
  const { dataDir, databaseUrl = null, helpDeskUrl, plan = 'calls:9999999', settings = {}, smtp } = options;
  const { key } = await readMasterKey({ secretKey: null, keyFile: join(dataDir, 'secret.key') });
  const store = await openStore({ dataDir, databaseUrl });
  try {
    const people = await createPeople({ store, vault: createVault(createKeyRing(key)), clock: systemClock });
    const { account: admin, person: by } = await enterAdmin(people);
    const { id: _id, ...installation } = anInstallation({}, settings);
    const installationId = await people.installations.add(by, {
      ...installation,
      address: helpDeskUrl,
      plan,
      apiKey: INTEGRATION_KEY,
    });
    await meetAgents(store, installationId, helpDeskUrl);
    const secretFor = async (purpose: SecretPurpose): Promise<string> => {
      const secret = await people.installSecrets.make(by, installationId, purpose);
      if (secret === null) throw new Error('a new installation has no secrets yet');
      return secret;
    };
    const api = await secretFor('api');
    const webhookHeader = await secretFor('webhook-header');
    const webhookSigning = await secretFor('webhook-signing');
    const appSignIn =
      options.appRedirect === undefined
        ? null
        : {
            clientId: await clientOf(people, installationId, options.appRedirect),
            clientSecret: await secretFor('app-sign-in'),
          };
    if (smtp !== undefined) {
      const mail = {
        ...smtp,
        security: 'none',
        user: null,
        fromAddress: 'support@acme.example',
        ehloName: null,
      } as const;
      await people.mailSettings.save(by, mail, null);
    }
    const accounts: Account[] = [];
    for (const each of options.people ?? USUAL_PEOPLE) accounts.push(await enterPerson(people, by, each));
    const queues: { id: string; name: string }[] = [];
    for (const { name, members } of options.queues ?? []) {
      const memberIds = accounts.flatMap(({ id, email }) => (members.includes(email) ? [id] : []));
      const id = await people.queues.add(by, { name, installationId: null, memberIds });
      if (id === null) throw new Error(`there is a queue ${name} already`);
      queues.push({ id, name });
    }
    const secrets = { api, webhookHeader, webhookSigning };
    return { installationId, secrets, appSignIn, admin, people: accounts, queues };
  } finally {
    await store.close();
  }
}

async function clientOf({ oauth }: People, installationId: string, redirect: string): Promise<string> {
  const client = await oauth.clients.ensure(installationId);
  await oauth.clients.setRedirects(installationId, [redirect]);
  if (client === null) throw new Error('the installation is not there');
  return client.clientId;
}
