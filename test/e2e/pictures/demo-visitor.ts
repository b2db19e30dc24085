import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { type DemoWorld, newTab } from '../demo-world.ts';

export const DESKTOP = { width: 1280, height: 1060 };
const PHONE = { width: 390, height: 844 };

export async function visitor({ browser }: DemoWorld, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options });
  context.setDefaultTimeout(120_000);
  return context;
}

/** Pages of the end user on a phone, in the browser that has joined where there is one: another would be another device. */
export async function onPhone(
  world: DemoWorld,
  joiner: BrowserContext | null,
  visit: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const storage = joiner === null ? {} : { storageState: await joiner.storageState() };
  const phone = await visitor(world, { viewport: PHONE, isMobile: true, deviceScaleFactor: 2, ...storage, ...options });
  await visit(await phone.newPage());
  await phone.close();
}

/** The newest mail to the end user; its link opens in the tab that it makes. */
export async function linkInMail(context: BrowserContext, desk: Page): Promise<string> {
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
export async function joined(context: BrowserContext, url: string, address: string): Promise<Page> {
  const join = await context.newPage();
  await join.goto(url);
  await join.getByRole('button', { name: 'Yes, continue' }).click();
  await join.getByLabel('Your AnyDesk address').fill(address);
  await join.getByRole('button', { name: 'Continue' }).click();
  await join.locator('#consent').waitFor();
  return join;
}

export async function allow(join: Page): Promise<void> {
  await join.locator('#consent').check();
  await join.getByRole('button', { name: /^Allow/ }).click();
  await join.getByRole('heading', { level: 1, name: /can connect now/ }).waitFor();
}
