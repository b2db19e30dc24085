import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../fakes/shared/random.ts';
import { startFreshserviceProcess } from '../../support/fake-processes.ts';
import { type PanelClient, panelClient } from '../../support/panel-client.ts';
import { prepareData } from '../../support/prepare-data.ts';
import { startServer } from '../../support/start-server.ts';
import { createFindings, type Findings, type ProofOptions, proofResult, type ProofResult } from '../shared/proof.ts';
import { type LinkInState, makeLinks } from './link-states.ts';
import type { visit } from './any-visit.ts';

const AGENT = { id: '27000000201', name: 'Mara Lindqvist', email: 'mara@kestrel.example' };

/** One visit to a link, chosen by `random`. */
type Visitor = typeof visit;

/** Nothing that a program does with a link changes anything. `scale`: visits to each state of a link. */
export async function proveEveryState(options: ProofOptions, visitor: Visitor): Promise<ProofResult> {
  const findings = createFindings();
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-scanner-'));
  const desk = await startFreshserviceProcess();
  const { secrets } = await prepareData({ dataDir, helpDeskUrl: desk.url });
  const server = await startServer({ dataDir, trustedProxies: 1 });
  try {
    const panel = panelClient(server.url, secrets.api, AGENT);
    const links = await makeLinks(panel, `scanner-${options.seed}`);
    for (const [index, link] of links.entries()) await scan({ panel, visitor, findings }, link, index, options);
    return proofResult('scanners, links in every status', options, findings, {
      states: links.map(({ state }) => state),
    });
  } finally {
    await server.stop();
    await desk.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Tools = { readonly panel: PanelClient; readonly visitor: Visitor; readonly findings: Findings };

async function scan(
  { panel, visitor, findings }: Tools,
  link: LinkInState,
  index: number,
  { scale, seed, tell }: ProofOptions,
): Promise<void> {
  const random = seededRandom(seed * 1000 + index);
  let before = await stateOf(panel, link.requestId);
  for (let n = 0; n < scale; n += 1) {
    const { what, answer } = await visitor(link.joinUrl, random, link.cookie);
    findings.check(answer.status < 500 ? null : `${link.state}: ${what} was answered with ${answer.status}`);
    findings.check(answer.status === 303 && what.startsWith('POST') ? `${link.state}: ${what} was carried out` : null);
    const after = await stateOf(panel, link.requestId);
    findings.check(after === before ? null : `${link.state}: ${what} changed the request`);
    before = after;
  }
  tell(`${link.state}: ${scale} visits`);
}

/** Everything of a request that must not change, as text: all that the panel shows but presence, and the log. */
async function stateOf(panel: PanelClient, requestId: string): Promise<string> {
  const [view, log] = await Promise.all([panel.read(requestId), panel.log(requestId)]);
  const { presence: _presence, actions, trouble: _trouble, ...kept } = view;
  return JSON.stringify([kept, actions.map(({ command }) => command), log]);
}
