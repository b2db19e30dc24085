import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeFreshservice, startFakeFreshservice } from '../fakes/freshservice/start.ts';
import { type SmtpSink, startSmtpSink } from '../fakes/smtp/start.ts';
import { panelClient, type PanelClient } from '../support/panel-client.ts';
import { prepareData, type PreparedData } from '../support/prepare-data.ts';
import { type RunningServer, type ServerOptions, startServer } from '../support/start-server.ts';
import { MARA } from './server-world.ts';

/** Servers as processes of their own on prepared data, with help desk and mail sink in this process. */
export type ServerProcessWorld = {
  readonly dataDir: string;
  readonly data: PreparedData;
  readonly desk: FakeFreshservice;
  readonly sink: SmtpSink;
  /** Starts one more server on the data; `close` kills what is left of them. */
  start(options?: Omit<Partial<ServerOptions>, 'dataDir' | 'databaseUrl'>): Promise<RunningServer>;
  panel(server: Pick<RunningServer, 'url'>): PanelClient;
  close(): Promise<void>;
};

export async function serverProcessWorld(databaseUrl: string | null = null): Promise<ServerProcessWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-process-'));
  const [desk, sink] = await Promise.all([startFakeFreshservice({ plan: 'unlimited' }), startSmtpSink()]);
  const smtp = { host: '127.0.0.1', port: sink.smtpPort };
  const data = await prepareData({ dataDir, databaseUrl, helpDeskUrl: desk.url, smtp });
  const servers: RunningServer[] = [];
  return {
    dataDir,
    data,
    desk,
    sink,
    start: async (options = {}) => {
      const server = await startServer({ dataDir, databaseUrl, ...options });
      servers.push(server);
      return server;
    },
    panel: ({ url }) => panelClient(url, data.secrets.api, MARA),
    close: async () => {
      await Promise.all(servers.map((server) => server.kill()));
      await Promise.all([desk.close(), sink.close()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
