import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enterAdmin } from '../support/enter-people.ts';
import { consoleWorld, type ConsoleWorld } from './console-world.ts';
import { visitor, type Visitor } from './visitor.ts';

let world: ConsoleWorld;
let admin: Visitor;
beforeAll(async () => {
  world = await consoleWorld();
  const { account } = await enterAdmin(world.people);
  admin = visitor(world.url);
  await admin.signIn(account);
  const mail = { host: '127.0.0.1', port: '25', security: 'none', user: '', password: '', ehloName: '' };
  await admin.press('/console/mail', { ...mail, fromAddress: 'support@kestrel.example' });
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

const secretIn = (html: string): string => /id="report-secret" readonly value="([0-9a-z]{32})"/.exec(html)?.[1] ?? '';

describe('The secret for reports on mails', () => {
  it('is shown once, and a new one makes the old one void', async () => {
    expect((await admin.look('/console/mail')).body).toContain('/webhooks/mail/reports');
    const first = secretIn((await admin.press('/console/mail/reports')).body);
    expect(await world.people.reportSecret.matches(first)).toBe(true);
    expect((await admin.look('/console/mail')).body).not.toContain(first);
    const second = secretIn((await admin.press('/console/mail/reports')).body);
    expect(await world.people.reportSecret.matches(first)).toBe(false);
    expect(await world.people.reportSecret.matches(second)).toBe(true);
  });
});
