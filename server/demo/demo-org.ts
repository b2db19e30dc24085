import { fileURLToPath } from 'node:url';
import { DEMO_AGENTS } from './demo-agents.ts';
import { addressOf, type FakeProcess } from './fake-process.ts';
import { orgClient } from './org-client.ts';

/** The pretended Salesforce org with our panel on its case pages. */
export type DemoOrg = {
  readonly orgUrl: string;
  /** Pages of the org as people see them. */
  readonly pagesUrl: string;
  /** Record ids of the demo's agents, by mail address. */
  readonly userIds: ReadonlyMap<string, string>;
  /** The case that is shown first. */
  readonly firstCase: string;
};

export type DemoOrgProcesses = Readonly<Record<'org' | 'pages', FakeProcess>>;

const SALESFORCE = fileURLToPath(new URL('../../connectors/salesforce', import.meta.url));
const PACKAGES = ['force-app', 'force-app-doorbell'].map((name) => `${SALESFORCE}/${name}`).join(',');
const FIRST_CASE = '00001042';

/** Starts the org's two processes: its interfaces, and its pages. */
export async function startDemoOrg(
  start: (name: string, words: readonly string[]) => Promise<FakeProcess>,
): Promise<DemoOrgProcesses> {
  const org = await start('salesforce', ['--force-app', PACKAGES]);
  return { org, pages: await start('lightning', ['--app', SALESFORCE, '--org', addressOf(org, 'url')]) };
}

/** Finds the demo's agents and its first case in the org. */
export async function meetDemoOrg({ org, pages }: DemoOrgProcesses): Promise<DemoOrg> {
  const orgUrl = addressOf(org, 'url');
  const client = orgClient(orgUrl);
  const users = await client.userIds();
  const firstCase = (await client.caseIds()).get(FIRST_CASE);
  if (firstCase === undefined) throw new Error(`the demo's Salesforce org has no case ${FIRST_CASE}`);
  const userIds = new Map(DEMO_AGENTS.map(({ email }) => [email, users.get(email) ?? '']));
  return { orgUrl, pagesUrl: addressOf(pages, 'url'), userIds, firstCase };
}
