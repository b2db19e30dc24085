import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startFakeFreshservice } from '../fakes/freshservice/start.ts';
import { type FakeLightning, startFakeLightning } from '../fakes/lightning/start.ts';
import type { OrgRecord } from '../fakes/salesforce/control-client.ts';
import { SIGN_IN_APP } from '../fakes/salesforce/seed.ts';
import { type FakeSalesforce, startFakeSalesforce } from '../fakes/salesforce/start.ts';
import { type SmtpSink, startSmtpSink } from '../fakes/smtp/start.ts';
import type { Account } from '../support/enter-people.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { prepareData } from '../support/prepare-data.ts';
import { prepareOrg } from '../support/prepare-org.ts';
import { PROJECT_ROOT } from '../support/project-root.ts';
import { type RunningServer, startServer } from '../support/start-server.ts';
import { startBrowser } from './browser.ts';

const AGENTS = [
  { name: 'Mara Lindqvist', email: 'mara.lindqvist@kestrel.example', role: 'support-agent' },
  { name: 'Jun Watanabe', email: 'jun.watanabe@kestrel.example', role: 'support-agent' },
] as const;
const FORCE_APP = ['force-app', 'force-app-doorbell'].map((name) => `${PROJECT_ROOT}connectors/salesforce/${name}`);

/** The server in a process of its own, and around it a pretended org with our panel on its pages, mail, and a browser. */
export type CaseWorld = {
  readonly url: string;
  readonly org: FakeSalesforce;
  readonly pages: FakeLightning;
  readonly mail: SmtpSink;
  readonly browser: Browser;
  readonly agents: readonly Account[];
  /** A case of its own, owned by Mara, for Hannah. */
  addCase(fields?: Readonly<Record<string, string | null>>): Promise<string>;
  /** The newest request of a case, once it looks as expected in the org. */
  request(caseId: string, isExpected: (record: OrgRecord) => boolean): Promise<OrgRecord>;
  /** The same server on the same data once more. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

export async function caseWorld(options: { readonly agentsSignIn?: boolean } = {}): Promise<CaseWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'session-requests-case-'));
  const port = await freePort();
  const [desk, org, mail] = await Promise.all([
    startFakeFreshservice({ plan: 'unlimited' }),
    startFakeSalesforce({ forceApp: FORCE_APP }),
    startSmtpSink(),
  ]);
  const pages = await startFakeLightning({ appDir: `${PROJECT_ROOT}connectors/salesforce`, orgUrl: org.url });
  const build = await pages.built();
  if (!build.ok) throw new Error(build.why);
  const smtp = { host: '127.0.0.1', port: mail.smtpPort };
  const { admin, people } = await prepareData({ dataDir, helpDeskUrl: desk.url, smtp, people: AGENTS });
  const agentsSignIn = options.agentsSignIn === true;
  const by = agentsSignIn ? { agentsSignInBy: SIGN_IN_APP } : {};
  const orgId = await prepareOrg({ dataDir, adminId: admin.id, org, settings: { listens: true }, ...by });
  let server: RunningServer = await startServer({ dataDir, port });
  if (agentsSignIn) {
    const redirectUris = [`${server.url}/connect/sign-in/${orgId}/callback`];
    await org.control.app({ clientId: SIGN_IN_APP.clientId, redirectUris });
  }
  const browser = await startBrowser();
  return {
    url: server.url,
    org,
    pages,
    mail,
    browser,
    agents: people,
    addCase: async (fields = {}) => {
      const usual = { Subject: 'Outlook does not start', ContactId: org.people.contacts.hannah };
      const status = { OwnerId: org.people.mara, Status: 'Working', Priority: 'High', Origin: 'Email' };
      return (await org.control.insert('Case', { ...usual, ...status, ...fields })).Id;
    },
    request: (caseId, isExpected) =>
      eventually('the request to look as expected in the org', async () => {
        const newest = (await org.control.casePage(caseId)).requests.at(-1);
        return newest !== undefined && isExpected(newest) && newest;
      }),
    stop: () => server.stop(),
    start: async () => {
      server = await startServer({ dataDir, port });
    },
    close: async () => {
      await browser.close();
      await server.kill();
      await Promise.all([pages.close(), org.close(), mail.close(), desk.close()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
