import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeSalesforce, startFakeSalesforce } from '../salesforce/start.ts';
import { buildKey } from './build/build-key.ts';
import { keptBuild } from './build/kept-build.ts';
import { readBundles } from './build/read-bundles.ts';
import { readProject } from './build/read-project.ts';
import { type FakeLightning, startFakeLightning } from './start.ts';

const OURS = fileURLToPath(new URL('../../../connectors/salesforce', import.meta.url));
let org: FakeSalesforce;
let pages: FakeLightning;

beforeAll(async () => {
  org = await startFakeSalesforce();
  pages = await startFakeLightning({ appDir: OURS, orgUrl: org.url });
});
afterAll(() => Promise.all([pages.close(), org.close()]));

/** Sends the path as it is written, which `fetch` would tidy up. */
const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(pages.url);
    const sent = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.once('error', reject).end();
  });

describe('a page', () => {
  const pathOf = (userId: string): string => `/agent/${userId}/cases`;

  it('is somebody’s own, in his language and with a token of his', async () => {
    const { status, text } = await get(pathOf(org.people.jun));
    expect(status).toBe(200);
    expect(text).toContain('<html lang="zh-TW" dir="ltr">');
    const session: unknown = JSON.parse(/id="session">([^<]*)</.exec(text)?.[1] ?? '');
    expect(session).toMatchObject({ userId: org.people.jun, caseId: null, timeZone: 'Europe/Amsterdam' });
  });

  it('is nobody’s who left or never was there', async () => {
    expect((await get(pathOf(org.people.oskar))).status).toBe(404);
    expect((await get(pathOf('005000000000000AAA'))).status).toBe(404);
  });

  it('is not shown under a name that somebody pointed here, nor to a page of elsewhere', async () => {
    expect((await get(pathOf(org.people.mara), { host: 'evil.example' })).status).toBe(403);
    expect((await get(pathOf(org.people.mara), { origin: 'http://evil.example' })).status).toBe(403);
  });

  it.each([
    '/page/../start.ts',
    '/page/%2e%2e/start.ts',
    '/assets/../package.json',
    '/_slds/../../package.json',
    '/page',
  ])('is the only thing that is given out: not %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('finds the styles and icons that the vendor’s components ask for', async () => {
    expect((await get('/_slds/icons/utility-sprite/svg/symbols.svg')).status).toBe(200);
    expect((await get('/page/page.css')).status).toBe(200);
  });
});

describe('components', () => {
  it('are placed where their own description allows, with what it sets at first', () => {
    const bundles = readBundles(readProject(OURS).lwcFolder);
    const placed = bundles.filter(({ targets }) => targets.length > 0);
    expect(placed.map(({ name, targets, defaults }) => ({ name, targets, defaults }))).toEqual([
      { name: 'sessionRequestAction', targets: ['lightning__RecordAction'], defaults: {} },
      {
        name: 'sessionRequestPanel',
        targets: ['lightning__RecordPage'],
        defaults: { offerSms: false, offerReply: false },
      },
    ]);
  });

  describe('of another project', () => {
    let appDir: string;
    const write = (script: string): void => {
      const lwc = join(appDir, 'force-app/main/default/lwc/clock');
      mkdirSync(lwc, { recursive: true });
      const project = { sourceApiVersion: '67.0', packageDirectories: [{ path: 'force-app', default: true }] };
      writeFileSync(join(appDir, 'sfdx-project.json'), JSON.stringify(project));
      writeFileSync(join(appDir, 'package.json'), '{}');
      writeFileSync(join(lwc, 'clock.js'), script);
      const target = '<targets><target>lightning__RecordPage</target></targets>';
      const meta = `<LightningComponentBundle><isExposed>true</isExposed>${target}</LightningComponentBundle>`;
      writeFileSync(join(lwc, 'clock.js-meta.xml'), meta);
    };
    beforeAll(() => {
      appDir = mkdtempSync(join(tmpdir(), 'lightning-project-'));
    });
    afterAll(() => rmSync(appDir, { recursive: true, force: true }));

    it('are built anew when a line of them changes', () => {
      write('export default 1;');
      const before = buildKey(readProject(appDir));
      expect(buildKey(readProject(appDir))).toBe(before);
      write('export default 2;');
      expect(buildKey(readProject(appDir))).not.toBe(before);
    });

    it('are not built when they need a module that nobody stands in for, and it is named', async () => {
      write("import { subscribe } from 'lightning/empApi';\nexport default subscribe;");
      expect(await keptBuild(appDir)).toEqual({ ok: false, why: expect.stringContaining('lightning/empApi') });
    });
  });
});
