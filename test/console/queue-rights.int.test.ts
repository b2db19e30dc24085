import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Assignee } from '../../core/session-request/values.ts';
import { openEventStream } from '../support/event-stream-reader.ts';
import { startTeam, type Team } from './team.ts';
import { textOf } from './visitor.ts';

let team: Team;
beforeAll(async () => {
  team = await startTeam();
});
afterAll(async () => {
  expect(team.world.faults).toEqual([]);
  await team.world.close();
});

const live = (id: string): string => `${team.world.url}/console/requests/${id}/live`;

describe('a request in a queue', () => {
  let queueId: string;
  let queue: Assignee;
  beforeAll(async () => {
    const memberIds = [team.account('mara').id];
    queueId =
      (await team.world.people.queues.add(team.admin, { name: 'Network', installationId: null, memberIds })) ?? '';
    queue = { kind: 'queue', queueId, name: 'Network' };
  });

  it('is seen and taken by a member, and stays his', async () => {
    const id = await team.create({ assignee: queue }, team.admin);
    const member = await team.browser('mara');
    expect((await member.look('/console/requests')).body).toContain(id);
    expect((await member.look(`/console/requests/${id}`)).status).toBe(200);
    expect((await member.press(`/console/requests/${id}/claim`)).to).toBe(`/console/requests/${id}`);
    expect((await team.stored(id)).assignee).toMatchObject({ kind: 'agent', agent: { name: 'mara' }, queueId });
  });

  it('is not there for an outsider: not in the list, not by its address, not for a command, not live', async () => {
    const id = await team.create({ assignee: queue }, team.admin);
    const outsider = await team.browser('outsider');
    expect((await outsider.look('/console/requests')).body).not.toContain(id);
    const absent = await outsider.look(`/console/requests/${'0'.repeat(26)}`);
    const hidden = await outsider.look(`/console/requests/${id}`);
    expect([hidden.status, textOf(hidden.body)]).toEqual([404, textOf(absent.body)]);
    expect((await outsider.press(`/console/requests/${id}/claim`)).status).toBe(404);
    await expect(openEventStream(live(id), { cookie: outsider.cookieHeader() })).rejects.toThrow('404');
    expect((await team.stored(id)).version).toBe(1);
  });

  it('is seen by a viewer, who can change nothing and gets no link', async () => {
    const id = await team.create({ assignee: queue }, team.admin);
    const viewer = await team.browser('viewer');
    const page = await viewer.look(`/console/requests/${id}`);
    expect(textOf(page.body)).toContain('You may look at this request');
    expect(page.body).not.toContain('/join/');
    expect(page.body).not.toMatch(/<form[^>]*\/console\/requests\//);
    for (const action of ['claim', 'close-request', 'add-comment', 'assign']) {
      const answer = await viewer.press(`/console/requests/${id}/${action}`, {
        text: 'hello',
        outcome: 'solved',
        to: 'unassigned',
      });
      expect([action, answer.status]).toEqual([action, 403]);
    }
    expect((await team.stored(id)).version).toBe(1);
  });

  it('leaves the view of an agent who hands it to a queue he is not in, and takes him to the list', async () => {
    const id = await team.create({ assignee: { kind: 'unassigned' } });
    const outsider = await team.browser('outsider');
    await outsider.look(`/console/requests/${id}`);
    const answer = await outsider.press(`/console/requests/${id}/assign`, {
      to: `queue:${queueId}`,
      client: '',
      version: '1',
    });
    expect([answer.status, answer.to]).toEqual([303, '/console/requests']);
    expect((await outsider.look(`/console/requests/${id}`)).status).toBe(404);
  });

  it('is shown live to a member until he falls out of the queue', async () => {
    const id = await team.create({ assignee: queue }, team.admin);
    const member = await team.browser('mara');
    const stream = await openEventStream(live(id), { cookie: member.cookieHeader() });
    await stream.waitFor(({ name }) => name === 'request');
    await team.world.people.queues.change(team.admin, queueId, {
      name: 'Network',
      installationId: null,
      memberIds: [],
    });
    expect((await stream.waitFor(({ name }) => name === 'ended')).data).toEqual({});
    await stream.ended;
    expect((await member.look(`/console/requests/${id}`)).status).toBe(404);
  });
});

describe('somebody who leaves', () => {
  it('loses his live pages at once, and his requests go back to where they came from', async () => {
    const leaver = await team.enter('leaver', 'support-agent');
    const settings = { name: 'Field', installationId: null, memberIds: [leaver.id] };
    const queueId = (await team.world.people.queues.add(team.admin, settings)) ?? '';
    const lee = await team.person('leaver');
    const agent = { id: lee.id, name: lee.name, email: lee.email };
    const fromQueue = await team.create({ assignee: { kind: 'agent', agent, queueId } }, lee);
    const own = await team.create({ assignee: { kind: 'agent', agent, queueId: null } }, lee);
    const browser = await team.browser('leaver');
    const stream = await openEventStream(live(own), {
      cookie: browser.cookieHeader(),
    });
    await stream.waitFor(({ name }) => name === 'request');

    const boss = await team.browser('admin');
    const answer = await boss.press(`/console/people/${leaver.id}/disable`);
    expect(answer.status).toBe(303);
    await stream.waitFor(({ name }) => name === 'ended');
    expect((await team.stored(fromQueue)).assignee).toEqual({
      kind: 'queue',
      queueId,
      name: 'Field',
    });
    expect((await team.stored(own)).assignee).toEqual({ kind: 'unassigned' });
    const events = await team.world.store.requests.events(own, 1);
    expect(events.map(({ event }) => [event.type, event.actor])).toEqual([
      ['assigned', expect.objectContaining({ kind: 'agent', agent: expect.objectContaining({ id: team.admin.id }) })],
    ]);
  });

  it('cannot be the last admin: not disabled, not made something else', async () => {
    const boss = await team.browser('admin');
    for (const [path, fields] of [
      ['disable', {}],
      ['role', { role: 'viewer' }],
    ] as const) {
      const answer = await boss.press(`/console/people/${team.admin.id}/${path}`, fields);
      expect([answer.status, textOf(answer.body)]).toEqual([409, expect.stringContaining('last admin')]);
    }
    expect(await team.person('admin')).toMatchObject({ role: 'admin', disabledAt: null });
  });

  it('is never the last admin either when two admins remove each other at the same moment', async () => {
    const otto = await team.person((await team.enter('otto', 'admin')).name);
    const answers = await Promise.all([
      team.world.people.admin.disable(team.admin, otto.id),
      team.world.people.admin.disable(otto, team.admin.id),
    ]);
    expect(answers.toSorted()).toEqual(['last-admin', null]);
    const admins = (await team.world.people.persons.list()).filter(
      (one) => one.role === 'admin' && one.disabledAt === null,
    );
    expect(admins).toHaveLength(1);
    if (admins[0]?.id !== team.admin.id) await team.world.people.admin.enable(otto, team.admin.id);
  });
});
