import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { PanelView } from '../../../server/panel-api/panel-view.ts';

import { startFreshserviceProcess } from '../../support/fake-processes.ts';
import { joinClient } from '../../support/join-client.ts';
import { type PanelClient, panelClient } from '../../support/panel-client.ts';
import { prepareData } from '../../support/prepare-data.ts';
import { startBrowser } from '../../support/start-browser.ts';
import { startServer } from '../../support/start-server.ts';
import {
  createFindings,
  type Findings,
  type Proof,
  type ProofOptions,
  proofResult,
  type ProofResult,
} from '../shared/proof.ts';
import { BROWSER_PROFILES } from './browser-profiles.ts';
import { FETCHING_PROFILES } from './fetching-profiles.ts';
import { leavePage } from './leave-page.ts';
import type { Profile } from './profile.ts';
import { visit } from './any-visit.ts';
import { proveEveryState } from './prove-every-state.ts';

const AGENT = { id: '27000000201', name: 'Mara Lindqvist', email: 'mara@kestrel.example' };
export const PROFILES: readonly Profile[] = [...FETCHING_PROFILES, ...BROWSER_PROFILES];
/** A browser's click takes far longer than a post: every so many links is pressed in a browser, the others over HTTP. */
const CLICKED_EVERY = 10;
/** A press that comes to nothing shows in the request's status. */
const PRESS_MS = 10_000;

/** Links that scanners of every kind had first still do what the first person's press asks. `scale`: links for each kind, and visits to each status. */
export const scannersProof: Proof = {
  summary: '14 kinds of scanners, each with links of its own: nothing changes, and the person’s press afterwards works',
  defaultScale: 200,
  run: async (options) => [await proveScanners(options, PROFILES), await proveEveryState(options, visit)],
};

export async function proveScanners(options: ProofOptions, profiles: readonly Profile[]): Promise<ProofResult> {
  const findings = createFindings();
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-scanners-'));
  const desk = await startFreshserviceProcess();
  const { secrets } = await prepareData({ dataDir, helpDeskUrl: desk.url });
  const server = await startServer({ dataDir, trustedProxies: 1 });
  const browser = await startBrowser();
  try {
    const panel = panelClient(server.url, secrets.api, AGENT);
    for (const [index, profile] of profiles.entries()) {
      for (let number = 0; number < options.scale; number += 1) {
        await scan({ panel, browser, findings }, profile, index, number);
      }
      options.tell(`${profile.name}: ${options.scale} links`);
    }
    return proofResult('scanners', options, findings, { profiles: profiles.map(({ name }) => name) });
  } finally {
    await browser.close();
    await server.stop();
    await desk.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Tools = { readonly panel: PanelClient; readonly browser: Browser; readonly findings: Findings };

async function scan(tools: Tools, profile: Profile, index: number, number: number): Promise<void> {
  const { panel, browser, findings } = tools;
  const say = (what: string): string => `${profile.name}, link ${number + 1}: ${what}`;
  const request = await makeRequest(panel, `${index}-${number}`);
  const joinUrl = request.joinUrl ?? '';
  const place = `10.${index}.${Math.floor(number / 250)}.${(number % 250) + 1}`;
  const before = await stateOf(panel, request.id);
  const { statuses, carriedOut } = await profile.visit({
    joinUrl,
    place,
    browser: () => browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': place } }),
  });
  const failed = statuses.filter((status) => status >= 500 || status === 0);
  findings.check(failed.length === 0 ? null : say(`was answered with ${failed.join(', ')}`));
  findings.check(carriedOut === 0 ? null : say('a post was carried out'));
  findings.check((await stateOf(panel, request.id)) === before ? null : say('the request changed'));
  if (number % CLICKED_EVERY === 0) await click(browser, joinUrl, place);
  else await joinClient(joinUrl, place).walk('join');
  const { status } = await panel.read(request.id);
  findings.check(status === 'Waiting' ? null : say(`the person's press led to ${status}`));
}

async function click(browser: Browser, joinUrl: string, place: string): Promise<void> {
  const context = await browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': place } });
  const page = await context.newPage();
  try {
    await page.goto(joinUrl);
    const isPost = (response: { request(): { method(): string } }): boolean => response.request().method() === 'POST';
    const answered = page.waitForResponse(isPost, { timeout: PRESS_MS }).catch(() => null);
    await page
      .locator('form[action$="/join"] button')
      .click({ timeout: PRESS_MS })
      .catch(() => null);
    await answered;
  } finally {
    await leavePage(page);
  }
}

async function makeRequest(panel: PanelClient, name: string): Promise<PanelView> {
  const answer = await panel.create({
    commandId: `scanners-${name}`,
    ticket: { id: '1042', number: 'INC-1042', subject: 'Outlook keeps asking for my password' },
    recipient: { name: 'May Lin', email: `may-${name}@customer.example` },
    channels: ['link'],
  });
  if (!answer.ok) throw new Error(`The request was refused: ${answer.problem.title}`);
  return answer.request;
}

/** Everything of a request that must not change, as text. */
async function stateOf(panel: PanelClient, requestId: string): Promise<string> {
  const [view, log] = await Promise.all([panel.read(requestId), panel.log(requestId)]);
  const { presence: _presence, trouble: _trouble, actions, ...kept } = view;
  return JSON.stringify([kept, actions.map(({ command }) => command), log]);
}
