import { z } from 'zod';
import { readAppFolder } from './app-folder.ts';
import { scheduledEvent, setUpEvent } from './app-events.ts';
import { callFaultRule } from './call-faults.ts';
import type { HandlerRun } from './event-log.ts';
import { type InstalledApp, settingFaults, withDefaults } from './installed-app.ts';
import type { Platform } from './platform.ts';
import { bodyAs, json, type Asked, type Replied, type Route, Unanswerable } from './route.ts';

const values = z.record(z.string(), z.unknown());
export const CONTROL_BODIES = {
  install: z.strictObject({
    iparams: values,
    oauth_iparams: values.default({}),
    /** The limit of one template call: 15 s, or what the vendor grants on request. */
    timeoutSeconds: z.union([z.literal(15), z.literal(20), z.literal(25), z.literal(30)]).default(15),
  }),
  update: z.strictObject({ iparams: values.optional(), oauth_iparams: values.optional() }),
  faults: z.strictObject({ rules: z.array(callFaultRule), seed: z.int().default(1) }),
  settings: z.strictObject({
    hosts: z.record(z.string(), z.url()).optional(),
    domain: z.string().optional(),
    autoAnswer: z.boolean().optional(),
    shortTimeoutMs: z.int().min(1).nullable().optional(),
    crayons: z.enum(['served', 'blocked']).optional(),
  }),
  clock: z.strictObject({ advanceMs: z.int().min(0) }),
  forget: z.strictObject({ agentId: z.string().optional() }),
  fire: z.strictObject({ name: z.string() }),
} as const;

/** What came of installing, updating or uninstalling. */
export type SetUpOutcome = { readonly done: boolean; readonly message: string | null; readonly run: HandlerRun | null };

/** For tests and the demo: installs the app, breaks things, shows what happened. */
export function controlRoutes(platform: Platform): readonly Route[] {
  return [
    { method: 'POST', path: '/control/install', respond: async (asked) => json(await install(platform, asked)) },
    { method: 'POST', path: '/control/update', respond: async (asked) => json(await update(platform, asked)) },
    { method: 'POST', path: '/control/uninstall', respond: async () => json(await uninstall(platform)) },
    { method: 'POST', path: '/control/faults', respond: (asked) => setFaults(platform, asked) },
    { method: 'GET', path: '/control/faults', respond: () => json(platform.faults.list()) },
    { method: 'POST', path: '/control/settings', respond: (asked) => setSettings(platform, asked) },
    { method: 'POST', path: '/control/clock', respond: (asked) => advance(platform, asked) },
    { method: 'POST', path: '/control/forget-authorizations', respond: (asked) => forget(platform, asked) },
    {
      method: 'GET',
      path: '/control/calls',
      respond: ({ url }) => json(platform.calls.list(Number(url.searchParams.get('after') ?? 0))),
    },
    { method: 'DELETE', path: '/control/calls', respond: () => json(platform.calls.clear()) },
    { method: 'GET', path: '/control/events', respond: () => json(platform.events.list()) },
    { method: 'GET', path: '/control/schedules', respond: () => json(platform.schedules.list()) },
    {
      method: 'POST',
      path: '/control/schedules/fire',
      respond: async (asked) => json(await scheduledEvent(platform, bodyAs(CONTROL_BODIES.fire, asked).name)),
    },
  ];
}

async function install(platform: Platform, asked: Asked): Promise<SetUpOutcome> {
  const { iparams, oauth_iparams: oauthIparams, timeoutSeconds } = bodyAs(CONTROL_BODIES.install, asked);
  if (platform.app !== null) return { done: false, message: 'The app is installed already.', run: null };
  const app = await prepare(platform, iparams, oauthIparams, timeoutSeconds * 1000);
  if ('message' in app) return app;
  const outcome = judged(await setUpEvent(platform, app, 'onAppInstall'));
  if (outcome.done) platform.app = app;
  return outcome;
}

/** A new version, or new settings: the folder is read anew. */
async function update(platform: Platform, asked: Asked): Promise<SetUpOutcome> {
  const old = installed(platform);
  const given = bodyAs(CONTROL_BODIES.update, asked);
  const app = await prepare(
    platform,
    given.iparams ?? old.iparams,
    given.oauth_iparams ?? old.oauthIparams,
    old.callTimeoutMs,
  );
  if ('message' in app) return app;
  platform.app = app;
  return judged(await setUpEvent(platform, app, 'afterAppUpdate'));
}

async function uninstall(platform: Platform): Promise<SetUpOutcome> {
  const outcome = judged(await setUpEvent(platform, installed(platform), 'onAppUninstall'));
  if (!outcome.done) return outcome;
  platform.app = null;
  platform.store.clear();
  platform.schedules.clear();
  platform.broker.forget();
  return outcome;
}

async function prepare(
  { appDir }: Platform,
  iparams: Readonly<Record<string, unknown>>,
  oauthIparams: Readonly<Record<string, unknown>>,
  callTimeoutMs: number,
): Promise<InstalledApp | SetUpOutcome> {
  const folder = await readAppFolder(appDir);
  const filled = withDefaults(folder.settings, iparams);
  const oauthFields = Object.assign(
    {},
    ...Object.values(folder.integrations).map((one) => one.oauth_iparams),
  ) as typeof folder.settings;
  const faults = [...settingFaults(folder.settings, filled), ...settingFaults(oauthFields, oauthIparams)];
  if (faults.length > 0) return { done: false, message: `${faults.join('. ')}.`, run: null };
  return { folder, iparams: filled, oauthIparams, callTimeoutMs };
}

/** An app without a handler for the event is content with everything. */
function judged(run: HandlerRun): SetUpOutcome {
  if (run.outcome === 'no-handler') return { done: true, message: null, run };
  if (run.outcome === 'answered' && run.error === null) return { done: true, message: null, run };
  const { message } = (run.error ?? {}) as { readonly message?: unknown };
  const told =
    typeof message === 'string' ? message : typeof run.error === 'string' ? run.error : 'The app did not answer.';
  return { done: false, message: told, run };
}

function installed({ app }: Platform): InstalledApp {
  if (app === null) throw new Unanswerable(409, 'The app is not installed.');
  return app;
}

function setFaults(platform: Platform, asked: Asked): Replied {
  const { rules, seed } = bodyAs(CONTROL_BODIES.faults, asked);
  platform.faults.set(rules, seed);
  return json({});
}

function setSettings(platform: Platform, asked: Asked): Replied {
  const given = bodyAs(CONTROL_BODIES.settings, asked);
  Object.assign(
    platform.settings,
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  return json(platform.settings);
}

function advance(platform: Platform, asked: Asked): Replied {
  platform.clock.advance(bodyAs(CONTROL_BODIES.clock, asked).advanceMs);
  return json({ now: platform.clock.now() });
}

function forget(platform: Platform, asked: Asked): Replied {
  platform.broker.forget(bodyAs(CONTROL_BODIES.forget, asked).agentId);
  return json({});
}
