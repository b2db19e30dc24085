import type { DemoWorld } from '../demo-world.ts';
import type { Camera } from './camera.ts';
import { allow, joined, linkInMail, visitor } from './demo-visitor.ts';

/** The case with the panel beside it, when access is allowed. */
export async function salesforcePictures(world: DemoWorld, camera: Camera): Promise<void> {
  const context = await visitor(world, { viewport: { width: 1280, height: 1000 } });
  const desk = await context.newPage();
  await desk.goto(`${world.url}/demo`);
  await desk.getByRole('button', { name: 'Continue as Mara Lindqvist' }).click();
  await desk.getByRole('link', { name: 'Salesforce case' }).click();
  const org = desk.frameLocator('iframe.desk');
  const panel = org.locator('#sidebar');
  await panel.getByRole('button', { name: 'Request session for Hannah Osei' }).click();
  await panel.locator('[data-status=Open]').waitFor();
  const join = await joined(context, await linkInMail(context, desk), '123 456 789');
  await allow(join);
  await panel.locator('[data-status=Ready]').waitFor();
  await org
    .locator('#feed')
    .getByText(/allowed access for/)
    .waitFor();
  await desk.getByText('How to try it').click();
  await camera.wholePage(desk, 'salesforce-case');
  await camera.part(desk, panel, 'salesforce-panel');
  await context.close();
}
