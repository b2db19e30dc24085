import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../core/session-request/values.ts';
import { type NoticeChoice, USUAL_CHOICE } from '../../server/notices/notice-choice.ts';
import type { PersonRecord } from '../../server/people/person-record.ts';
import type { SinkClient } from '../fakes/smtp/sink-client.ts';
import { type FakeChat, startFakeChat } from '../fakes/chat/start.ts';
import { give, givenRequest } from '../server/given-request.ts';
import { MARA, type ServerWorld, serverWorld } from '../server/server-world.ts';
import { joinClient } from '../support/join-client.ts';
import { eventually } from '../support/eventually.ts';

const PEOPLE = [
  { name: MARA.name, email: MARA.email ?? '', role: 'support-agent' },
  { name: 'Jun Watanabe', email: 'jun@kestrel.example', role: 'support-agent' },
] as const;

let world: ServerWorld;
let chat: FakeChat;
let mails: SinkClient;
beforeAll(async () => {
  chat = await startFakeChat();
  world = await serverWorld({
    people: PEOPLE,
    settings: { lifecycle: { ...DEFAULT_SETTINGS, nobodyCameAfterMs: 500 } },
  });
  mails = world.sink.control;
});
afterAll(async () => {
  await world.close();
  await chat.close();
});
afterEach(async () => {
  chat.clear();
  await mails.clear();
});

async function personOf(email: string): Promise<PersonRecord> {
  const person = await world.foundation.people.persons.findByEmail(email);
  if (person === null) throw new Error(`nobody has ${email}`);
  return person;
}
const mara = () => personOf(MARA.email ?? '');

async function choose(person: PersonRecord, ways: Partial<NoticeChoice['ways']>, over: Partial<NoticeChoice> = {}) {
  const none = Object.fromEntries(Object.keys(USUAL_CHOICE.ways).map((moment) => [moment, []]));
  const choice = { quiet: null, ...over, ways: { ...none, ...ways } as NoticeChoice['ways'] };
  await world.foundation.people.noticeChoices.save(person.id, choice);
}

async function chatOf(person: PersonRecord, path: string): Promise<void> {
  await world.foundation.people.noticeChoices.setChat(person, { url: `${chat.url}${path}`, host: '127.0.0.1' });
}

const assignedTo = (person: PersonRecord) => ({
  assignee: { kind: 'agent', agent: { id: person.id, name: person.name, email: person.email } },
});

async function allowAccess(joinUrl: string | null): Promise<void> {
  const user = joinClient(joinUrl ?? '');
  await user.walk('join');
  await user.walk('address', { address: '123 456 789' });
  await user.walk('allow', { consent: 'yes' });
}

const posted = (count: number) =>
  eventually(`${count} posts in the chat`, async () => (chat.posts().length >= count ? chat.posts() : undefined));

describe('An agent who looks elsewhere', () => {
  it('reads in Slack that access is allowed: one message for both steps, with number, ticket and first name alone', async () => {
    const agent = await mara();
    await choose(agent, { joined: ['chat'], ready: ['chat'] });
    await chatOf(agent, '/slack/T1');
    const request = await givenRequest(world.panel(), 'Ready', assignedTo(agent));
    const [post] = await posted(1);
    expect(post?.raw).toContain(`${request.number} · INC-1042`);
    expect(post?.raw).toContain('Hannah allows access');
    expect(post?.raw).toContain(`${world.url}/connect/${request.id}`);
    expect(post?.raw).not.toMatch(/Osei|hannah\.|password|123 ?456/);
    expect(chat.posts()).toHaveLength(1);
  });

  it('reads the same in Teams', async () => {
    const agent = await mara();
    await choose(agent, { joined: ['chat'] });
    await chatOf(agent, '/teams/1');
    await givenRequest(world.panel(), 'Waiting', assignedTo(agent));
    const [post] = await posted(1);
    expect(post?.body).toMatchObject({ type: 'message', attachments: [{ content: { type: 'AdaptiveCard' } }] });
    expect(await world.foundation.people.noticeChoices.of(agent.id)).toMatchObject({ chatTrouble: null });
  });

  it('is told by mail, and by nothing that he did not choose', async () => {
    const agent = await mara();
    await choose(agent, { ready: ['mail'] });
    const request = await givenRequest(world.panel(), 'Ready', assignedTo(agent));
    const [mail] = await mails.waitFor(1, { to: agent.email, timeoutMs: 15_000 });
    expect(mail?.text).toContain(request.number);
    expect(JSON.stringify(mail)).not.toMatch(/Osei/);
    expect(chat.posts()).toHaveLength(0);
  });

  it('sees it in an open console', async () => {
    const agent = await mara();
    await choose(agent, { joined: ['browser'] });
    const request = await givenRequest(world.panel(), 'Waiting', assignedTo(agent));
    const { browserNotices } = world.foundation.people;
    const [notice] = await eventually('a notice', async () => {
      const found = await browserNotices.since(agent.id, 0, Date.now());
      return found.length > 0 ? found : undefined;
    });
    expect(notice).toMatchObject({ requestId: request.id, title: `${request.number} · INC-1042` });
  });

  it('is not told twice what is in doubt, and reads on his page that something was wrong', async () => {
    const agent = await mara();
    await choose(agent, { joined: ['chat'] });
    await chatOf(agent, '/slack/T1');
    chat.faults([{ how: 'hang-up' }]);
    await givenRequest(world.panel(), 'Waiting', assignedTo(agent));
    const { noticeChoices } = world.foundation.people;
    const trouble = await eventually('trouble', async () => (await noticeChoices.of(agent.id)).chatTrouble);
    expect(trouble).toMatch(/not sent again/);
    expect(chat.posts()).toHaveLength(1);
  });

  it('reads that his webhook is gone', async () => {
    const agent = await mara();
    await choose(agent, { joined: ['chat'] });
    await chatOf(agent, '/slack/T1');
    chat.faults([{ status: 410 }]);
    const request = await givenRequest(world.panel(), 'Waiting', assignedTo(agent));
    const { noticeChoices } = world.foundation.people;
    expect(await eventually('trouble', async () => (await noticeChoices.of(agent.id)).chatTrouble)).toMatch(/410/);
    // The ticket's panel has nothing to do with an agent's chat.
    expect((await world.panel().read(request.id)).trouble).toEqual([]);
  });
});

