import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

// The same engine without the browser's own windows first: it needs half the time.
const USUAL = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'] as const;

export const CHROMIUM = process.env['CHROMIUM'] ?? USUAL.find((path) => existsSync(path)) ?? USUAL[1];
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser without a window. Close it after the suite. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: ARGS });
}
