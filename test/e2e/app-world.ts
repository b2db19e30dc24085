import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { type FakeFreshservice, startFakeFreshservice } from '../fakes/freshservice/start.ts';
import { type FakeFreshworks, SERVER_HOST, startFakeFreshworks } from '../fakes/freshworks/start.ts';
import { startSmtpSink } from '../fakes/smtp/start.ts';
import type { Account } from '../support/enter-people.ts';
import { freePort } from '../support/free-port.ts';
import { prepareData } from '../support/prepare-data.ts';
import { PROJECT_ROOT } from '../support/project-root.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { startBrowser } from './browser.ts';
import { newTab } from './demo-world.ts';

const AGENTS = [
  { name: 'Mara Lindqvist', email: 'mara.lindqvist@kestrel.example', role: 'support-agent' },
  { name: 'Jun Watanabe', email: 'jun.watanabe@kestrel.example', role: 'support-agent' },
] as const;
export type AgentName = (typeof AGENTS)[number]['name'];

/** The server in a process of its own, and around it a pretended help desk with our app in it, mail, and a browser. */
export type AppWorld = {
  readonly url: string;
  readonly desk: FakeFreshservice;
  readonly platform: FakeFreshworks;
  readonly browser: Browser;
  accountOf(name: AgentName): Account;
  agentId(name: AgentName): Promise<number>;
  /** The same server on the same data once more. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

/** Settings of the app as an admin fills them in. `identity` as its own text has it. */
export async function appWorld(identity = 'Sign-in (recommended)'): Promise<AppWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-app-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [desk, mail] = await Promise.all([startFakeFreshservice({ plan: 'unlimited' }), startSmtpSink()]);
  const appDir = `${PROJECT_ROOT}connectors/freshservice/fdk`;
  const platform = await startFakeFreshworks({ appDir, deskUrl: desk.url, serverUrl: url });
  const prepared = await prepareData({
    dataDir,
    helpDeskUrl: desk.url,
    smtp: { host: '127.0.0.1', port: mail.smtpPort },
    people: AGENTS,
    settings: { assetField: 'anydesk_id' },
    appRedirect: `${platform.url}/auth/callback`,
  });
  let server: RunningServer = await startServer({ dataDir, port });
  const outcome = await platform.control.install({
    iparams: { server_host: SERVER_HOST, install_secret: prepared.secrets.api, identity },
    oauth_iparams: {
      host: SERVER_HOST,
      client_id: prepared.appSignIn?.clientId,
      client_secret: prepared.appSignIn?.clientSecret,
    },
  });
  if (!outcome.done) throw new Error(`the app was not installed: ${outcome.message ?? ''}`);
  const browser = await startBrowser();
  return {
    url,
    desk,
    platform,
    browser,
    accountOf: (name) => {
      const found = prepared.people.find((one) => one.name === name);
      if (found === undefined) throw new Error(`there is no ${name}`);
      return found;
    },
    agentId: async (name) => {
      const { email } = AGENTS.find((one) => one.name === name) ?? { email: '' };
      return (await desk.control.agents()).find((one) => one.email === email)?.id ?? 0;
    },
    stop: () => server.stop(),
    start: async () => {
      server = await startServer({ dataDir, port });
    },
    close: async () => {
      await browser.close();
      await server.kill();
      await Promise.all([platform.close(), desk.close(), mail.close()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Less than a test's own patience, so that what was waited for is told. */
const PATIENCE_MS = 20_000;

/** An agent's browser at a ticket, with the app in its sidebar. */
export type AgentVisit = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly app: FrameLocator;
  /** Errors and broken rules of any page. */
  readonly complaints: string[];
  open(ticket: string, width?: number): Promise<void>;
  /** The platform's own button, the server's sign-in and its question, all by hand. */
  authorize(): Promise<void>;
  /** Waits for a request of this status in the app. */
  status(status: string, timeout?: number): Promise<void>;
};

export async function agentVisit(
  world: AppWorld,
  name: AgentName,
  options: BrowserContextOptions = {},
): Promise<AgentVisit> {
  const { platform, browser } = world;
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => {
    // Frames of other sites may not write to the clipboard; the app knows another way.
    const isExpected = message.text().includes('The Clipboard API has been blocked');
    if (message.type() === 'error' && !isExpected) complaints.push(`${message.location().url}: ${message.text()}`);
  });
  const page = await context.newPage();
  const app = page.frameLocator('.apps iframe.app');
  const agentId = await world.agentId(name);
  return {
    context,
    page,
    app,
    complaints,
    open: async (ticket, width = 330) => {
      const path = `/agent/${agentId}/tickets/${ticket}?width=${width}`;
      await page.goto(platform.url + path, { waitUntil: 'domcontentloaded' });
    },
    authorize: async () => {
      const button = page.getByRole('button', { name: 'Authorize' });
      const popup = await newTab(context, () => button.click());
      const { email, password } = world.accountOf(name);
      await popup.getByLabel('Mail address').fill(email);
      await popup.getByLabel('Password').fill(password);
      await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
      await popup.getByRole('button', { name: 'Let it act for me' }).click();
      await button.waitFor({ state: 'detached' });
    },
    status: (status, timeout = 20_000) => app.locator(`[data-status=${status}]`).first().waitFor({ timeout }),
  };
}
