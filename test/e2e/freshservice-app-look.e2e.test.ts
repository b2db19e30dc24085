import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Frame } from 'playwright-core';
import { agentVisit, type AgentVisit, appWorld, type AppWorld } from './app-world.ts';
import { seriousFindings, sidewaysPx } from './axe.ts';
import { describeInBrowser } from './browser.ts';
import { picture } from './demo-world.ts';

const MOST_TABS = 60;

describeInBrowser('The app for everybody', () => {
  let world: AppWorld;
  let mara: AgentVisit;

  beforeAll(async () => {
    world = await appWorld();
    mara = await agentVisit(world, 'Mara Lindqvist');
    await mara.open('1042');
    await mara.authorize();
    await mara.app.getByRole('button', { name: /^Request session for/ }).click();
    await mara.status('Open');
  });
  afterAll(() => world.close());
  beforeEach(() => world.platform.control.advance(60_000));

  /** The frame of the app itself; it must have begun to load. */
  const frameOf = (visit: AgentVisit, name = 'index.html'): Frame => {
    const frame = visit.page.frames().find((one) => one.url().endsWith(name));
    if (frame === undefined) throw new Error(`${name} is not on the page`);
    return frame;
  };

  /** The text of what has the focus inside the app; empty while the focus is elsewhere. */
  const focused = async (name?: string): Promise<string> =>
    String(
      await frameOf(mara, name).evaluate(
        "document.hasFocus() ? (document.activeElement.getAttribute('aria-label') ?? document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent) : ''",
      ),
    ).trim();

  const tabTo = async (wanted: RegExp, name?: string): Promise<void> => {
    const seen: string[] = [];
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      const text = await focused(name);
      if (wanted.test(text)) return;
      seen.push(text);
      await mara.page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard did not get to ${wanted.source}, but to ${[...new Set(seen)].join(' | ')}`);
  };
  const key = (name: string) => mara.page.keyboard.press(name);

  it('can be used by keyboard alone: the full form, the link, closing with an outcome', async () => {
    await mara.open('1044');
    await mara.app.getByRole('button', { name: /^Request session for/ }).waitFor();
    await mara.page.locator('#to-tickets').focus();
    await tabTo(/^More options/);
    await key('Enter');
    const form = mara.page.frameLocator('dialog iframe');
    await form.getByLabel('Name').waitFor();
    expect(await focused('form.html')).toBe('Name');
    await tabTo(/^Comment for colleagues/, 'form.html');
    await mara.page.keyboard.type('By keyboard');
    await tabTo(/^Create request/, 'form.html');
    await key('Enter');
    await mara.status('Open');
    await mara.app.locator('dd', { hasText: 'By keyboard' }).waitFor();
    await tabTo(/^Copy link/);
    await key('Enter');
    await mara.app.getByText('The link is copied.').waitFor();
    await tabTo(/^More$/);
    await key('Enter');
    await tabTo(/^Close$/);
    await key('Enter');
    await tabTo(/^Outcome/);
    await key('ArrowDown');
    await tabTo(/^Note for the ticket/);
    await mara.page.keyboard.type('Nobody needed it');
    await tabTo(/^Close$/);
    await key('Enter');
    await mara.app.locator('[data-status=Closed]').waitFor({ state: 'attached' });
  });

  it('takes the link of a session that was made in AnyDesk: what is wrong is said, what is right is shown', async () => {
    await mara.open('1042');
    await mara.app.getByText('More', { exact: true }).first().click();
    await mara.app.locator('summary', { hasText: 'Link to an AnyDesk session' }).click();
    const field = mara.app.getByLabel('Link from AnyDesk');
    const save = mara.app.getByRole('button', { name: 'Save the link' });
    await field.fill('http://evil.example/');
    await save.click();
    await mara.app.getByText('Paste the whole link that AnyDesk made.').waitFor();
    await field.fill('https://evilanydesk.com/session');
    await save.click();
    await mara.app.getByText('This is not a link to an AnyDesk session.').waitFor();
    await field.fill('https://my.anydesk.com/v2/session/abc');
    await save.click();
    await mara.app.locator('dd', { hasText: 'https://my.anydesk.com/v2/session/abc' }).waitFor();
  });

  it('leads to the QR code and the short code on the server’s own page', async () => {
    await mara.open('1042');
    const link = mara.app.getByRole('link', { name: 'QR code and short code' });
    const [popup] = await Promise.all([mara.context.waitForEvent('page'), link.click()]);
    await popup.waitForURL(/\/console\//);
    expect(new URL(popup.url()).origin).toBe(new URL(world.url).origin);
    await popup.close();
  });

  it.each([280, 320, 400].flatMap((width) => [[width, 'light'] as const, [width, 'dark'] as const]))(
    'has nothing serious for people with disabilities, and nothing too wide, at %i px, %s',
    async (width, colorScheme) => {
      const faults: string[] = [];
      // One that is going on, none yet, one that is over.
      for (const ticket of ['1042', '1043', '1044']) faults.push(...(await faultsAt(ticket, width, colorScheme)));
      expect(faults).toEqual([]);
    },
  );

  const faultsAt = async (ticket: string, width: number, colorScheme: 'light' | 'dark'): Promise<string[]> => {
    await world.platform.control.advance(30_000);
    const visit = await agentVisit(world, 'Mara Lindqvist', { bypassCSP: true, colorScheme });
    await visit.open(ticket, width);
    await visit.app
      .getByText(/Request session for|Copy link/)
      .first()
      .waitFor();
    const frame = frameOf(visit);
    await frame.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
    await picture(visit.page, `app-${ticket}-${width}-${colorScheme}`);
    const wide = await sidewaysPx(frame);
    const found = [...(await seriousFindings(frame)), ...(wide > 0 ? [`${wide} px too wide`] : [])];
    await visit.context.close();
    return found.map((one) => `${ticket} ${width} ${colorScheme}: ${one}`);
  };

  it.each([
    ['de', 'Link kopieren', 'ltr'],
    ['ja', 'リンクをコピー', 'ltr'],
    ['zh-TW', '複製連結', 'ltr'],
    ['ar', 'نسخ الرابط', 'rtl'],
  ])('fetches the agent’s language from its server, and has room for it at 280 px: %s', async (locale, copy, dir) => {
    await world.platform.control.advance(30_000);
    const visit = await agentVisit(world, 'Mara Lindqvist', { bypassCSP: true });
    await visit.context.route(/\/agent\/[^/]+\/data\/loggedInUser/, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace('"language":"en"', `"language":"${locale}"`);
      await route.fulfill({ response: answer, body });
    });
    await visit.open('1042', 280);
    await visit.app.getByText(copy).first().waitFor();
    const frame = frameOf(visit);
    await frame.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
    await picture(visit.page, `app-1042-280-${locale}`);
    const html = await frame.evaluate("document.documentElement.lang + ' ' + document.documentElement.dir");
    expect([html, await sidewaysPx(frame), await seriousFindings(frame)]).toEqual([`${locale} ${dir}`, 0, []]);
    const frameScripts = await frame.evaluate(
      "performance.getEntriesByType('resource').map((one) => one.name.split('/').at(-1)).filter((name) => /^[a-z]{2}(-..)?\\.js$/i.test(name))",
    );
    expect(frameScripts).toEqual(['en.js', `${locale}.js`]);
    await visit.context.close();
  });

  it('keeps its words readable at twice the size', async () => {
    const visit = await agentVisit(world, 'Mara Lindqvist');
    await visit.open('1042', 280);
    await visit.app.getByText('Copy link').waitFor();
    const frame = frameOf(visit);
    await frame.evaluate("document.documentElement.style.fontSize = '200%'");
    await picture(visit.page, 'app-twice-the-size');
    expect(await sidewaysPx(frame)).toBe(0);
    await visit.context.close();
  });

  it('has a page of all requests without serious findings, in light and dark', async () => {
    const faults: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const visit = await agentVisit(world, 'Mara Lindqvist', { bypassCSP: true, colorScheme });
      await visit.page.goto(`${world.platform.url}/agent/${await world.agentId('Mara Lindqvist')}/apps`);
      await visit.app.getByRole('heading', { name: 'Session requests' }).waitFor();
      await visit.app.getByText('RS-000001').first().waitFor();
      await picture(visit.page, `app-requests-${colorScheme}`);
      faults.push(...(await seriousFindings(frameOf(visit, 'requests.html'))));
      await visit.context.close();
    }
    expect(faults).toEqual([]);
  });
});
