import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { FakeSalesforce } from '../fakes/salesforce/start.ts';
import { startFakeSalesforce } from '../fakes/salesforce/start.ts';
import { startScript } from '../support/child-process.ts';
import type { Child } from '../support/child-process.ts';
import { PROJECT_ROOT } from '../support/project-root.ts';

let org: FakeSalesforce;
let home: string;

beforeEach(async () => {
  org = await startFakeSalesforce();
  home = await mkdtemp(join(tmpdir(), 'session-requests-deploy-'));
});
afterEach(async () => {
  await org.close();
  await rm(home, { recursive: true, force: true });
});

function run(words: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  return startScript(`${PROJECT_ROOT}server/start.js`, ['salesforce', 'deploy', ...words], {
    env: { HOME: home, SFDX_DISABLE_DNS_CHECK: 'true', SF_USE_GENERIC_UNIX_KEYCHAIN: 'true', ...env },
  });
}

async function finished(child: Child): Promise<{ readonly code: number | null; readonly output: string }> {
  const code = await child.ended;
  return { code, output: child.output() };
}

async function adminToken(): Promise<string> {
  return (await org.control.session(org.people.admin)).token;
}

async function deployWithToken(...words: string[]) {
  const token = await adminToken();
  return { token, ...(await finished(run(['--login', org.url, ...words], { SF_ACCESS_TOKEN: token }))) };
}

