import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { command } from '../builders/commands.ts';
import { startTeam, type Team } from './team.ts';
import { textOf, type Visitor } from './visitor.ts';

const MAY = { name: 'May Lin', email: 'may@customer.example', phone: '+886912345678' };
const WHO = { email: MAY.email, phone: '' };

let team: Team;
let admin: Visitor;
beforeAll(async () => {
  team = await startTeam();
  admin = await team.browser('admin');
});
afterAll(async () => {
  await team.world.close();
  expect(team.world.faults).toEqual([]);
});

const look = async (fields: Record<string, string> = WHO) => admin.press('/console/privacy/person', fields);
const erase = (fields: Record<string, string>) => admin.press('/console/privacy/erase', { ...WHO, ...fields });
const close = (id: string) => team.give(id, command('close-request'));

async function another(recipient: { name: string; email: string | null; phone: string | null } = MAY): Promise<string> {
  await admin.look('/console/privacy');
  return team.create({ recipient, ticket: null });
}

describe('Looking for a person', () => {
  it('tells the numbers and the names, and changes nothing', async () => {
    const id = await another();
    const answer = await look();
    expect(answer.status).toBe(200);
    expect(textOf(answer.body)).toMatch(/Requests for this person 1 .*Of them still active 1 .*names: .*May Lin/);
    expect((await team.stored(id)).recipient).toEqual(MAY);
  });

  it('warns when one address was used for several names', async () => {
    const id = await another({ ...MAY, name: 'Li Wei' });
    expect(textOf((await look()).body)).toContain('shared by several people');
    await close(id);
  });

  it.each([
    [{ email: '', phone: '' }, 'Enter an e-mail address'],
    [{ email: 'may', phone: '' }, 'not one mail address'],
    [{ email: 'a@b.example, c@d.example', phone: '' }, 'not one mail address'],
    [{ email: MAY.email, phone: 'call me' }, 'Write the number'],
  ])('needs an address or a number that is one (%j)', async (fields, words) => {
    const answer = await look(fields);
    expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining(words)]);
  });

  it('says that nothing is kept of somebody unknown', async () => {
    expect(textOf((await look({ email: 'nobody@nowhere.example', phone: '' })).body)).toContain('Nothing is kept');
  });

  it('shows a hostile name as text', async () => {
    const name = '<script>alert(1)</script>';
    await close(await another({ name, email: 'evil@customer.example', phone: null }));
    const { body } = await look({ email: 'evil@customer.example', phone: '' });
    expect(body).not.toContain(name);
    expect(textOf(body)).toContain(name);
    const report = await admin.press('/console/privacy/export/html', { email: 'evil@customer.example', phone: '' });
    expect(report.body).not.toContain(name);
  });
});

describe('Handing over', () => {
  it('gives all that is kept as a file for programs, and notes that in the audit log without the person', async () => {
    const { body, status } = await admin.press('/console/privacy/export/json', WHO);
    expect(status).toBe(200);
    const data = JSON.parse(body) as { requests: readonly { events: readonly { type: string }[]; state: object }[] };
    expect(data.requests[0]?.events[0]?.type).toBe('request-created');
    expect(data.requests[0]?.state).toMatchObject({ recipient: MAY });
    const { items } = await team.world.store.audit.list({ page: { cursor: null, limit: 1 }, requestId: null });
    expect(items[0]).toMatchObject({ action: 'privacy.exported' });
    expect(JSON.stringify(items[0])).not.toContain(MAY.email);
  });

  it('gives the same as a file to read', async () => {
    const { body } = await admin.press('/console/privacy/export/html', WHO);
    expect(textOf(body)).toMatch(/What is kept of .*may@customer\.example/);
    expect(textOf(body)).toContain('RS-000');
  });
});

