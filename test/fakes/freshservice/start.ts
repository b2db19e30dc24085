import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { adjustableClock } from '../shared/clock.ts';
import { listen, sendJson, shut } from '../shared/http.ts';
import { handleApiCall } from './api.ts';
import { callLog } from './call-log.ts';
import type { ControlParts } from './control-call.ts';
import { controlClient } from './control-client.ts';
import type { ControlClient } from './control-client.ts';
import { CONTROL_PREFIX, handleControl } from './control.ts';
import { createDesk } from './desk.ts';
import { faultBox } from './faults.ts';
import { hooks } from './hooks.ts';
import { humanWork } from './human-work.ts';
import { rateLimit } from './rate-limit.ts';
import type { PlanName } from './rate-limit.ts';
import { fillDesk, INTEGRATION_KEY } from './seed.ts';
import type { SeedName } from './seed.ts';

export type FakeFreshserviceOptions = {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly data?: SeedName;
  readonly plan?: PlanName;
  /** Seed of the faults' random numbers. */
  readonly seed?: number;
  /** Base of the desk's clock in epoch milliseconds; the control API advances it from there. */
  readonly now?: () => number;
};

export type FakeFreshservice = {
  /** `http://127.0.0.1:port`; the REST API is below `/api/v2`. */
  readonly url: string;
  /** Key of a full-time agent. */
  readonly apiKey: string;
  readonly control: ControlClient;
  close(): Promise<void>;
};

/** Starts the pretended help desk; it answers when the promise settles. */
export async function startFakeFreshservice(options: FakeFreshserviceOptions = {}): Promise<FakeFreshservice> {
  const { port = 0, host = '127.0.0.1', data = 'kestrel' } = options;
  const stopping = new AbortController();
  let parts = build(data);
  let taken = 0;
  let reopening: NodeJS.Timeout | undefined;

  function build(seed: SeedName): ControlParts {
    const desk = createDesk(adjustableClock(options.now), 'kestrel.freshservice.example');
    fillDesk(desk, seed);
    return {
      desk,
      rate: rateLimit(options.plan ?? 'enterprise'),
      faults: faultBox(options.seed ?? 1),
      log: callLog(),
      closing: stopping.signal,
      hooks: hooks(desk, stopping.signal),
      people: humanWork(desk),
      reset: (name) => {
        parts = build(name ?? data);
      },
      outage: (forMs) => setImmediate(() => void closeFor(forMs)),
    };
  }

  async function closeFor(forMs: number): Promise<void> {
    await shut(server);
    if (!stopping.signal.aborted) reopening = setTimeout(() => server.listen(taken, host), forMs);
  }

  const server = createServer((request, response) => {
    handle(parts, request, response).catch(() => sendFault(response));
  });
  // Longer than any client keeps one: a busy machine would meet connections that are just being closed.
  server.keepAliveTimeout = 65_000;
  taken = await listen(server, port, host);
  const url = `http://127.0.0.1:${String(taken)}`;

  return {
    url,
    apiKey: INTEGRATION_KEY,
    control: controlClient(url),
    async close() {
      stopping.abort();
      clearTimeout(reopening);
      await shut(server);
    },
  };
}

async function handle(parts: ControlParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/';
  if (path === CONTROL_PREFIX || path.startsWith(`${CONTROL_PREFIX}/`)) await handleControl(parts, request, response);
  else await handleApiCall(parts, request, response);
}

function sendFault(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else sendJson(response, 400, { code: 'invalid_value', message: 'The call cannot be read.' });
}
