import type { Reader } from './reader.ts';

export const SHOWN_ADDRESS = '123 456 789';
export const ANNA = { agent: 'Anna Ng' };

/** Ticks the box of the consent page and presses Allow. */
export async function allow({ use, press, t }: Reader): Promise<void> {
  const named = t('named.agent', { ...ANNA, company: 'Acme' });
  await use(t('join.consent.tick', { named, address: SHOWN_ADDRESS }));
  await press(t('join.consent.allow'));
}

/** Pastes into the address field; an address goes on by itself. */
export async function pasteAddress({ page, goTo, t }: Reader, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await goTo(t('join.prepare.addressLabel'));
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Control+V')]);
}