describe('Erasing', () => {
  it('needs the address typed once more', async () => {
    const id = await another();
    for (const typed of ['', 'may', 'may@customer.example.org', 'm\u0430y@customer.example', '%']) {
      const answer = await erase({ typed, closesActive: '1' });
      expect([typed, answer.status, textOf(answer.body)]).toEqual([typed, 422, expect.stringContaining('is not')]);
    }
    expect((await team.stored(id)).recipient).toEqual(MAY);
    await close(id);
  });

  it('needs a word about requests that are still active', async () => {
    const id = await another();
    const answer = await erase({ typed: MAY.email });
    expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining('still active')]);
    expect((await team.stored(id)).status).toBe('Open');
  });

  it('needs the token of the admin’s own form, from our own page', async () => {
    const id = await another();
    const fields = { ...WHO, typed: MAY.email, closesActive: '1' };
    for (const options of [{ csrf: null }, { csrf: 'a'.repeat(32) }, { origin: 'https://evil.example' }]) {
      expect((await admin.press('/console/privacy/erase', fields, options)).status).toBe(403);
    }
    expect((await team.stored(id)).recipient).toEqual(MAY);
  });

  it.each(['mara', 'viewer'])('is not for %s', async (name) => {
    const id = await another();
    const browser = await team.browser(name);
    expect(
      (await browser.press('/console/privacy/erase', { ...WHO, typed: MAY.email, closesActive: '1' })).status,
    ).toBe(403);
    expect((await browser.press('/console/privacy/export/json', WHO)).status).toBe(403);
    expect((await team.stored(id)).recipient).toEqual(MAY);
  });

  it('closes, erases, and shows a report that does not say whose it was', async () => {
    const id = await another();
    const other = await another({ name: 'Olga', email: 'olga@customer.example', phone: null });
    const begun = await erase({ typed: ' May@Customer.example ', closesActive: '1' });
    expect([begun.status, begun.to]).toEqual([303, expect.stringMatching(/^\/console\/privacy\/erasures\//)]);
    await team.world.store.ping();
    const report = await untilDone(begun.to ?? '');
    expect(report).toMatch(/Erasure of Erased person .*Requests closed for it/);
    expect(report).not.toContain(MAY.email);
    expect((await team.stored(id)).recipient).toMatchObject({ email: null });
    expect((await team.stored(other)).recipient.name).toBe('Olga');
    expect(textOf((await look()).body)).toContain('Nothing is kept');
  });

  it('names the tickets in which entries stay, with a link where the help desk is at an https address', async () => {
    const { database } = team.world.store;
    const erasure = await database.read.selectFrom('erasure').select('id').executeTakeFirst();
    const erasureId = erasure?.id ?? '';
    const left = { request_id: 'left', erasure_id: erasureId, number: 'RS-000777', notes: 3, erased_at: 1, settled: 1 };
    const place = { installation_id: team.installationId, ticket_id: '4711', ticket_number: 'INC-4711' };
    await database.write((db) =>
      db
        .insertInto('erasure_left')
        .values({ ...left, ...place })
        .execute(),
    );
    const report = async () => (await admin.look(`/console/privacy/erasures/${erasureId}`)).body;
    expect(textOf(await report())).toContain('INC-4711');
    expect(await report()).not.toContain('/a/tickets/4711');
    await database.write((db) =>
      db.updateTable('installation').set({ address: 'https://kestrel.freshservice.example' }).execute(),
    );
    expect(await report()).toContain('href="https://kestrel.freshservice.example/a/tickets/4711"');
  });

  it('still shows the request, its log and its list', async () => {
    const { items } = await team.world.store.requests.list({
      list: 'past',
      now: team.world.now(),
      installationId: null,
      search: '',
      visibleTo: { kind: 'everything' },
      page: { cursor: null, limit: 1 },
    });
    const page = await admin.look(`/console/requests/${items[0]?.request.id ?? ''}`);
    expect([page.status, textOf(page.body)]).toEqual([200, expect.stringContaining('personal data was erased')]);
  });

  it('tells nothing of an erasure that is not there', async () => {
    expect((await admin.look(`/console/privacy/erasures/${'0'.repeat(26)}`)).status).toBe(404);
  });
});

describe('How long what is kept', () => {
  const DAYS = {
    recipients: '60',
    requests: '400',
    deliveries: '30',
    fetches: '5',
    messages: '5',
    sessions: '20',
    tickets: '5',
    tokens: '5',
    audit: '400',
  };

  it('is counted first, and changes nothing', async () => {
    const answer = await admin.press('/console/privacy/retention/try', DAYS);
    expect([answer.status, textOf(answer.body)]).toEqual([200, expect.stringContaining('Nothing was changed')]);
    expect((await admin.look('/console/privacy')).body).toContain(
      'name="recipients" type="number" value="90"'.slice(0, 17),
    );
  });

  it.each([
    ['recipients', '13'],
    ['audit', '179'],
    ['requests', '0'],
    ['fetches', 'never'],
    ['tokens', '99999'],
  ])('is never shorter or stranger than makes sense (%s: %s)', async (kind, days) => {
    const answer = await admin.press('/console/privacy/retention', { ...DAYS, [kind]: days });
    expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining('whole number')]);
  });

  it('is saved, with a note of who did it', async () => {
    expect((await admin.press('/console/privacy/retention', DAYS)).status).toBe(303);
    expect((await admin.look('/console/privacy')).body).toContain('value="60"');
    expect(textOf((await admin.look('/console/audit')).body)).toContain('privacy.retention-changed');
  });
});

async function untilDone(path: string): Promise<string> {
  for (;;) {
    const text = textOf((await admin.look(path)).body);
    if (text.includes('is not kept any more')) return text;
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
