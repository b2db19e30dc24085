import type { Foundation } from '../composition/foundation.ts';
import { type DemoDesk, startDemoDesk } from './demo-desk.ts';
import { wantsDemo } from './wants-demo.ts';

/** Starts the demo where it is wanted. One that nobody asked for by name is done without when its parts are not installed. */
export async function demoIfWanted(foundation: Foundation): Promise<DemoDesk | null> {
  const { config, store, log } = foundation;
  if (!(await wantsDemo(config, store.installations))) return null;
  try {
    return await startDemoDesk(foundation);
  } catch (error) {
    if (config.demo === 'on') throw error;
    log.warn({ err: error }, 'the demo desk was left out: it needs the development packages ("npm ci")');
    return null;
  }
}
