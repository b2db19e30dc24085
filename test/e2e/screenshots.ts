import type { BrowserContext, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import { PROJECT_ROOT } from '../support/project-root.ts';
import { type DemoTicket, demoWorld, type DemoWorld, enterDemo, newTab } from './demo-world.ts';

const IMAGES = `${PROJECT_ROOT}docs/images/`;
const DESKTOP = { width: 1280, height: 1060 };
const PHONE = { width: 390, height: 844 };
const MARGIN_PX = 24;
const TWO_FRAMES = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
const LINK = 'Request session for Hannah Osei';

/** `npm run screenshots`: walks the demo and writes the pictures of docs/images, as they are shown in the documents. */
async function main(): Promise<void> {
  const world = await demoWorld();
  try {
    await freshservicePictures(world);
    await salesforcePicture(world);
  } finally {
    await world.close();
  }
}

async function freshservicePictures(world: DemoWorld): Promise<void> {
  const context = await visitor(world, { viewport: DESKTOP });
  const desk = await context.newPage();
  const ticket = await enterDemo(desk, world.url, 'Mara Lindqvist');
  await ticket.app.getByRole('button', { name: LINK }).click();
  await ticket.app.locator('[data-status=Open]').waitFor();
  const joinUrl = await linkInMail(context, desk);
  const join = await joined(context, joinUrl);
  await wholePage(join, 'join-page-desktop');
  await onPhone(world, context, joinUrl);
  await allow(join);
  await ticket.app.locator('[data-status=Ready]').waitFor();
  await ticket.desk.locator('#timeline > li', { hasText: 'allowed access for' }).waitFor();
  await desk.getByText('How to try it').click();
  await wholePage(desk, 'demo-desk');
  await part(desk, ticket.desk.locator('.apps'), 'freshservice-panel');
  await agentPages(context, ticket, world);
}

/** The same page on a phone, in the browser that has joined: another one would be another device. */
async function onPhone(world: DemoWorld, joiner: BrowserContext, joinUrl: string): Promise<void> {
  const storageState = await joiner.storageState();
  const phone = await visitor(world, { viewport: PHONE, isMobile: true, deviceScaleFactor: 2, storageState });
  const page = await phone.newPage();
  await page.goto(joinUrl);
  await page.locator('#consent').waitFor();
  await downTo(page, page.getByRole('button', { name: 'Do not allow' }), 'join-page');
  await phone.close();
}

async function agentPages(context: BrowserContext, { app }: DemoTicket, world: DemoWorld): Promise<void> {
  const connect = await newTab(context, () => app.getByRole('link', { name: /^Connect/ }).click());
  await connect.getByRole('heading', { level: 1, name: 'Connect to Hannah Osei' }).waitFor();
  await wholePage(connect, 'connect-page');
  const console = await context.newPage();
  await console.goto(`${world.url}/console/requests`);
  await console
    .getByRole('link', { name: /RS-000001|Hannah Osei/ })
    .first()
    .click();
  await console.getByRole('heading', { level: 1, name: 'Hannah Osei' }).waitFor();
  await wholePage(console, 'console-request');
  await context.close();
}

async function salesforcePicture(world: DemoWorld): Promise<void> {
  const context = await visitor(world, { viewport: { width: 1280, height: 1000 } });
  const desk = await context.newPage();
  await desk.goto(`${world.url}/demo`);
  await desk.getByRole('button', { name: 'Continue as Mara Lindqvist' }).click();
  await desk.getByRole('link', { name: 'Salesforce case' }).click();
  const org: FrameLocator = desk.frameLocator('iframe.desk');
  const panel = org.locator('#sidebar');
  await panel.getByRole('button', { name: LINK }).click();
  await panel.locator('[data-status=Open]').waitFor();
  const join = await joined(context, await linkInMail(context, desk));
  await allow(join);
  await panel.locator('[data-status=Ready]').waitFor();
  await org
    .locator('#feed')
    .getByText(/allowed access for/)
    .waitFor();
  await desk.getByText('How to try it').click();
  await wholePage(desk, 'salesforce-case');
  await part(desk, panel, 'salesforce-panel');
  await context.close();
}

async function visitor({ browser }: DemoWorld, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options });
  context.setDefaultTimeout(30_000);
  return context;
}

/** The newest mail to the end user; its link opens in the tab that it makes. */
async function linkInMail(context: BrowserContext, desk: Page): Promise<string> {
  const mailbox = await newTab(context, () => desk.getByRole('link', { name: 'Mailbox' }).click());
  await mailbox
    .getByRole('button', { name: /remote support/i })
    .first()
    .click();
  const join = await newTab(context, () => mailbox.frameLocator('#html').getByRole('link').first().click());
  const url = join.url();
  await Promise.all([join.close(), mailbox.close()]);
  return url;
}

/** As far as the question whether access is allowed. */
async function joined(context: BrowserContext, url: string): Promise<Page> {
  const join = await context.newPage();
  await join.goto(url);
  await join.getByRole('button', { name: 'Yes, continue' }).click();
  await join.getByLabel('Your AnyDesk address').fill('123 456 789');
  await join.getByRole('button', { name: 'Continue' }).click();
  await join.locator('#consent').waitFor();
  return join;
}

async function allow(join: Page): Promise<void> {
  await join.locator('#consent').check();
  await join.getByRole('button', { name: /^Allow/ }).click();
  await join.getByRole('heading', { level: 1, name: /can connect now/ }).waitFor();
}

async function wholePage(page: Page, name: string): Promise<void> {
  await painted(page);
  await page.screenshot({ path: fileOf(name), fullPage: page.frames().length === 1 });
}

/** The page from its top to this element, without what stands below. */
async function downTo(page: Page, last: Locator, name: string): Promise<void> {
  await painted(page);
  const { width } = PHONE;
  const box = await last.boundingBox();
  const height = Math.ceil((box?.y ?? 0) + (box?.height ?? PHONE.height) + MARGIN_PX);
  await page.screenshot({ path: fileOf(name), fullPage: true, clip: { x: 0, y: 0, width, height } });
}

async function part(page: Page, of: Locator, name: string): Promise<void> {
  await painted(page);
  await of.screenshot({ path: fileOf(name) });
}

/** Frames of other sites are not painted while another tab is in front, and take a moment when it is not any more. */
async function painted(page: Page): Promise<void> {
  await page.bringToFront();
  for (const frame of page.frames()) await frame.evaluate(TWO_FRAMES);
}

function fileOf(name: string): string {
  process.stdout.write(`docs/images/${name}.png\n`);
  return `${IMAGES}${name}.png`;
}

await main();
