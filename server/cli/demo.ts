import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../composition.ts';
import { readConfig } from '../config.ts';
import { paragraphs } from '../demo/paragraphs.ts';
import { panelAgent } from '../demo/walk/agent.ts';
import { JOURNEY_TICKETS, refusals, secondChances, wholeJourney } from '../demo/walk/journeys.ts';
import { type Surroundings, surroundings, type TimelineLine, waitFor } from '../demo/walk/surroundings.ts';

const JOURNEYS = [
  ['The whole journey', wholeJourney],
  ['Deny, stop, report', refusals],
  ['Expire, new link, reopen, corrected recipient', secondChances],
] as const;

/** Walks every journey against the fakes and prints what the tickets say of it. Exit code 1 when anything is not as it must be. */
export async function demo(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'session-requests-demo-'));
  const port = await freePort();
  const config = readConfig({ PORT: String(port), DATA_DIR: dataDir, DEMO: 'on', LOG_LEVEL: 'error' });
  const server = await startServer({ ...config, allowLoopback: true });
  try {
    if (server.demo === null) throw new Error('the demo desk did not start');
    const { mailboxUrl: mailbox, deviceUrl: device, deskUrl: desk, platformUrl } = server.demo;
    const around = surroundings({ mailbox, device, desk });
    const agentId = await around.agentId('mara.lindqvist@kestrel.example');
    const agent = panelAgent({ serverUrl: server.url, platformUrl, key: 'mara', agentId });
    console.log('\nThe app in the help desk (Freshservice)');
    say(`The agent lets the app act for her: "${await agent.authorize()}"`);
    for (const [title, walk] of JOURNEYS) {
      console.log(`\n${title} (Freshservice)`);
      await walk({ agent, around, say });
    }
    await printTimelines(around);
    console.log('\nEverything was as it must be.');
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function say(line: string): void {
  console.log(`  ✓ ${line}`);
}

async function printTimelines(around: Surroundings): Promise<void> {
  for (const { id, number, subject } of JOURNEY_TICKETS) {
    const timeline = await waitFor(`the timeline of ${number}`, async () => {
      const lines = await around.timeline(id);
      return lines.some(isClosing) ? lines : null;
    });
    console.log(`\nTimeline of ${number}: ${subject}`);
    for (const line of timeline) console.log(boxed(line));
    const markers = timeline.flatMap(({ bodyText }) => bodyText.match(/RS-\d{6,}-\d{2,}-[0-9A-Z]{4}/g) ?? []);
    if (new Set(markers).size !== markers.length) throw new Error(`${number}: an entry was written twice`);
  }
}

/** The last thing each journey writes. */
function isClosing({ bodyText }: TimelineLine): boolean {
  return /closed|not .* request|reported/i.test(bodyText);
}

function boxed({ authorName, body }: TimelineLine): string {
  return [`  ┌ ${authorName}`, ...paragraphs(body).map(({ text }) => `  │ ${text}`), '  └'].join('\n');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
