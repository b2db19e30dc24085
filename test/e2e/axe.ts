import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type FoundNode = { readonly html: string; readonly target: unknown };
type Finding = { readonly id: string; readonly impact: string; readonly nodes: readonly FoundNode[] };

/**
 * What axe finds serious or critical on the page, by the rules of WCAG 2.2 AA. The page's context must bypass its CSP. `notOurs` names
 * elements of others' making, inside of which nothing is counted; `part` the one that is looked at when it is not the whole page.
 */
export async function seriousFindings(page: Page | Frame, notOurs?: RegExp, part = 'html'): Promise<readonly string[]> {
  await page.addScriptTag({ content: AXE });
  const found: unknown = await page.evaluate(
    `axe.run('${part}', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }).then((result) => result.violations)`,
  );
  return (found as readonly Finding[])
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, nodes: nodes.filter(({ target }) => !notOurs?.test(JSON.stringify(target))) }))
    .filter(({ nodes }) => nodes.length > 0)
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** How far the page is wider than its window; 0 when nothing has to be scrolled sideways. */
export async function sidewaysPx(page: Page | Frame): Promise<number> {
  return Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
}
