import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { CallFaultRuleInput } from '../fakes/freshworks/call-faults.ts';
import { eventually } from '../support/eventually.ts';
import { agentVisit, type AgentVisit, appWorld, type AppWorld } from './app-world.ts';
import { describeInBrowser } from './browser.ts';
import { picture } from './demo-world.ts';

type Fault = CallFaultRuleInput['fault'];

describeInBrowser('The app on a bad day', () => {
  let world: AppWorld;
  let mara: AgentVisit;

  beforeAll(async () => {
    world = await appWorld();
    mara = await agentVisit(world, 'Mara Lindqvist');
    await mara.open('1042');
    await mara.authorize();
    await create().waitFor();
  });
  afterAll(() => world.close());
  beforeEach(() => world.platform.control.advance(60_000));
  afterEach(() => world.platform.control.faults([]));

  const create = () => mara.app.getByRole('button', { name: /^Request session for/ }).first();
  const spoil = (fault: Fault, templates: string[], next?: number) =>
    world.platform.control.faults([{ templates, fault, when: next === undefined ? 'always' : { next } }]);

  it.each<[string, Fault, string]>([
    ['cannot be reached', { kind: 'reset' }, 'The server cannot be reached.'],
    ['is too slow for the platform', { kind: 'time-out' }, 'The server took too long to answer.'],
    ['has a fault', { kind: 'status', status: 500 }, 'The server has a fault.'],
    [
      'answers what is no answer',
      { kind: 'malformed' },
      'The server gave an answer that this app does not understand.',
    ],
    ['answers nothing', { kind: 'empty' }, 'The server gave an answer that this app does not understand.'],
    [
      'is not what answers at its address',
      { kind: 'status', status: 404 },
      'Something else answers at the address of this app.',
    ],
  ])('says in a sentence that the server %s, and shows the panel when that is over', async (what, fault, sentence) => {
    await spoil(fault, ['openPanel']);
    await mara.open('1042');
    await mara.app.getByText(sentence).first().waitFor();
    await picture(mara.page, `app-trouble-${what.replaceAll(' ', '-')}`);
    expect(await create().count()).toBe(0);
    await world.platform.control.faults([]);
    await mara.app.getByRole('button', { name: 'Try again' }).click();
    await create().waitFor();
  });

  it('says that the help desk limits its calls, and goes on by itself within a minute', async () => {
    await spoil({ kind: 'rate-limited' }, ['openPanel']);
    const patient = await agentVisit(world, 'Mara Lindqvist');
    await patient.page.clock.install();
    await patient.open('1042');
    await patient.app.getByText(/limits how often this app may call/).waitFor();
    await patient.app.getByText(/The next try is/).waitFor();
    await world.platform.control.faults([]);
    await patient.page.clock.fastForward(60_000);
    await patient.app.getByRole('button', { name: /^Request session for/ }).waitFor();
    await patient.context.close();
  });

  it('does a press once, also when its answer was lost and the agent presses again', async () => {
    await mara.open('1044');
    await spoil({ kind: 'reset', sent: true }, ['createRequest'], 1);
    await create().click();
    await mara.app
      .getByText(/It is not known whether your press arrived\. Press again: it is done only once\./)
      .waitFor();
    await create().click();
    await mara.status('Open');
    const created = (await world.platform.control.calls()).filter(({ template }) => template === 'createRequest');
    expect(created.map(({ status }) => status)).toEqual([502, expect.any(Number)]);
    expect(await mara.app.locator('[data-status]').count()).toBe(1);
  });

  it('asks to sign in again when the server takes the agent’s right away, and forgets what it showed', async () => {
    await mara.open('1044');
    await mara.status('Open');
    await spoil({ kind: 'no-authorization' }, ['watchTickets', 'openPanel'], 1);
    await mara.open('1044');
    await mara.app.getByRole('heading', { name: 'Sign in once' }).waitFor();
    expect(await mara.app.getByText('RS-000001').count()).toBe(0);
    const again = mara.page.getByRole('button', { name: 'Authorize' });
    const [popup] = await Promise.all([mara.context.waitForEvent('page'), again.click()]);
    await popup.getByRole('button', { name: 'Let it act for me' }).click();
    await mara.status('Open');
  });

  it('works without the help desk’s own buttons, when their address never answers', async () => {
    await world.platform.control.settings({ crayons: 'blocked' });
    await mara.open('1045');
    await create().click();
    await mara.status('Open');
    await mara.app.getByRole('button', { name: 'Another device or person' }).click();
    const form = mara.page.frameLocator('dialog iframe');
    await form.getByLabel('Name').fill('Somebody else');
    await form.getByLabel('E-mail', { exact: true }).first().fill('else@kestrel.example');
    await form.getByRole('button', { name: 'Create request' }).click();
    await mara.app.locator('[data-status=Open]').nth(1).waitFor();
    await world.platform.control.settings({ crayons: 'served' });
  });
});

describeInBrowser('The app with a shared secret', () => {
  let world: AppWorld;
  beforeAll(async () => {
    world = await appWorld('Shared secret (names not verified)');
  });
  afterAll(() => world.close());

  it('works without signing in, and says that the name is not verified, here and on the ticket', async () => {
    const jun = await agentVisit(world, 'Jun Watanabe');
    await jun.open('1043');
    await jun.app.getByText(/You act as Jun Watanabe\. The name is not verified/).waitFor();
    await jun.app.getByRole('button', { name: /^Request session for/ }).click();
    await jun.status('Open');
    await jun.app.locator('dd', { hasText: 'Jun Watanabe (name not verified)' }).waitFor();
    await picture(jun.page, 'app-shared-secret');
    const [entry] = await eventually('the entry on the ticket', async () => {
      const timeline = await world.desk.control.timeline(1043);
      return timeline.length > 0 ? timeline : null;
    });
    expect(entry?.bodyText).toContain('Jun Watanabe (unverified) asked');
  });
});
