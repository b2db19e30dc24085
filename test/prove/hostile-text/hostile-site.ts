import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPeople } from '../../../server/composition/accounts.ts';
import { createKeyRing } from '../../../server/secrets/key-ring.ts';
import { readMasterKey } from '../../../server/secrets/master-key.ts';
import { createVault } from '../../../server/secrets/vault.ts';
import { openStore } from '../../../server/storage/open-store.ts';
import { systemClock } from '../../../server/world.ts';
import { FAKE_NUMBER, FAKE_SID, FAKE_TOKEN, type FakeTwilio, startFakeTwilio } from '../../fakes/twilio/start.ts';
import { type ConsoleClient, signIn } from '../../support/console-client.ts';
import { eventually } from '../../support/eventually.ts';
import {
  type FreshserviceProcess,
  type SmtpProcess,
  startFreshserviceProcess,
  startSmtpProcess,
} from '../../support/fake-processes.ts';
import { type PanelClient, panelClient } from '../../support/panel-client.ts';
import { prepareData } from '../../support/prepare-data.ts';
import { type RunningServer, startServer } from '../../support/start-server.ts';
import { sqliteSide } from '../crash/sqlite-side.ts';

export const AGENT = { id: '27000000201', name: 'Mara Lindqvist', email: 'mara@kestrel.example' };

/** The whole product with everything that texts can come out of: mailbox, phone, ticket, pages, console. */
export type HostileSite = {
  readonly server: RunningServer;
  readonly panel: PanelClient;
  readonly admin: ConsoleClient;
  readonly smtp: SmtpProcess;
  readonly twilio: FakeTwilio;
  readonly desk: FreshserviceProcess;
  readonly tickets: readonly { readonly id: string; readonly number: string }[];
  /** Waits until nothing is left to be told. */
  drained(): Promise<void>;
  close(): Promise<void>;
};

const TICKETS = 100;
const DRAINED_WITHIN_MS = 20 * 60_000;
const UNLIMITED = 10_000_000;

export async function openHostileSite(): Promise<HostileSite> {
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-hostile-'));
  const side = sqliteSide(dataDir);
  const [desk, smtp, twilio] = await Promise.all([
    startFreshserviceProcess({ data: 'empty' }),
    startSmtpProcess(),
    startFakeTwilio(),
  ]);
  const settings = { timeline: 'every-change' } as const;
  const data = await prepareData({ dataDir, helpDeskUrl: desk.url, smtp, settings });
  await setUpSms(dataDir, twilio);
  const server = await startServer({ dataDir, trustedProxies: 1 });
  return {
    server,
    desk,
    smtp,
    twilio,
    panel: panelClient(server.url, data.secrets.api, AGENT),
    admin: await signIn(server.url, data.admin),
    tickets: await makeTickets(desk),
    drained: async () => {
      const isDone = async (): Promise<boolean> => (await side.unfinished()) === 0;
      await eventually('the last delivery', isDone, DRAINED_WITHIN_MS, 500);
    },
    close: async () => {
      await server.stop();
      await Promise.all([desk.stop(), smtp.stop(), twilio.close()]);
      await side.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function setUpSms(dataDir: string, twilio: FakeTwilio): Promise<void> {
  const { key } = await readMasterKey({ secretKey: null, keyFile: join(dataDir, 'secret.key') });
  const store = await openStore({ dataDir, databaseUrl: null });
  try {
    const people = await createPeople({ store, vault: createVault(createKeyRing(key)), clock: systemClock });
    const by = (await people.persons.list()).find(({ role }) => role === 'admin');
    if (by === undefined) throw new Error('there is no admin');
    const sms = {
      accountSid: FAKE_SID,
      sender: FAKE_NUMBER,
      apiUrl: twilio.url,
      isOn: true,
      defaultCountry: 'DE',
      countries: ['DE'],
      mostPerHour: UNLIMITED,
      mostPerDay: UNLIMITED,
    };
    await people.smsSettings.save(by, sms, FAKE_TOKEN);
  } finally {
    await store.close();
  }
}

async function makeTickets({ control }: FreshserviceProcess) {
  const { id: requesterId } = await control.addRequester({
    firstName: 'May',
    lastName: 'Lin',
    email: 'may@customer.example',
  });
  const made: { readonly id: string; readonly number: string }[] = [];
  for (let n = 0; n < TICKETS; n += 1) {
    const { ticket, number } = await control.addTicket({ subject: 'Printer prints nothing', requesterId });
    made.push({ id: String(ticket.id), number });
  }
  return made;
}
