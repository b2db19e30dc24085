import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeFreshservice, startFakeFreshservice } from '../fakes/freshservice/start.ts';
import { enterAdmin } from '../support/enter-people.ts';
import { addAccount, secretIn, settingsFields } from './connector-form.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { textOf, visitor, type Visitor } from './visitor.ts';

let world: ConsoleWorld;
let desk: FakeFreshservice;
let admin: Visitor;

beforeAll(async () => {
  [desk, world] = await Promise.all([startFakeFreshservice(), consoleWorld()]);
  const { account } = await enterAdmin(world.people);
  admin = visitor(world.url);
  await admin.signIn(account);
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await Promise.all([world.close(), desk.close()]);
});

describe('before anything is connected', () => {
  it('each page says what to do next', async () => {
    for (const [path, hint] of [
      ['/console/requests', 'No help desk is connected yet'],
      ['/console/connectors', 'Add Freshservice'],
      ['/console/requests/new', 'Ask an admin to connect one'],
      ['/console/queues', 'There is no queue yet'],
      ['/console/mail', 'Mail is not set up'],
      ['/console/webhooks', 'No webhook yet'],
      ['/console/deliveries', 'Nothing was given up'],
    ]) {
      expect([path, textOf((await admin.look(path ?? '')).body)]).toEqual([path, expect.stringContaining(hint ?? '')]);
    }
  });
});