describe('When nobody comes', () => {
  it('the agent in charge is told, then the admins; each once', async () => {
    const agent = await mara();
    const ada = await personOf(world.admin.email ?? '');
    await choose(agent, { 'nobody-came': ['mail'] });
    await choose(ada, { 'nobody-came': ['mail'] });
    const request = await givenRequest(world.panel(), 'Ready', assignedTo(agent));
    const [first] = await mails.waitFor(1, { to: agent.email, timeoutMs: 20_000 });
    expect(first?.subject).toContain('still waiting');
    const [last] = await mails.waitFor(1, { to: ada.email, timeoutMs: 20_000 });
    expect(last?.text).toContain(request.number);
    expect(await mails.messages(agent.email)).toHaveLength(1);
    expect(await mails.messages(ada.email)).toHaveLength(1);
  });

  it('the members of the queue are told in the place of an agent who set himself away', async () => {
    const { people } = world.foundation;
    const [agent, jun] = [await mara(), await personOf('jun@kestrel.example')];
    await choose(agent, { 'nobody-came': ['mail'] });
    await choose(jun, { 'nobody-came': ['mail'] });
    const queueId = await people.queues.add(world.admin, {
      name: 'First line',
      installationId: null,
      memberIds: [jun.id, agent.id],
    });
    await people.noticeChoices.setAway(agent, true);
    try {
      const panel = world.panel();
      const request = await givenRequest(panel, 'Open', { assignee: { kind: 'queue', queueId } });
      await give(panel, request.id, { type: 'claim' });
      await allowAccess(request.joinUrl);
      const [mail] = await mails.waitFor(1, { to: jun.email, timeoutMs: 20_000 });
      expect(mail?.text).toContain(request.number);
      expect(await mails.messages(agent.email)).toHaveLength(0);
      const told = (await world.panel().log(request.id)).filter(({ type }) => type === 'nobody-came');
      expect(told[0]?.data).toMatchObject({ told: 'queue' });
    } finally {
      await people.noticeChoices.setAway(agent, false);
    }
  });
});

describe('A request that is handed over', () => {
  it('is told to the one who gets it and to the one who had it', async () => {
    const [agent, jun] = [await mara(), await personOf('jun@kestrel.example')];
    await choose(agent, { assigned: ['mail'] });
    await choose(jun, { assigned: ['mail'] });
    const ada = await personOf(world.admin.email ?? '');
    await choose(ada, { assigned: ['mail'] });
    const request = await givenRequest(world.panel(), 'Waiting', assignedTo(jun));
    await give(world.panel(), request.id, { type: 'assign', ...assignedTo(ada) });
    const [toAda] = await mails.waitFor(1, { to: ada.email, timeoutMs: 15_000 });
    const [toJun] = await mails.waitFor(1, { to: jun.email, timeoutMs: 15_000 });
    expect(toAda?.subject).toContain(`${agent.name} handed you`);
    expect(toJun?.subject).toContain(`${agent.name} has the request`);
    expect(await mails.messages(agent.email)).toHaveLength(0);
  });
});
