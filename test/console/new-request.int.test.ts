import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeFreshservice, startFakeFreshservice } from '../fakes/freshservice/start.ts';
import { pressAction, startTeam, type Team } from './team.ts';
import { textOf, valueOf, type Visitor } from './visitor.ts';

let team: Team;
let browser: Visitor;
let desk: FakeFreshservice;
beforeAll(async () => {
  desk = await startFakeFreshservice();
  team = await startTeam(desk);
  browser = await team.browser('mara');
});
afterAll(async () => {
  expect(team.world.faults).toEqual([]);
  await team.world.close();
  await desk.close();
});

describe('a new request', () => {
  const path = (ticket: string) =>
    `/console/requests/new?${new URLSearchParams({ account: team.installationId, ticket }).toString()}`;
  const send = async (ticket: string, over: Record<string, string> = {}) => {
    const page = await browser.look(path(ticket));
    const field = (name: string) => valueOf(page.body, name);
    return browser.press('/console/requests/new', {
      account: team.installationId,
      ticket,
      commandId: field('commandId'),
      name: field('name'),
      email: field('email'),
      phone: '',
      language: 'en',
      channels: 'email',
      intents: 'view',
      to: `agent:${team.account('mara').id}`,
      client: '',
      comment: '',
      start: '',
      zone: 'Europe/Berlin',
      expires: '',
      ...over,
    });
  };

  it('is filled in from the ticket and belongs to it', async () => {
    const page = await browser.look(path('INC-1042'));
    expect(textOf(page.body)).toContain('INC-1042 · Outlook keeps asking for my password');
    expect(valueOf(page.body, 'email')).toContain('@');
    const answer = await send('INC-1042');
    const made = await team.stored(answer.to?.split('/').at(-1) ?? '');
    expect(made).toMatchObject({
      ticket: { id: '1042', number: 'INC-1042' },
      assignee: { kind: 'agent', agent: { id: team.account('mara').id } },
    });
    expect(textOf((await browser.look(answer.to ?? '')).body)).toContain('The request is made.');
  });

  it('says what is intended and within what the start may be moved', async () => {
    const limits = { moveFrom: '2097-01-01T10:00', moveUntil: '2097-01-02T10:00' };
    const answer = await send('', { name: 'Planner', email: 'plan@in.example', intents: 'files', ...limits });
    expect(await team.stored(answer.to?.split('/').at(-1) ?? '')).toMatchObject({
      intents: ['files'],
      moveLimits: { earliestAt: Date.parse('2097-01-01T10:00+01:00'), latestAt: Date.parse('2097-01-02T10:00+01:00') },
    });
  });

  it('opens the one that is there when this person already has an active one', async () => {
    const first = await send('1042');
    const second = await send('1042');
    expect(second.to).toBe(first.to);
    expect(textOf((await browser.look(second.to ?? '')).body)).toContain('already has an active request');
    expect((await send('1042', { another: '1' })).to).not.toBe(first.to);
  });

  it('is possible without a ticket, and attached to one later', async () => {
    const answer = await send('', { name: 'Walk-in', email: 'walk@in.example' });
    const id = answer.to?.split('/').at(-1) ?? '';
    expect((await team.stored(id)).ticket).toBeNull();
    expect((await pressAction(browser, id, 'attach-ticket', { ticket: '999999' })).status).toBe(422);
    await pressAction(browser, id, 'attach-ticket', { ticket: 'INC-1042' });
    expect((await team.stored(id)).ticket).toMatchObject({ id: '1042', number: 'INC-1042' });
  });

  it('says beside the field what is missing, and keeps the rest', async () => {
    for (const [over, message] of [
      [{ name: '', email: 'x@y.example' }, 'Fill this in'],
      [{ name: 'Kept Name', email: '' }, 'a mail address is needed'],
      [{ name: 'Kept Name', email: 'x@y.example', channels: '' }, 'Choose at least one'],
      [{ name: 'Kept Name', email: 'x@y.example', intents: '' }, 'Choose at least one'],
      [{ name: 'Kept Name', email: 'x@y.example', moveUntil: '2001-01-01T10:00' }, 'Choose a latest start'],
      [
        { name: 'Kept Name', email: 'x@y.example', moveFrom: '2098-01-01T10:00', moveUntil: '2097-01-01T10:00' },
        'Choose a latest start',
      ],
      [{ name: 'Kept Name', email: 'x@y.example', channels: 'ticket' }, 'a ticket is needed'],
      [{ name: 'Kept Name', email: 'x@y.example', start: '2001-01-01T10:00' }, 'lies in the past'],
    ] as const) {
      const answer = await send('', over);
      expect([answer.status, textOf(answer.body)]).toEqual([422, expect.stringContaining(message)]);
      expect(answer.body).toContain(over.name === '' ? 'x@y.example' : 'Kept Name');
    }
  });

  it('says plainly that there is no such ticket, and that the help desk is down', async () => {
    expect(textOf((await browser.look(path('31337'))).body)).toContain('The help desk has no such ticket');
    await desk.control.outage(2000);
    const down = await browser.look(path('1042'));
    expect(textOf(down.body)).toContain('The ticket could not be read The help desk cannot be read at the moment');
  });
});
