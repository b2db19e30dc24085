import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TimelineItem } from '../../fakes/freshservice/control-client.ts';
import { type FreshserviceProcess, startFreshserviceProcess, startSmtpProcess } from '../../support/fake-processes.ts';
import type { SmtpProcess } from '../../support/fake-processes.ts';
import { freePort } from '../../support/free-port.ts';
import { type PreparedData, prepareData } from '../../support/prepare-data.ts';
import { type RunningServer, startServer } from '../../support/start-server.ts';
import { postgresSide } from './postgres-side.ts';
import { sqliteSide } from './sqlite-side.ts';
import type { StoreSide } from './store-side.ts';

/** Everything around the server that is killed: it stays. */
export type CrashSite = {
  readonly side: StoreSide;
  readonly place: { readonly dataDir: string; readonly databaseUrl: string | null };
  readonly desk: FreshserviceProcess;
  readonly smtp: SmtpProcess;
  readonly data: PreparedData;
  readonly url: string;
  readonly tickets: readonly { readonly id: string; readonly number: string }[];
  start(): Promise<RunningServer>;
  timelines(): Promise<ReadonlyMap<string, readonly TimelineItem[]>>;
  close(): Promise<void>;
};

export type SiteOptions = {
  readonly store: 'sqlite' | 'postgres';
  readonly seed: number;
  readonly tickets: number;
  readonly settleMs: number;
};

export async function openCrashSite({ store, seed, tickets, settleMs }: SiteOptions): Promise<CrashSite> {
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-crash-'));
  const side = store === 'sqlite' ? sqliteSide(dataDir) : await postgresSide();
  const place = { dataDir, databaseUrl: side.databaseUrl };
  const [desk, smtp] = await Promise.all([startFreshserviceProcess({ data: 'empty', seed }), startSmtpProcess()]);
  const data = await prepareData({ ...place, helpDeskUrl: desk.url, smtp, settings: { timeline: 'every-change' } });
  const port = await freePort();
  return {
    side,
    place,
    desk,
    smtp,
    data,
    url: `http://127.0.0.1:${port}`,
    tickets: await makeTickets(desk, tickets),
    start: () => startServer({ ...place, port, settleMs, trustedProxies: 1 }),
    timelines: async () => {
      const pages = await desk.control.tickets();
      return new Map(pages.map(({ ticket, timeline }) => [String(ticket.id), timeline]));
    },
    close: async () => {
      await Promise.all([desk.stop(), smtp.stop()]);
      await side.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeTickets({ control }: FreshserviceProcess, count: number) {
  const asker = { firstName: 'May', lastName: 'Lin', email: 'may@customer.example' };
  const { id: requesterId } = await control.addRequester(asker);
  const made: { readonly id: string; readonly number: string }[] = [];
  for (let n = 0; n < count; n += 1) {
    const { ticket, number } = await control.addTicket({ subject: 'Printer prints nothing', requesterId });
    made.push({ id: String(ticket.id), number });
  }
  return made;
}
