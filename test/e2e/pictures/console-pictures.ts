import type { Page } from 'playwright-core';
import { DEMO_ANYDESK_ID, DEMO_INSTALLATION_ID } from '../../../server/demo/demo-installation.ts';
import type { DemoWorld } from '../demo-world.ts';
import type { Camera } from './camera.ts';
import { onPhone, visitor } from './demo-visitor.ts';

/** Wide enough for the names of all areas beside each other. */
const WIDE = { width: 1440, height: 760 };
const PASSWORD = 'a password for the pictures only';

/** Pages of the console that an admin sees, and an appointment told by SMS that is made there. */
export async function consolePictures(world: DemoWorld, camera: Camera): Promise<void> {
  const context = await visitor(world, { viewport: WIDE });
  const page = await context.newPage();
  await firstAdmin(world, page);
  await page.goto(`${world.url}/console/anydesk/${DEMO_ANYDESK_ID}`);
  await page.getByRole('button', { name: 'Test' }).click();
  await page.getByText('The AnyDesk licence is valid.').waitFor();
  await camera.wholePage(page, 'anydesk-account');
  await page.goto(`${world.url}/console/connectors/${DEMO_INSTALLATION_ID}/never-alone`);
  await camera.wholePage(page, 'never-alone');
  await page.goto(`${world.url}/console/account/notices`);
  await camera.wholePage(page, 'notices');
  await appointment(world, page);
  await page.getByRole('link', { name: 'QR code and short code' }).click();
  await page.getByRole('button', { name: /^Make/ }).click();
  await page.locator('p.code').waitFor();
  await camera.wholePage(page, 'short-code');
  await phonePictures(world, camera);
  await context.close();
}

async function firstAdmin(world: DemoWorld, page: Page): Promise<void> {
  await page.goto(world.firstAdminUrl());
  await page.locator('input[name=name]').fill('Ada Brink');
  await page.locator('input[type=email]').fill('ada.brink@kestrel.example');
  for (const field of await page.locator('input[type=password]').all()) await field.fill(PASSWORD);
  await page.locator('main form button').first().click();
  await page.waitForURL('**/console/**');
}

/** In two days at two o'clock, for somebody who has a phone only. */
async function appointment({ url }: DemoWorld, page: Page): Promise<void> {
  const asked = new URLSearchParams({ account: DEMO_INSTALLATION_ID, ticket: '1046' });
  await page.goto(`${url}/console/requests/new?${asked.toString()}`);
  await page.locator('input[name=channels][value=link]').uncheck();
  await page.locator('input[name=channels][value=sms]').check();
  const day = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 10);
  await page.locator('input[name=start]').fill(`${day}T14:00`);
  await page.locator('main form[method=post] button').last().click();
  await page.waitForURL(/\/console\/requests\/[0-9a-z]{26}/);
}

async function phonePictures(world: DemoWorld, camera: Camera): Promise<void> {
  const { phoneUrl } = (await (await fetch(`${world.url}/demo/desk`)).json()) as { readonly phoneUrl: string };
  await onPhone(world, null, async (page) => {
    await page.goto(phoneUrl);
    await page.getByRole('link').waitFor();
    await page.getByText('delivered').waitFor();
    await camera.part(page, page.locator('.phone'), 'demo-phone');
    const joinUrl = (await page.getByRole('link').getAttribute('href')) ?? '';
    await page.goto(joinUrl);
    await page.getByRole('heading', { level: 1, name: /Your appointment/ }).waitFor();
    await camera.wholePage(page, 'appointment-page');
    await page.goto(`${world.url}/join`);
    await page.locator('#code').waitFor();
    await camera.wholePage(page, 'join-code');
  });
}
