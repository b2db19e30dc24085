import type { Page } from 'playwright-core';
import { leavePage } from './leave-page.ts';
import type { Profile, ScannedLink, Visited } from './profile.ts';

const LOAD_MS = 15_000;

/**
 * Put into the page itself: what the test tool evaluates counts as a person's gesture. It runs once, after the page has loaded, on the
 * first form of the page.
 */
const once = (work: string): string => `
  addEventListener('load', () => setTimeout(() => {
    if (sessionStorage.getItem('scanned') !== null) return;
    sessionStorage.setItem('scanned', '1');
    const form = document.querySelector('main form[method="post"]');
    if (form === null) return;
    ${work}
  }, 0));`;

const FETCHES = 'a script’s fetch with the form’s fields';
const SUBMITS = {
  'a script’s form.submit()': once('form.submit();'),
  'a script’s form.requestSubmit()': once('form.requestSubmit();'),
  'a script’s click on the button': once('form.querySelector("button").click();'),
  [FETCHES]: once(`
    fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), credentials: 'include' });`),
} as const;

const SUBMIT_NAMES = Object.keys(SUBMITS) as (keyof typeof SUBMITS)[];

/** Opens the page with the script in it, and waits for the post that it makes. */
async function scripted({ joinUrl, browser }: ScannedLink, name: keyof typeof SUBMITS): Promise<Visited> {
  const context = await browser();
  await context.addInitScript(SUBMITS[name]);
  const page = await context.newPage();
  try {
    const posted = page.waitForResponse((response) => response.request().method() === 'POST', { timeout: LOAD_MS });
    const [answer] = await Promise.all([posted, page.goto(joinUrl)]);
    // What a form's post is answered with becomes the page.
    if (name !== FETCHES)
      await page.waitForURL((url) => url.href === answer.url() || (url.href === joinUrl && answer.status() === 303));
    return { statuses: [answer.status()], carriedOut: answer.status() === 303 ? 1 : 0 };
  } finally {
    await leavePage(page);
  }
}

/** Browsers without a person: pages run with all their scripts, and scripts that press for them. */
export const BROWSER_PROFILES: readonly Profile[] = [
  {
    name: 'a browser without a person, scripts run',
    visit: async ({ joinUrl, browser }) => {
      const page = await (await browser()).newPage();
      try {
        const answer = await page.goto(joinUrl, { waitUntil: 'load' });
        await settled(page);
        return { statuses: [answer?.status() ?? 0], carriedOut: 0 };
      } finally {
        await leavePage(page);
      }
    },
  },
  ...SUBMIT_NAMES.map((name) => ({ name, visit: (link: ScannedLink) => scripted(link, name) })),
];

/** All that the page does by itself has been sent. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))');
}
