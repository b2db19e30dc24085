import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRequest } from '../../core/use-cases/create-request.ts';
import { MAY, TICKET } from '../builders/people.ts';
import { openEventStream } from '../support/event-stream-reader.ts';
import { startTeam, type Team } from './team.ts';
import { textOf, type Visitor } from './visitor.ts';

const HOUR = 60 * 60_000;
const RECIPIENT = { kind: 'recipient' } as const;

let team: Team;
let browser: Visitor;
beforeAll(async () => {
  team = await startTeam();
  browser = await team.browser('mara');
});
afterAll(async () => {
  expect(team.world.faults).toEqual([]);
  await team.world.close();
});

describe('the list of requests', () => {
  it('shows upcoming, active and past ones apart, with their number', async () => {
    const upcoming = await team.create({ schedule: { startAt: team.world.now() + HOUR, timeZone: 'Asia/Taipei' } });
    const active = await team.create();
    const past = await team.create();
    await team.give(past, { type: 'close-request', actor: { kind: 'recipient' }, outcome: 'cancelled', note: '' });
    for (const [list, shown, absent] of [
      ['upcoming', upcoming, active],
      ['active', active, past],
      ['past', past, upcoming],
    ] as const) {
      const { body } = await browser.look(`/console/requests?list=${list}`);
      expect([list, body.includes(shown), body.includes(absent)]).toEqual([list, true, false]);
      expect(textOf(body)).toMatch(/Upcoming 1 Active \d+ Past 1/);
    }
  });

  it('finds by words of number, name and ticket, and says so kindly when nothing fits', async () => {
    const id = await team.create({ recipient: { ...MAY, name: 'Zuzana Kovářová' } });
    const { number } = await team.stored(id);
    for (const search of ['zuz', 'Kovářová', number]) {
      const { body } = await browser.look(`/console/requests?${new URLSearchParams({ search }).toString()}`);
      expect([search, body.includes(id)]).toEqual([search, true]);
    }
    const nothing = await browser.look('/console/requests?search=nobodyatall');
    expect(textOf(nothing.body)).toContain('Nothing found');
  });

  it('goes back in time page by page, each request once', async () => {
    const ids = new Set<string>();
    for (let count = 0; count < 30; count += 1) await team.create({ recipient: { ...MAY, name: 'Paged Person' } });
    let path: string | null = '/console/requests?search=paged';
    for (let pages = 0; path !== null && pages < 5; pages += 1) {
      const { body } = await browser.look(path);
      for (const [, id = ''] of body.matchAll(/\/console\/requests\/([0-9a-z]{26})"/g)) ids.add(id);
      path = /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=') ?? null;
    }
    expect(ids.size).toBe(30);
  });

  it('stops counting at a thousand', async () => {
    const many = Array.from({ length: 1001 }, () => team.create({ recipient: { ...MAY, name: 'Counted' } }));
    await Promise.all(many);
    expect(textOf((await browser.look('/console/requests?search=counted')).body)).toContain('Active 1,000+');
  });

  it('shows what people wrote as text, never as markup', async () => {
    const id = await team.create({
      recipient: { ...MAY, name: '<img src=x onerror=alert(1)>' },
      ticket: { ...TICKET, subject: '"><script>alert(2)</script>' },
      comment: '{{constructor}} <b>bold</b>',
    });
    for (const path of ['/console/requests', `/console/requests/${id}`]) {
      const { body } = await browser.look(path);
      expect(body).not.toMatch(/<img|<script>|<b>bold/);
      expect(textOf(body)).toContain('<img src=x onerror=alert(1)>');
    }
  });
});

describe('the page of one request', () => {
  it('tells facts, log, link fetches as what they are, and what could not be delivered', async () => {
    const id = await team.create();
    await team.give(id, { type: 'join', actor: RECIPIENT, device: null });
    await team.world.store.presence.recordLinkFetch({
      requestId: id,
      at: team.world.now(),
      addressHash: 'h',
      userAgent: 'Scanner/1',
    });
    team.world.deliveries.push({
      id: 'parked-one',
      kind: 'email',
      state: 'parked',
      installationId: team.installationId,
      requestId: id,
      channel: 'mail',
      attempts: 4,
      reason: 'The mailbox does not exist.',
      remoteId: null,
      createdAt: team.world.now(),
      notBefore: team.world.now(),
      doneAt: null,
    });
    const text = textOf((await browser.look(`/console/requests/${id}`)).body);
    expect(text).toContain('May Lin has joined and has not allowed access yet.');
    expect(text).toContain((await team.stored(id)).phrase);
    // On whose clock: the planned start beside it may be on another.
    expect(text).toMatch(/Ends by itself [A-Z][a-z]{2} \d+, \d{4}, \d\d:\d\d \([^)]+\)/);
    expect(text).toContain('It may be a mail scanner; nobody pressed anything. Scanner/1');
    expect(text).toContain('Mail for the mail server: given up The mailbox does not exist.');
    expect(text).not.toContain('opened the link');
  });

  it('tells when an installation only said who the agent was', async () => {
    const answer = await createRequest(team.world.core, {
      installationId: team.installationId,
      person: { ...(await team.person('mara')), name: 'Panel Person', id: 'asserted-1' },
      proof: 'asserted',
      asked: {
        ticket: null,
        recipient: MAY,
        assignee: { kind: 'unassigned' },
        comment: '',
        schedule: null,
        expiresAt: null,
        channels: ['link'],
        language: null,
      },
      another: true,
      envelope: null,
    });
    const id = answer.ok ? answer.stored.request.id : '';
    expect(textOf((await browser.look(`/console/requests/${id}`)).body)).toContain(
      'Panel Person (as the help desk says)',
    );
  });

  it('hears of every change, and of none twice after coming back with Last-Event-ID', async () => {
    const id = await team.create();
    const headers = { cookie: browser.cookieHeader() };
    const stream = await openEventStream(`${team.world.url}/console/requests/${id}/live`, headers);
    await stream.waitFor(({ data }) => (data as { version: number }).version === 1);
    await team.give(id, { type: 'join', actor: RECIPIENT, device: null });
    const joined = await stream.waitFor(({ data }) => (data as { version: number }).version === 2);
    stream.close();
    await team.give(id, { type: 'deny-access', actor: RECIPIENT });
    const again = await openEventStream(`${team.world.url}/console/requests/${id}/live`, {
      ...headers,
      'last-event-id': joined.id ?? '',
    });
    const missed = await again.waitFor(({ name }) => name === 'request');
    expect(missed.data).toEqual({ version: 3, mark: '3' });
    again.close();
  });
});

describe('the page of one request, as it goes on', () => {
  it('tells the device check, what is intended and wished, since when somebody waits, and the rating', async () => {
    const id = await team.create({ intents: ['view', 'files'] });
    const page = async (): Promise<string> => textOf((await browser.look(`/console/requests/${id}`)).body);
    const findings = [{ check: 'client', result: 'problem' } as const];
    await team.give(id, { type: 'note-readiness', actor: RECIPIENT, readiness: { system: 'windows', findings } });
    expect(await page()).toMatch(/Device check Checked on Windows, .*AnyDesk is missing or too old\./);
    expect(await page()).toContain('Intended See the screen and Exchange files');
    await team.give(id, { type: 'join', actor: RECIPIENT, device: null });
    const consent = { consented: true, textVersion: '1', language: 'en', named: 'mara' } as const;
    const wishes = ['view'] as const;
    await team.give(id, { type: 'allow-access', actor: RECIPIENT, ...consent, address: '1', device: null, wishes });
    expect(await page()).toContain('The end user wishes See the screen');
    team.world.advance(4 * 60_000);
    await team.give(id, { type: 'tell-nobody-came', actor: { kind: 'system' } });
    expect(await page()).toMatch(/has been waiting since .*so the agent in charge was told\./);
    await team.give(id, {
      type: 'start-session',
      actor: { kind: 'remote-tool' },
      source: 'webhook',
      startedAt: team.world.now(),
      address: '1',
      agent: null,
      externalId: null,
    });
    expect(await page()).toContain('Session told by a script or another tool');
    await team.give(id, { type: 'close-request', actor: RECIPIENT, outcome: 'solved', note: '' });
    await team.give(id, { type: 'rate-session', actor: RECIPIENT, rating: { stars: 4, comment: '<b>ok</b>' } });
    expect((await browser.look(`/console/requests/${id}`)).body).toContain('4 of 5 stars · &lt;b&gt;ok&lt;/b&gt;');
  });
});
