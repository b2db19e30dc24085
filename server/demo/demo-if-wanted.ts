import { createRequire } from 'node:module';
import type { Foundation } from '../composition/foundation.ts';
import { forgetDemoAnyDesk } from './demo-anydesk.ts';
import { type DemoDesk, startDemoDesk } from './demo-desk.ts';
import { forgetDemoSms } from './demo-sms.ts';
import { wantsDemo } from './wants-demo.ts';

/** One of the development packages, of which the demo's fakes are made. */
const DEVELOPMENT_PACKAGE = 'smtp-server';
const LACKING = 'The demo desk needs the development packages. Install them with "npm ci", or set DEMO=off.';

/** Starts the demo where it is wanted. Without the packages that it needs, a server that nobody asked for a demo starts without one.
 * Where it is not wanted, what it set up of AnyDesk and of text messages is taken away. */
export async function demoIfWanted(foundation: Foundation, isInstalled = isThere): Promise<DemoDesk | null> {
  const { config, store, log } = foundation;
  if (!(await wantsDemo(config, store.installations))) {
    await forgetDemoAnyDesk(foundation.people);
    await forgetDemoSms(foundation.people);
    return null;
  }
  if (isInstalled(DEVELOPMENT_PACKAGE)) return startDemoDesk(foundation);
  if (config.demo === 'on') throw new Error(LACKING);
  log.warn(LACKING);
  return null;
}

function isThere(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
