import type { BrowserContext, Page } from 'playwright-core';
import { type DemoTicket, type DemoWorld, enterDemo, newTab } from '../demo-world.ts';
import type { Camera } from './camera.ts';
import { allow, DESKTOP, joined, linkInMail, onPhone, visitor } from './demo-visitor.ts';

/** A ticket from the request to the receipt, as agent and end user see it. */
export async function freshservicePictures(world: DemoWorld, camera: Camera): Promise<void> {
  const context = await visitor(world, { viewport: DESKTOP });
  const desk = await context.newPage();
  const ticket = await enterDemo(desk, world.url, 'Mara Lindqvist');
  await ticket.app.getByRole('button', { name: 'Request session for Hannah Osei' }).click();
  await ticket.app.locator('[data-status=Open]').waitFor();
  const device = await newTab(context, () => desk.getByRole('link', { name: 'The user’s computer' }).click());
  const joinUrl = await linkInMail(context, desk);
  const join = await joined(context, joinUrl, (await device.locator('#own-id').textContent()) ?? '');
  await camera.wholePage(join, 'join-page-desktop');
  await beforeAllow(world, context, joinUrl, camera);
  await allow(join);
  await ticket.app.locator('[data-status=Ready]').waitFor();
  await ticket.desk.locator('#timeline > li', { hasText: 'allowed access for' }).waitFor();
  await desk.getByText('How to try it').click();
  await camera.wholePage(desk, 'demo-desk');
  await camera.part(desk, ticket.desk.locator('.apps'), 'freshservice-panel');
  await connected(context, ticket, device, camera, world);
  await onPhone(world, context, async (page) => {
    await page.goto(joinUrl);
    await page.getByRole('heading', { level: 1, name: /is connected/ }).waitFor();
    await camera.wholePage(page, 'connected-page');
  });
  await closed(ticket, desk, device);
  await onPhone(world, context, async (page) => {
    await page.goto(joinUrl);
    await page.locator('input[name=stars][value="5"]').check();
    await camera.downTo(page, page.locator('form[action*="/rate"] button'), 'receipt');
  });
  await context.close();
}

/** The question on a phone, in other languages and at night, and what can be done beside answering it. */
async function beforeAllow(world: DemoWorld, joiner: BrowserContext, joinUrl: string, camera: Camera): Promise<void> {
  const question = async (page: Page, search: string, name: Parameters<Camera['downTo']>[2]): Promise<void> => {
    await page.goto(joinUrl + search);
    await page.locator('#consent').waitFor();
    await camera.downTo(page, page.locator('form[action*="/deny"] button'), name);
  };
  await onPhone(world, joiner, async (page) => {
    await question(page, '', 'join-page');
    await question(page, '?lang=zh-TW', 'join-page-zh-TW');
    await question(page, '?lang=ar', 'join-page-ar');
    await page.goto(`${joinUrl}?ask=check`);
    await camera.downTo(page, page.locator('form[action*="/readiness"] button'), 'readiness-check');
    await page.goto(`${joinUrl}?ask=handover`);
    await page.locator('form[action*="/code"] button').click();
    await page.locator('.words').waitFor();
    await camera.downTo(page, page.locator('svg.qr'), 'hand-over');
  });
  await onPhone(world, joiner, (page) => question(page, '', 'join-page-dark'), { colorScheme: 'dark' });
}

/** The agent's pages; then AnyDesk is opened, and the user accepts there. */
async function connected(
  context: BrowserContext,
  { app }: DemoTicket,
  device: Page,
  camera: Camera,
  world: DemoWorld,
): Promise<void> {
  const connect = await newTab(context, () => app.getByRole('link', { name: /^Connect/ }).click());
  await connect.getByRole('heading', { level: 1, name: 'Connect to Hannah Osei' }).waitFor();
  await camera.wholePage(connect, 'connect-page');
  const request = await context.newPage();
  await request.goto(`${world.url}/console/requests`);
  await request
    .getByRole('link', { name: /RS-\d{6}/ })
    .first()
    .click();
  await request.getByRole('heading', { level: 1, name: 'Hannah Osei' }).waitFor();
  await camera.wholePage(request, 'console-request');
  await newTab(context, () => connect.getByRole('button', { name: 'Open AnyDesk' }).click());
  await device.bringToFront();
  await device.getByRole('button', { name: 'Accept' }).click();
  await app.locator('[data-status=Connected]').waitFor();
}

async function closed({ app }: DemoTicket, desk: Page, device: Page): Promise<void> {
  await device.bringToFront();
  await device.getByRole('button', { name: 'Disconnect' }).click();
  await desk.bringToFront();
  await app.locator('[data-status=Ready]').waitFor();
  await app.getByLabel('Outcome').selectOption('solved');
  await app.getByRole('button', { name: 'Close', exact: true }).click();
  await app.locator('[data-status=Closed]').waitFor({ state: 'attached' });
}
