import { existsSync } from 'node:fs';
import { describe } from '@jest/globals';
import { CHROMIUM } from '../support/start-browser.ts';

export { startBrowser } from '../support/start-browser.ts';

/** True where there is a browser. Where there is none: says so loudly, and fails when `CI` is `true`. */
function browserIsThere(): boolean {
  if (existsSync(CHROMIUM)) return true;
  const message = `NO BROWSER: ${CHROMIUM} is missing, so nothing that needs a browser is tried.`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n${message}\n\n`);
  return false;
}

/** `describe` for what needs a browser; counted as skipped where there is none. */
export const describeInBrowser = browserIsThere() ? describe : describe.skip;
