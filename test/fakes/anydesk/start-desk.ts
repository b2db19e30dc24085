import { adjustableClock } from '../shared/clock.ts';
import { listen, shut } from '../shared/http.ts';
import { FaultSwitches } from './api-faults.ts';
import { apiServer } from './api-server.ts';
import type { ControlWorld } from './control-world.ts';
import { DEFAULT_OPTIONS, type DeskOptions } from './desk-options.ts';
import { pageServer } from './page-server.ts';
import { SimulatedDesk } from './simulated-desk.ts';

const HOST = '127.0.0.1';

export type RunningDesk = {
  /** The windows, and the control routes. */
  readonly url: string;
  /** Base address of the REST API v1. */
  readonly api: string;
  close(): Promise<void>;
};

/** Starts the simulated AnyDesk, on the loopback address only: windows and API on a port each. */
export async function startDesk(given: Partial<DeskOptions> = {}): Promise<RunningDesk> {
  const options = { ...DEFAULT_OPTIONS, ...given };
  const world = newWorld(options);
  const [pages, api] = [pageServer(world), apiServer(world)];
  const port = await listen(pages, options.port, HOST);
  const apiPort = await listen(api, options.apiPort, HOST);
  return {
    url: `http://${HOST}:${port}`,
    api: `http://${HOST}:${apiPort}`,
    async close() {
      await Promise.all([shut(pages), shut(api)]);
    },
  };
}

function newWorld(options: DeskOptions): ControlWorld {
  const clock = adjustableClock(options.now);
  const desk = new SimulatedDesk(() => clock.now(), options.firstSid);
  const common = { alias: null, online: true, clientVersion: '9.0.1' };
  const { recipientId, agentId } = options;
  desk.putDevice({ ...common, cid: recipientId, name: options.recipientName, role: 'recipient', registered: false });
  desk.putDevice({ ...common, cid: agentId, name: options.agentName, role: 'agent', registered: true });
  const { licence, skewSeconds } = options;
  const defaults = { recipient: recipientId, agent: agentId };
  return { desk, clock, defaults, licence, skewSeconds, faults: new FaultSwitches(), seen: [] };
}
