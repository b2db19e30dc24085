import { controlClient, type ControlClient } from '../fakes/freshservice/control-client.ts';
import type { PlanName } from '../fakes/freshservice/rate-limit.ts';
import type { SeedName } from '../fakes/freshservice/seed.ts';
import { sinkClient, type SinkClient } from '../fakes/smtp/sink-client.ts';
import { startAnnounced } from './announced-process.ts';

/** A pretended Freshservice that outlives the server under test. */
export type FreshserviceProcess = {
  readonly url: string;
  readonly control: ControlClient;
  stop(): Promise<void>;
};

/** A mail sink that outlives the server under test. */
export type SmtpProcess = {
  readonly host: string;
  readonly port: number;
  /** Its mailbox page. */
  readonly http: string;
  readonly control: SinkClient;
  stop(): Promise<void>;
};

/** Starts the pretended Freshservice as a process of its own. */
export async function startFreshserviceProcess(
  options: { readonly data?: SeedName; readonly plan?: PlanName; readonly seed?: number } = {},
): Promise<FreshserviceProcess> {
  const { data = 'kestrel', plan = 'unlimited', seed = 1 } = options;
  const words = ['--port', '0', '--data', data, '--plan', plan, '--seed', String(seed), '--exit-with-parent'];
  const { announcement, stop } = await startAnnounced('test/fakes/freshservice/main.ts', words);
  const url = announcement['url'] ?? '';
  return { url, control: controlClient(url), stop };
}

/** Starts the mail sink as a process of its own. */
export async function startSmtpProcess(): Promise<SmtpProcess> {
  const words = ['--smtp-port', '0', '--http-port', '0', '--exit-with-parent'];
  const { announcement, stop } = await startAnnounced('test/fakes/smtp/main.ts', words);
  const { hostname, port } = new URL(announcement['smtp'] ?? '');
  const http = announcement['http'] ?? '';
  return { host: hostname, port: Number(port), http, control: sinkClient(http), stop };
}