describe('a Freshservice account', () => {
  let path = '';
  let id = '';
  /** One that still works. */
  let apiSecret = '';

  it.each([
    [{ address: 'https://evil.example' }, 'not the address of a Freshservice account'],
    [{ address: 'https://acme.freshservice.com.evil.example' }, 'not the address of a Freshservice account'],
    [{ apiKey: '' }, 'Fill this in'],
    [{ timeZone: 'Mars/Olympus' }, 'not a time zone'],
    [{ environment: 'test' }, 'List at least one'],
    [
      { environment: 'test', allowList: 'not an address' },
      'one domain (@example.com) or one phone number (+49 30 1234567) on each line',
    ],
    [{ plan: 'calls', calls: '' }, 'Fill this in'],
    [{ client: 'custom-2', prefix: '../x' }, '1 to 32 letters and digits'],
    [{ downloadWindows: 'https://evil.example/AnyDesk.exe' }, 'lie on anydesk.com'],
    [{ downloadMacos: 'http://my.anydesk.com/a.dmg' }, 'lie on anydesk.com'],
    [{ downloadLinux: 'javascript:alert(1)' }, 'lie on anydesk.com'],
    [{ downloadHosts: 'https://files.example.com' }, 'One whole host name'],
    [{ statusField: 'a b' }, 'letters, digits and underscores'],
    [{ assetField: 'AnyDesk ID' }, 'small letters, digits and underscores, such as anydesk_id'],
    [{ assetField: "x' OR 1=1" }, 'small letters, digits and underscores, such as anydesk_id'],
    [{ statusClosed: 'Closed' }, 'the number of a ticket status'],
    [{ expiryHours: '999' }, 'from 1 to 336'],
    [{ appCallSeconds: '16' }, 'Choose'],
    [{ languages: [] }, 'Offer at least one language.'],
    [{ languages: ['de', 'fr'] }, 'Choose a default language that is offered.'],
    [{ phoneCountry: 'XX' }, 'not the two-letter code of a country'],
  ])('with bad input %j is refused beside the field, with the rest kept and the key not', async (over, message) => {
    const answer = await addAccount(admin, desk, { company: 'Kept & Co', ...over });
    expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining(message)]);
    expect(answer.body).toContain('Kept &amp; Co');
    expect(answer.body).not.toContain(desk.apiKey);
    expect(await world.people.installations.list()).toEqual([]);
  });

  it('is added with everything that was typed', async () => {
    const answer = await addAccount(admin, desk, {
      downloadWindows: 'https://files.example.com/AnyDesk.exe',
      downloadMacos: 'https://my.anydesk.com/v2/AnyDesk.dmg',
      downloadHosts: 'Files.Example.com',
    });
    expect(answer.status).toBe(303);
    path = answer.to ?? '';
    id = path.split('/').at(-1) ?? '';
    expect((await world.people.installations.find(id))?.installation).toMatchObject({
      name: 'Kestrel',
      environment: 'production',
      settings: {
        company: 'Kestrel Logistics',
        statusField: 'remote_support_status',
        ticketStatusOn: { Open: '3' },
        remoteClient: { kind: 'standard' },
        downloads: {
          windows: 'https://files.example.com/AnyDesk.exe',
          macos: 'https://my.anydesk.com/v2/AnyDesk.dmg',
        },
        downloadHosts: ['files.example.com'],
        lifecycle: { defaultExpiryMs: 12 * 60 * 60_000 },
      },
    });
  });

  it('is tested without changing anything in the help desk', async () => {
    await desk.control.forgetCalls();
    const answer = await admin.press(`${path}/test`);
    expect(textOf(answer.body)).toContain('Fine: The API key is accepted.');
    const calls = await desk.control.calls();
    expect(calls.length).toBeGreaterThan(0);
    expect(new Set(calls.map((call) => call.method))).toEqual(new Set(['GET']));
  });

  it('keeps its key when the new one is not accepted, and takes one that is', async () => {
    const before = (await world.people.installations.find(id))?.sealedCredentials;
    const refused = await admin.press(`${path}/key`, { apiKey: 'a-wrong-key' });
    expect([refused.status, textOf(refused.body)]).toEqual([422, expect.stringContaining('does not accept this key')]);
    expect(refused.body).not.toContain('a-wrong-key');
    expect((await world.people.installations.find(id))?.sealedCredentials).toBe(before);
    const agent = (await desk.control.agents())[0];
    await desk.control.editAgent(agent?.id ?? 0, { apiKey: 'the-rotated-key' });
    const taken = await admin.press(`${path}/key`, { apiKey: 'the-rotated-key' });
    expect(taken.status).toBe(303);
    expect((await world.people.installations.find(id))?.sealedCredentials).not.toBe(before);
    expect(textOf((await admin.press(`${path}/test`)).body)).toContain('Fine: The API key is accepted.');
  });

  it('shows a new secret once, lets two be valid at the same time and no third, and ends one at once', async () => {
    const made: string[] = [];
    for (const purpose of ['api', 'webhook-header', 'webhook-signing'] as const) {
      const first = secretIn((await admin.press(`${path}/secrets`, { purpose })).body);
      const second = secretIn((await admin.press(`${path}/secrets`, { purpose })).body);
      expect(first).toMatch(
        {
          api: /^srs_[0-9a-z]{32}$/,
          'webhook-header': /^srw_[0-9a-z]{32}$/,
          'webhook-signing': /^whsec_[A-Za-z0-9+/]{32}$/,
        }[purpose],
      );
      expect(second).not.toBe(first);
      made.push(first, second);
      const third = await admin.press(`${path}/secrets`, { purpose });
      expect([third.status, secretIn(third.body)]).toEqual([409, '']);
    }
    const [older, newer] = made;
    const owner = (secret = '') => world.people.installSecrets.installationOf(secret);
    expect([await owner(older), await owner(newer)]).toEqual([id, id]);
    const valid = (await world.people.installSecrets.valid(id)).filter(({ purpose }) => purpose === 'api');
    await admin.press(`${path}/secrets/${valid[1]?.id ?? ''}/revoke`);
    const known = [await owner(older), await owner(newer)];
    expect(known.filter((one) => one === id)).toHaveLength(1);
    apiSecret = (known[0] === id ? older : newer) ?? '';
    expect((await admin.press(`${path}/secrets/${valid[1]?.id ?? ''}/revoke`)).status).toBe(404);
    const webhook = await world.people.installSecrets.webhookSecrets(id);
    expect([webhook?.headerSecretHashes.length, webhook?.signingSecrets.length]).toEqual([2, 2]);
    expect(made).toEqual(expect.arrayContaining([...(webhook?.signingSecrets ?? [])]));
  });

  it('changes its settings, and the audit log names what changed but not to what', async () => {
    const phone = '+49 30 5550100';
    await admin.press(
      `${path}/settings`,
      settingsFields({
        helpDeskPhone: phone,
        timeline: 'living-entry',
        appCallSeconds: '30',
        namesBySecret: '1',
        client: 'custom-2',
        prefix: 'abc12345',
        environment: 'test',
        allowList: '@kestrel.example',
      }),
    );
    expect((await world.people.installations.find(id))?.installation).toMatchObject({
      environment: 'test',
      settings: {
        helpDeskPhone: phone,
        timeline: 'living-entry',
        allowList: ['@kestrel.example'],
        appCallSeconds: 30,
        namesBySecret: true,
      },
    });
    const log = textOf((await admin.look('/console/audit')).body);
    expect(log).toContain('connector.changed');
    expect(log).toContain('"helpDeskPhone"');
    expect(log).not.toContain(phone);
  });

  it('tries the AnyDesk of its settings on the admin’s own device, and takes no text that is no address', async () => {
    expect((await admin.look(path)).body).toContain(`href="${path}/client-test"`);
    const test = async (address: string) =>
      (await admin.look(`${path}/client-test?address=${encodeURIComponent(address)}`)).body;
    expect(textOf(await test(''))).toContain('No device is known as yours yet');
    expect(await test('987 654 321')).toContain('href="anydesk:AnyDesk-ad_abc12345:987654321"');
    for (const hostile of ['anydesk:register-license', '"><script>alert(1)</script>', '-help', 'x'.repeat(5000)]) {
      const body = await test(hostile);
      expect(textOf(body)).toContain('This is no AnyDesk address');
      expect(body).not.toMatch(/href="anydesk|<script>alert/);
    }
  });

  it('tries another remote tool by its URL, and gives no advice about AnyDesk’s own program', async () => {
    const template = 'rustdesk://connection/new/{address}';
    await admin.press(`${path}/settings`, settingsFields({ client: 'url-template', template }));
    const { body } = await admin.look(`${path}/client-test?address=987654321`);
    expect(body).toContain('href="rustdesk://connection/new/987654321"');
    expect(textOf(body)).toContain('uses another program in AnyDesk’s place');
    expect(body).not.toContain('anydesk.com/downloads');
  });

  it('is removed only by typing its name; key and secrets die, requests stay', async () => {
    const wrong = await admin.press(`${path}/remove`, { confirm: 'kestrel' });
    expect([wrong.status, textOf(wrong.body)]).toEqual([422, expect.stringContaining('Type the name exactly')]);
    expect(await world.people.installSecrets.webhookSecrets(id)).not.toBeNull();
    expect(await world.people.installSecrets.installationOf(apiSecret)).toBe(id);
    await admin.press(`${path}/remove`, { confirm: 'Kestrel' });
    expect(await world.people.installations.find(id)).toBeNull();
    expect(await world.people.installSecrets.webhookSecrets(id)).toBeNull();
    expect(await world.people.installSecrets.installationOf(apiSecret)).toBeNull();
    expect((await admin.look(path)).status).toBe(404);
  });
});
