import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser } from './browser.ts';
import { type CaseVisit, caseVisit } from './case-visit.ts';
import { caseWorld, type CaseWorld } from './case-world.ts';
import { picture } from './demo-world.ts';

const WIDTHS = [300, 420, 900] as const;
/** The vendor's own date and time fields name their inputs by a title alone, and their button is small. */
const VENDORS_FIELDS = /lightning-(?:date|time)picker/;

describeInBrowser('The panel on a Salesforce case, as it looks and is used', () => {
  let world: CaseWorld;
  let visit: CaseVisit;
  let fresh: string;
  let asked: string;

  beforeAll(async () => {
    world = await caseWorld();
    visit = await caseVisit(world, world.org.people.mara, { bypassCSP: true });
    [fresh, asked] = [await world.addCase(), await world.addCase()];
    await visit.open(asked);
    await visit.press('Request session for Hannah Osei');
    await visit.status(asked, 'Open');
  });
  afterAll(() => world.close());

  it.each(WIDTHS)(
    'fits %d px wide, and everybody can use it: nothing asked yet, and the whole form',
    async (widthPx) => {
      await visit.page.setViewportSize({ width: widthPx + 26, height: 900 });
      await visit.open(fresh, { widthPx });
      await visit.panel.getByText('No session request for this case yet.').waitFor();
      expect([await seriousFindings(visit.page, VENDORS_FIELDS), await sidewaysPx(visit.page)]).toEqual([[], 0]);
      await visit.press('More options');
      await visit.panel.getByRole('button', { name: 'Create request' }).waitFor();
      expect([await seriousFindings(visit.page, VENDORS_FIELDS), await sidewaysPx(visit.page)]).toEqual([[], 0]);
      await picture(visit.page, `case-form-${String(widthPx)}`);
    },
  );

  it.each(WIDTHS)('fits %d px wide, and everybody can use it: a request with all that may be done', async (widthPx) => {
    await visit.page.setViewportSize({ width: widthPx + 26, height: 900 });
    await visit.open(asked, { widthPx });
    await visit.panel.getByText('More', { exact: true }).click();
    await visit.panel.locator('summary', { hasText: 'Reschedule' }).click();
    await visit.panel.getByText('What happened').click();
    await visit.panel.getByText(/asked Hannah Osei for a remote session/).waitFor();
    expect([await seriousFindings(visit.page, VENDORS_FIELDS), await sidewaysPx(visit.page)]).toEqual([[], 0]);
    await picture(visit.page, `case-open-${String(widthPx)}`);
  });

  it('takes the link of a session that was made in AnyDesk, and shows it', async () => {
    await visit.page.setViewportSize({ width: 1280, height: 900 });
    await visit.open(asked);
    await visit.panel.getByText('More', { exact: true }).click();
    await visit.panel.locator('summary', { hasText: 'Link to an AnyDesk session' }).click();
    const field = visit.panel.getByLabel('Link from AnyDesk');
    await field.fill('http://evil.example/');
    await visit.press('Save the link');
    await visit.panel.getByText('Paste the whole link that AnyDesk made.').waitFor();
    await field.fill('https://my.anydesk.com/v2/session/abc');
    await visit.press('Save the link');
    await world.request(asked, (record) => String(record['View__c']).includes('my.anydesk.com/v2/session/abc'));
    await visit.refresh();
    await visit.panel.locator('dd', { hasText: 'https://my.anydesk.com/v2/session/abc' }).waitFor();
  });

  it.each([
    ['zh-TW', '遠端支援', 'Hannah Osei 還沒有加入。', '更多'],
    ['ar', 'الدعم عن بُعد', /لم ينضم .*Hannah Osei.* بعد/, 'المزيد'],
  ])('speaks the language of whoever looks, and has room for it: %s', async (lang, title, sentence, more) => {
    await visit.page.setViewportSize({ width: 446, height: 900 });
    await visit.open(asked, { lang, widthPx: 420 });
    await visit.panel.getByRole('heading', { name: title }).waitFor();
    await visit.panel.getByText(sentence).waitFor();
    await visit.panel.getByText(more, { exact: true }).click();
    await picture(visit.page, `case-open-420-${lang}`);
    expect([await seriousFindings(visit.page, VENDORS_FIELDS), await sidewaysPx(visit.page)]).toEqual([[], 0]);
  });

  it('can be used with the keyboard alone, which is led to the new request', async () => {
    const caseId = await world.addCase();
    await visit.open(caseId);
    const { keyboard } = visit.page;
    await visit.panel.getByRole('button', { name: 'Refresh' }).focus();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await world.request(caseId, (record) => record['Status__c'] === 'Open');
    await visit.panel.locator('h3:focus').getByText('Open').waitFor();
    await keyboard.press('Tab');
    expect(await visit.page.locator('button:focus').textContent()).toContain('Copy link');
  });

  it('opens as a quick action of the case too, and Escape leads back', async () => {
    await visit.open(asked);
    const opener = visit.page.getByRole('button', { name: 'Session Request', exact: true });
    await opener.focus();
    await visit.page.keyboard.press('Enter');
    const dialog = visit.page.getByRole('dialog', { name: 'Session Request' });
    await dialog.locator('[data-status=Open]').waitFor();
    expect(await seriousFindings(visit.page, VENDORS_FIELDS)).toEqual([]);
    await picture(visit.page, 'case-quick-action');
    await visit.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await opener.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
  });

  it('has met no error on the way', () => {
    expect(visit.complaints).toEqual([]);
  });
});