describe('deploying to an org with an access token', () => {
  it('sends the app in the pinned version, all or nothing, and tells what is new', async () => {
    const { code, output } = await deployWithToken();
    expect(output).toContain('The app is deployed.');
    expect(code).toBe(0);
    const [sent, ...more] = await org.control.deployments();
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ checkOnly: false, rollbackOnError: true });
    const paths = Object.keys(sent?.files ?? {}).join('\n');
    expect(paths).toContain('objects/Session_Request__c.object');
    expect(paths).not.toMatch(/__tests__|jsconfig|flows\//);
    expect(sent?.files['package.xml']).toContain('<version>67.0</version>');
    expect(output).toMatch(/new +CustomObject Session_Request__c/);
    expect(output).toMatch(/\d\d new, 0 changed, 0 as before/);
  });

  it('tells the second time that all is as it was', async () => {
    await deployWithToken();
    expect((await deployWithToken()).output).toMatch(/^0 new, 0 changed, \d\d as before\.$/m);
  });

  it('keeps the token out of what it prints and off the disk', async () => {
    const { token, output } = await deployWithToken();
    expect(output).not.toContain(token);
    const files = (await readdir(home, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
    const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
    expect(texts.join('\n')).not.toContain(token);
  });

  it('asks only, in a trial', async () => {
    const { code, output } = await deployWithToken('--dry-run');
    expect(code).toBe(0);
    expect(await org.control.deployments()).toMatchObject([{ checkOnly: true }]);
    expect(output).toContain('Nothing was changed.');
  });

  it('sends the add-ons that were asked for', async () => {
    await deployWithToken('--with', 'doorbell');
    const [sent] = await org.control.deployments();
    const paths = Object.keys(sent?.files ?? {}).join('\n');
    expect(paths).toMatch(/Session_Request_Ring__e\.object/);
    expect(paths).not.toMatch(/dashboards|translations/);
  });

  it('tells each problem with its part and what to do', async () => {
    await org.control.refuseDeployments([
      {
        type: 'PermissionSet',
        fullName: 'Session_Requests_Server',
        line: 7,
        problem: 'Permission Read All X depends on permission(s): \u001b[2JRead All Account',
      },
    ]);
    const { code, output } = await deployWithToken();
    expect(code).toBe(1);
    expect(output).toContain(
      '✗ PermissionSet Session_Requests_Server, line 7: Permission Read All X depends on permission(s): [2JRead All Account',
    );
    expect(output).toContain('rests on another one');
    expect(output).toContain('one part has a problem. The org is as it was before.');
  });

  it('says that a token is used up', async () => {
    const token = await adminToken();
    await org.control.revoke();
    const { code, output } = await finished(run(['--login', org.url], { SF_ACCESS_TOKEN: token }));
    expect(code).toBe(1);
    expect(output).toContain('does not take the sign-in any more');
    expect(output).not.toContain(token);
    expect(await org.control.deployments()).toEqual([]);
  });
});

describe('deploying to an org that reads what it is sent', () => {
  it('leaves the app there, and nothing after a trial', async () => {
    const env = { SF_ACCESS_TOKEN: await adminToken() };
    const sets = async () => (await org.control.state()).permissionSets;
    const trial = await finished(run(['--login', org.url, '--dry-run'], env));
    expect(trial.output).toContain('Nothing was changed.');
    expect(await sets()).not.toContain('Session_Requests_Agent');
    const real = await finished(run(['--login', org.url, '--with', 'doorbell'], env));
    expect(real.output).toContain('The app is deployed.');
    expect(await sets()).toEqual(expect.arrayContaining(['Session_Requests_Agent', 'Session_Requests_Doorbell']));
  });
});

describe('deploying after a sign-in with the browser', () => {
  it('waits for the consent, deploys, and needs no second sign-in', async () => {
    await org.control.app({
      clientId: 'PlatformCLI',
      redirectUris: ['http://localhost:1717/OauthRedirect'],
      scopes: ['refresh_token', 'api', 'web'],
    });
    await org.control.signsIn(org.people.admin);
    const child = run(['--login', org.url]);
    const address = await new Promise<string>((resolve, reject) => {
      child.onLine((line) => {
        if (line.trim().startsWith('http')) resolve(line.trim());
      });
      void child.ended.then(() => reject(new Error(child.output())));
    });
    const page = await fetch(address);
    await page.text();
    const first = await finished(child);
    expect(first.output).toContain('Signed in as ada.brink@kestrel.example.');
    expect(first.output).toContain('The app is deployed.');
    expect(first.code).toBe(0);
    const again = await finished(run(['--org', 'ada.brink@kestrel.example', '--dry-run', '--without-sf']));
    expect(again.output).toContain('Nothing was changed.');
    expect(await org.control.deployments()).toMatchObject([{ checkOnly: false }, { checkOnly: true }]);
  });
});

describe('deploying to an org by its alias', () => {
  it('says how to sign in when nobody has', async () => {
    const { code, output } = await finished(run(['--org', 'prod', '--without-sf']));
    expect(code).toBe(1);
    expect(output).toContain('Nobody is signed in to this org on this machine');
  });

  it('lets the admin’s own sf do it, and reads what it tells', async () => {
    const answer = {
      status: 1,
      result: {
        status: 'Failed',
        success: false,
        details: { componentFailures: { componentType: 'CustomTab', fullName: 'X', problem: 'No tab' } },
      },
    };
    await plantSf(answer);
    const { code, output } = await finished(run(['--org', 'prod', '--dry-run', '--with', 'reports'], onPath()));
    expect(code).toBe(1);
    expect(output).toContain('✗ CustomTab X: No tab');
    const called = JSON.parse(await readFile(join(home, 'called.json'), 'utf8')) as { words: string[]; cwd: string };
    expect(called.words.join(' ')).toBe(
      'project deploy start --target-org prod --json --wait 60 --source-dir force-app --source-dir force-app-reports --dry-run',
    );
    expect(called.cwd).toBe(join(PROJECT_ROOT, 'connectors/salesforce'));
  });

  it('passes on why sf could not begin', async () => {
    await plantSf({
      name: 'NamedOrgNotFoundError',
      message: 'No authorization information found for prod.',
      status: 1,
    });
    const { code, output } = await finished(run(['--org', 'prod'], onPath()));
    expect(code).toBe(1);
    expect(output).toContain('sf: No authorization information found for prod.');
  });

  const onPath = () => ({ PATH: [home, process.env['PATH'] ?? ''].join(delimiter) });
  async function plantSf(answer: object): Promise<void> {
    const called = JSON.stringify(join(home, 'called.json'));
    const program = `#!${process.execPath}
require('node:fs').writeFileSync(${called}, JSON.stringify({ words: process.argv.slice(2), cwd: process.cwd() }));
process.stdout.write(${JSON.stringify(JSON.stringify(answer))});
process.exitCode = 1;
`;
    await writeFile(join(home, 'sf'), program);
    await chmod(join(home, 'sf'), 0o755);
  }
});

describe('words that ask for nothing that can be done', () => {
  it.each([
    [[], 'Say which org'],
    [['--org', 'a', '--login', 'acme.my.salesforce.com'], 'not both'],
    [['--org', '--json'], '--org'],
    [['--org', 'prod; rm -rf'], 'no alias and no user name'],
    [['--login', 'login.salesforce.com.evil.example'], 'not the My Domain address'],
    [['--org', 'prod', '--with', 'doorbell,everything'], '"everything" is none of them'],
  ])('%j is answered with a sentence and the usage', async (words, sentence) => {
    const { code, output } = await finished(run(words));
    expect(code).toBe(2);
    expect(output).toContain(sentence);
    expect(output).toContain('Usage: session-requests salesforce');
  });
});
