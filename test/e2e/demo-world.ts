import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { PROJECT_ROOT } from '../support/project-root.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { startBrowser } from '../support/start-browser.ts';

/** The demo as a newcomer gets it: the server in a process of its own with its pretended help desk, mailbox and AnyDesk, and a browser. */
export type DemoWorld = {
  readonly url: string;
  readonly browser: Browser;
  /** Where the first admin makes an account: the link that the first start prints. */
  firstAdminUrl(): string;
  /** The same server on the same data and port once more; its pretended surroundings are new. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

export async function demoWorld(): Promise<DemoWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-demo-'));
  const env = { DEMO: 'on' };
  let server: RunningServer = await startServer({ dataDir, env });
  const { url, port } = server;
  const browser = await startBrowser();
  const start = async (): Promise<void> => {
    server = await startServer({ dataDir, port, env });
  };
  const stop = (): Promise<void> => server.stop();
  return {
    url,
    browser,
    firstAdminUrl: () => /\S+\/console\/first-admin\/\S+/.exec(server.output())?.[0] ?? '',
    start,
    stop,
    restart: async () => {
      await stop();
      await start();
    },
    close: async () => {
      await browser.close();
      await server.kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const PICTURES = `${PROJECT_ROOT}test/artifacts/`;

/** A picture of the whole page for whoever wants to look; nothing is compared with it. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  // Frames of other sites are not painted while another tab is in front.
  await page.bringToFront();
  await page.screenshot({ path: `${PICTURES}${name}.png`, fullPage: true });
}

/** Opens a link that leads to a new tab, and gives that tab when it has loaded. */
export async function newTab(context: BrowserContext, press: () => Promise<unknown>): Promise<Page> {
  const [page] = await Promise.all([context.waitForEvent('page'), press()]);
  await page.waitForLoadState();
  return page;
}

/** The pretended help desk inside the demo's page, and our app inside that. */
export type DemoTicket = { readonly desk: FrameLocator; readonly app: FrameLocator };

/** Opens the demo as this agent, in a browser that may be new to it, and lets the app act for the agent where that was not done yet. */
export async function enterDemo(page: Page, url: string, agent: string, ticket = '1042'): Promise<DemoTicket> {
  await page.goto(`${url}/demo?ticket=${ticket}`);
  await page.getByRole('button', { name: agent }).click();
  await page.goto(`${url}/demo?ticket=${ticket}`);
  const desk = page.frameLocator('iframe.desk');
  const app = desk.frameLocator('.apps iframe.app');
  const authorize = desk.getByRole('button', { name: 'Authorize' });
  const panel = app.getByText(/Request session for|Copy link/).first();
  await Promise.any([authorize.waitFor(), panel.waitFor()]);
  if ((await authorize.count()) > 0) {
    const popup = await newTab(page.context(), () => authorize.click());
    await popup.getByRole('button', { name: 'Let it act for me' }).click();
    await authorize.waitFor({ state: 'detached' });
  }
  return { desk, app };
}
