import { inEveryLanguage, texts } from '../texts/texts.ts';
import type { Pages } from './pages.ts';

/**
 * The page for whatever went wrong outside a page of its own. Nothing is known of the reader here, so it speaks every language. It says
 * what to do, never what happened inside.
 */
export function createErrorPage(pages: Pick<Pages, 'render'>): (problem: { readonly status: number }) => string {
  return ({ status }) => {
    const key = sectionOf(status);
    const leads = inEveryLanguage(`page.${key}Lead`);
    const parts = inEveryLanguage(`page.${key}Title`).map(({ tag, direction, text }, index) => ({
      tag,
      direction,
      heading: text,
      lead: leads[index]?.text ?? '',
    }));
    return pages.render('error', { parts }, texts('en'));
  };
}

function sectionOf(status: number): string {
  if (status === 404) return 'nothing';
  if (status === 403) return 'foreign';
  if (status === 429) return 'tooMany';
  return status >= 500 ? 'fault' : 'badForm';
}
