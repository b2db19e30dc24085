import type { HandlerRun } from './event-log.ts';
import type { InstalledApp } from './installed-app.ts';
import type { Platform } from './platform.ts';
import { runHandler } from './run-handler.ts';

const TIMEOUT_MS = 20_000;
const LARGEST_EVENT_BYTES = 256 * 1024;
const LARGEST_FUNCTION_BYTES = 100 * 1024;

/** An event of the app's own life: installed, updated, uninstalled. */
export function setUpEvent(platform: Platform, app: InstalledApp, event: string): Promise<HandlerRun> {
  const handler = app.folder.events.get(event);
  return runHandler(platform, app, {
    event,
    handler,
    kind: 'set-up',
    args: eventArgs(platform, app, event, {}),
    timeoutMs: TIMEOUT_MS,
  });
}

/** Something happened to a ticket. Null when no app is installed that wants to know. */
export async function productEvent(platform: Platform, event: string, data: unknown): Promise<HandlerRun | null> {
  const { app } = platform;
  const handler = app?.folder.events.get(event);
  if (app === null || handler === undefined) return null;
  const args = eventArgs(platform, app, event, data);
  if (Buffer.byteLength(JSON.stringify(args)) > LARGEST_EVENT_BYTES) return undelivered(platform, event);
  return runHandler(platform, app, { event, handler, kind: 'product', args, timeoutMs: TIMEOUT_MS });
}

/** A page calls a function of server.js. */
export async function serverFunction(
  platform: Platform,
  app: InstalledApp,
  name: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<{ readonly status: number; readonly response: unknown }> {
  const declared = app.folder.functions.get(name);
  if (declared === undefined) return { status: 404, response: `There is no function "${name}".` };
  if (Buffer.byteLength(JSON.stringify(payload)) > LARGEST_FUNCTION_BYTES)
    return { status: 413, response: 'The payload is larger than 100 KB.' };
  if (!platform.limits.functions.take(platform.clock.now()))
    return { status: 429, response: 'The app has used up its function calls of this minute.' };
  const args = { ...payload, iparams: app.iparams, ...account(platform, app) };
  const run = await runHandler(platform, app, {
    event: name,
    handler: name,
    kind: 'function',
    args,
    timeoutMs: declared.timeoutMs,
  });
  if (run.outcome === 'timed-out' || run.outcome === 'finished')
    return { status: 504, response: 'The function did not answer in time.' };
  if (run.error !== null) return { status: 400, response: run.error };
  return { status: 200, response: run.data };
}

/** Something that was planned with `$schedule` is due. */
export async function scheduledEvent(platform: Platform, name: string): Promise<HandlerRun | null> {
  const { data } = platform.schedules.fetch({ name });
  platform.schedules.delete({ name });
  return productEvent(platform, 'onScheduledEvent', data);
}

function eventArgs(platform: Platform, app: InstalledApp, event: string, data: unknown): Record<string, unknown> {
  return { event, timestamp: platform.clock.now() / 1000, ...account(platform, app), iparams: app.iparams, data };
}

function account(platform: Platform, app: InstalledApp): Record<string, unknown> {
  const { domain } = platform.settings;
  return {
    account_id: '1402',
    domain,
    region: 'EUC',
    currentHost: { subscribed_modules: app.folder.modules, endpoint_urls: { freshservice: `https://${domain}` } },
  };
}

/** An event that is too large never reaches the app. */
function undelivered(platform: Platform, event: string): HandlerRun {
  const violations = ['an event larger than 256 KB was not delivered'];
  const at = platform.clock.now();
  const run = { event, at, outcome: 'no-handler', error: null, data: null, violations, printed: [] } as const;
  platform.events.add(run);
  return run;
}
