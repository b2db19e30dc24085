import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeFreshservice, startFakeFreshservice } from '../fakes/freshservice/start.ts';
import { enterAdmin } from '../support/enter-people.ts';
import { addAccount } from './connector-form.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { textOf, visitor, type Visitor } from './visitor.ts';

const LATER_MS = 10 * 60_000;
const REPORT = {
  version: '0.1.0',
  protocol: 1,
  accountId: '1402',
  domain: '<b>acme</b>.freshservice.com',
  region: 'EUC',
};

let world: ConsoleWorld;
let desk: FakeFreshservice;
let admin: Visitor;
let path = '';

beforeAll(async () => {
  [desk, world] = await Promise.all([startFakeFreshservice(), consoleWorld()]);
  const { account } = await enterAdmin(world.people);
  admin = visitor(world.url);
  await admin.signIn(account);
  path = (await addAccount(admin, desk)).to ?? '';
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await Promise.all([world.close(), desk.close()]);
});

const id = (): string => path.split('/').at(-1) ?? '';
const page = async (): Promise<string> => (await admin.look(path)).body;

describe("The account's page says of the app inside Freshservice", () => {
  it('that it was never installed, and what is missing without it', async () => {
    expect(textOf(await page())).toContain('has not been installed with a secret of this account yet');
  });

  it('how it is installed, and that this address is not one that Freshworks could call', async () => {
    const shown = textOf(await page());
    expect(shown).toContain('freshservice pack --out app.zip');
    expect(shown).toMatch(/cannot call this server at http:\/\/[^ ]+\. .* set PUBLIC_URL to such an address first/);
  });

  it('since when it is installed, which one and where, with what it says of itself only as text', async () => {
    await world.people.appInstalls.installed(id(), REPORT);
    const shown = await page();
    expect(textOf(shown)).toMatch(/Installed .+, version 0\.1\.0\./);
    expect(textOf(shown)).toContain('has not told of a ticket yet');
    expect(shown).toContain('&lt;b&gt;acme');
    expect(shown).not.toContain('<b>acme');
    expect(textOf(shown)).not.toContain('Last updated');
  });

  it('when it was changed and when it last told of a ticket', async () => {
    world.advance(LATER_MS);
    await world.people.appInstalls.installed(id(), { ...REPORT, version: '0.2.0' });
    await world.people.appInstalls.heard(id());
    const shown = textOf(await page());
    expect(shown).toMatch(/version 0\.2\.0/);
    expect(shown).toMatch(/Last updated or changed .+/);
    expect(shown).toMatch(/It last told of a ticket .+/);
  });

  it('when it was removed, and that nothing else is lost', async () => {
    await world.people.appInstalls.uninstalled(id());
    const shown = textOf(await page());
    expect(shown).toMatch(/The app was uninstalled on .+ are kept/);
    expect(shown).not.toContain('Installed ');
  });
});
