import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NoticeChoice, USUAL_CHOICE } from '../../server/notices/notice-choice.ts';
import { type FakeChat, startFakeChat } from '../fakes/chat/start.ts';
import { give, givenRequest } from '../server/given-request.ts';
import { MARA, type ServerWorld, serverWorld } from '../server/server-world.ts';
import { STORE_ENGINES } from '../setup/open-engine.ts';
import { eventually } from '../support/eventually.ts';
import { joinClient } from '../support/join-client.ts';

const PEOPLE = [
  { name: MARA.name, email: MARA.email ?? '', role: 'support-agent' },
  { name: 'Jun Watanabe', email: 'jun@kestrel.example', role: 'support-agent' },
] as const;

describe.each(STORE_ENGINES)('On %s', (engine) => {
  let world: ServerWorld;
  let chat: FakeChat;
  beforeAll(async () => {
    chat = await startFakeChat();
    world = await serverWorld({ engine, people: PEOPLE });
  });
  afterAll(async () => {
    await world.close();
    await chat.close();
  });

  async function personWho(email: string, ways: Partial<NoticeChoice['ways']>) {
    const { persons, noticeChoices } = world.foundation.people;
    const person = await persons.findByEmail(email);
    if (person === null) throw new Error(`nobody has ${email}`);
    const none = Object.fromEntries(Object.keys(USUAL_CHOICE.ways).map((moment) => [moment, []]));
    await noticeChoices.save(person.id, { quiet: null, ways: { ...none, ...ways } as NoticeChoice['ways'] });
    return person;
  }
  const newsOf = (personId: string, count: number) =>
    eventually('a notice', async () => {
      const found = await world.foundation.people.browserNotices.since(personId, 0, Date.now());
      return found.length >= count ? found : undefined;
    });

  it('an agent hears by mail, browser and chat that somebody wants to be called, and nothing else of the person', async () => {
    const agent = await personWho(MARA.email ?? '', { 'call-back': ['mail', 'browser', 'chat'] });
    const { noticeChoices } = world.foundation.people;
    await noticeChoices.setChat(agent, { url: `${chat.url}/slack/T1`, host: '127.0.0.1' });
    const assignee = { kind: 'agent', agent: { id: agent.id, name: agent.name, email: agent.email } };
    const request = await givenRequest(world.panel(), 'Waiting', { assignee });
    const user = joinClient(request.joinUrl ?? '');
    const form = await user.look('?ask=call');
    const asked = await user.press(form, 'call-back', { phone: '+886 912 345 678', when: 'after 15:00' });
    expect(asked.status).toBe(303);
    const [notice] = await newsOf(agent.id, 1);
    expect(JSON.stringify(notice)).toContain(request.number);
    const [mail] = await world.sink.control.waitFor(1, { to: agent.email, timeoutMs: 20_000 });
    const post = await eventually('a post in the chat', async () => chat.posts()[0]);
    expect(mail?.text).toContain('asks to be called');
    expect(post.raw).toContain('asks to be called');
    expect(`${JSON.stringify(mail)} ${post.raw}`).not.toMatch(/912|15:00|Osei/);
    const shown = await give(world.panel(), request.id, { type: 'note-called-back' });
    expect(shown).toMatchObject({ callBack: null });
  });

  it('a request that is handed over is told to both, and not to whoever did it', async () => {
    const mara = await personWho(MARA.email ?? '', { assigned: ['browser'] });
    const jun = await personWho('jun@kestrel.example', { assigned: ['browser'] });
    const ada = await personWho(world.admin.email ?? '', { assigned: ['browser'] });
    const of = ({ id, name, email }: typeof jun) => ({ assignee: { kind: 'agent', agent: { id, name, email } } });
    const { browserNotices } = world.foundation.people;
    const before = (await browserNotices.since(mara.id, 0, Date.now())).length;
    const request = await givenRequest(world.panel(), 'Open', of(jun));
    await give(world.panel(), request.id, { type: 'assign', ...of(ada) });
    expect(JSON.stringify(await newsOf(ada.id, 1))).toContain('handed you');
    expect(JSON.stringify(await newsOf(jun.id, 1))).toContain('has the request');
    expect(await browserNotices.since(mara.id, 0, Date.now())).toHaveLength(before);
  });
});
