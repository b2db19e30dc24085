import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../composition.ts';
import { readConfig } from '../config.ts';
import { paragraphs } from '../demo/paragraphs.ts';
import { walkFreshservice } from '../demo/walk/freshservice.ts';
import { appointment } from '../demo/walk/appointment.ts';
import type { Journey } from '../demo/walk/journey.ts';
import type { TimelineLine, WalkedDesk } from '../demo/walk/panel-agent.ts';
import { refusals } from '../demo/walk/refusals.ts';
import { walkSalesforce } from '../demo/walk/salesforce.ts';
import { secondChances } from '../demo/walk/second-chances.ts';
import { surroundings, waitFor } from '../demo/walk/surroundings.ts';
import { wholeJourney } from '../demo/walk/whole-journey.ts';

const JOURNEYS = [
  ['The whole journey', wholeJourney],
  ['Deny, stop, report', refusals],
  ['Text message, appointment, another time', appointment],
] as const;

/** Walks every journey against the fakes and prints what the tickets say of it. Exit code 1 when anything is not as it must be. */
export async function demo(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'session-requests-demo-'));
  const port = await freePort();
  const config = readConfig({ PORT: String(port), DATA_DIR: dataDir, DEMO: 'on', LOG_LEVEL: 'error' });
  const server = await startServer({ ...config, allowLoopback: true });
  try {
    if (server.demo === null) throw new Error('the demo desk did not start');
    const { mailboxUrl: mailbox, phoneUrl: phone, deviceUrl: device, orgUrl: org } = server.demo;
    const { deskUrl: desk, platformUrl: platform } = server.demo;
    const around = surroundings({ mailbox, phone, device });
    console.log('\nThe app in the help desk (Freshservice)');
    const desks = [
      await walkFreshservice({ server: server.url, platform, desk }, say),
      await walkSalesforce({ server: server.url, org }),
    ];
    for (const walked of desks) {
      await walkAll(walked, { ...walked, around, say });
    }
    for (const walked of desks) await printTimelines(walked);
    console.log('\nEverything was as it must be.');
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** One journey after the other. The last one begins first: its request has to run out. */
async function walkAll({ name }: WalkedDesk, journey: Journey): Promise<void> {
  const goOn = await secondChances(journey);
  for (const [title, walk] of JOURNEYS) {
    console.log(`\n${title} (${name})`);
    await walk(journey);
  }
  console.log(`\nExpire, new link, reopen, corrected recipient (${name})`);
  await goOn();
}

function say(line: string): void {
  console.log(`  ✓ ${line}`);
}

async function printTimelines(walked: WalkedDesk): Promise<void> {
  for (const { id, number, subject } of Object.values(walked.tickets)) {
    const timeline = await waitFor(`the timeline of ${number}`, async () => {
      const lines = await walked.timeline(id);
      return lines.some(isClosing) ? lines : null;
    });
    console.log(`\nTimeline of ${number} (${walked.name}): ${subject}`);
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
