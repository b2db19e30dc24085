import { startAnnounced } from '../../support/announced-process.ts';
import { openEventStream } from '../../support/event-stream-reader.ts';
import { type FreshserviceProcess, startFreshserviceProcess } from '../../support/fake-processes.ts';
import { httpCall } from '../../support/http-call.ts';
import { joinClient } from '../../support/join-client.ts';
import { type PanelClient, panelClient } from '../../support/panel-client.ts';
import { prepareData } from '../../support/prepare-data.ts';
import { startServer } from '../../support/start-server.ts';
import type { Bench } from '../shared/bench.ts';
import { measured, type Measurement } from '../shared/measurement.ts';
import { median, percentile } from '../shared/statistics.ts';
import { workFolder } from '../shared/work-folder.ts';

const WARM_UP = 20;
const AGENT = { id: '27000000201', name: 'Mara Lindqvist', email: 'mara@kestrel.example' };

/** Milliseconds from the press of Allow to what follows it. */
type Spread = { readonly toLive: number; readonly toCall: number };

/** How soon the agent's panel shows an Allow, and how soon the help desk is called about it. */
export const propagateBench: Bench = {
  summary: 'from the press of Allow to the live update and to the start of the help desk call',
  run: async ({ dir, samples }, tell) => {
    const folder = workFolder(dir);
    const desk = await startFreshserviceProcess({ data: 'kestrel' });
    const dataDir = folder.path('ours');
    const { secrets } = await prepareData({ dataDir, helpDeskUrl: desk.url });
    const bare = await startAnnounced('test/bench/propagate/bare-push-server.ts', [folder.path('bare')]);
    const server = await startServer({ dataDir, trustedProxies: 1 });
    try {
      const panel = panelClient(server.url, secrets.api, AGENT);
      const bareMs: number[] = [];
      const ours: Spread[] = [];
      for (let round = 0; round < WARM_UP + samples; round += 1) {
        const bareOne = await pressBare(bare.announcement['url'] ?? '');
        const one = await pressAllow(panel, desk, round);
        if (round < WARM_UP) continue;
        bareMs.push(bareOne);
        ours.push(one);
      }
      tell(`${samples} presses`);
      const toLive = ours.map((one) => one.toLive);
      return [
        spread('propagate-live', toLive, median(bareMs)),
        spread(
          'propagate-call',
          ours.map((one) => one.toCall),
          null,
        ),
      ];
    } finally {
      await server.stop();
      await Promise.all([bare.stop(), desk.stop()]);
    }
  },
};

function spread(name: string, times: readonly number[], baseline: number | null): Measurement {
  const [p50, p99] = [median(times), percentile(times, 0.99)];
  return measured({ name, value: p50, unit: 'ms', baseline, n: times.length, p50, p99 });
}

async function pressBare(url: string): Promise<number> {
  const stream = await openEventStream(`${url}/live`);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const startedAt = performance.now();
  await httpCall(`${url}/presses`, { method: 'POST', headers, body: 'consent=yes&address=123456789' });
  const { arrivedAt } = await stream.waitFor(() => true);
  stream.close();
  return arrivedAt - startedAt;
}

/** One request on a ticket of its own, as far as the Allow page; then the press. */
async function pressAllow(panel: PanelClient, desk: FreshserviceProcess, round: number): Promise<Spread> {
  const ticketId = await newTicket(desk, round);
  const answer = await panel.create({
    commandId: `propagate-${round}`,
    ticket: { id: ticketId, number: `INC-${ticketId}`, subject: 'Printer prints nothing' },
    recipient: { name: 'May Lin', email: `may-${round}@customer.example` },
    channels: ['link'],
  });
  if (!answer.ok) throw new Error(answer.problem.title);
  const client = joinClient(answer.request.joinUrl ?? '', `10.0.${round >> 8}.${round & 255}`);
  await client.walk('join');
  await client.walk('address', { address: '123 456 789' });
  const page = await client.look();
  await until(async () => (await noteCalls(desk, ticketId)).length === 1);
  const stream = await panel.live(ticketId);
  await stream.waitFor(() => true);
  const pressedAt = { clock: Date.now(), timer: performance.now() };
  const pressed = client.press(page, 'allow', { consent: 'yes' });
  const event = await stream.waitFor(({ data }) => (data as { status: string }).status === 'Ready');
  stream.close();
  await pressed;
  await until(async () => (await noteCalls(desk, ticketId)).length === 2);
  const call = (await noteCalls(desk, ticketId)).at(-1);
  return { toLive: event.arrivedAt - pressedAt.timer, toCall: (call?.at ?? Number.NaN) - pressedAt.clock };
}

async function newTicket(desk: FreshserviceProcess, round: number): Promise<string> {
  const [requester] = await desk.control.requesters();
  if (requester === undefined) throw new Error('the pretended help desk knows nobody');
  if (round % 50 === 0) await desk.control.forgetCalls();
  const { ticket } = await desk.control.addTicket({ subject: 'Printer prints nothing', requesterId: requester.id });
  return String(ticket.id);
}

async function noteCalls(desk: FreshserviceProcess, ticketId: string) {
  const calls = await desk.control.calls();
  return calls.filter((call) => call.route === 'create-note' && call.path.includes(`/tickets/${ticketId}/`));
}

const PATIENCE_MS = 10_000;
const LOOK_MS = 5;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error('The help desk was not called in time.');
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_MS);
    });
  }
}
