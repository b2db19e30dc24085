import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault, FaultRuleInput } from './control-client.ts';
import { deskCaller } from './desk-caller.ts';
import { startFakeFreshservice } from './start.ts';
import type { FakeFreshservice } from './start.ts';

let desk: FakeFreshservice;
let api: ReturnType<typeof deskCaller>;

beforeEach(async () => {
  desk = await startFakeFreshservice();
  api = deskCaller(desk.url);
});
afterEach(() => desk.close());

const onNotes = (fault: Fault): FaultRuleInput => ({ on: { route: 'create-note' }, when: { next: 1 }, fault });
const written = async (): Promise<string[]> => (await desk.control.timeline(1042)).map((one) => one.bodyText);

describe('a write', () => {
  it.each<[string, Fault]>([
    ['is lost before any byte', { kind: 'reset' }],
    ['is never answered', { kind: 'hang' }],
  ])('that %s is not done', async (_what, fault) => {
    await desk.control.faults([onNotes(fault)]);
    await expect(api.note(1042, 'one', { timeoutMs: 300 })).rejects.toThrow();
    expect(await written()).toEqual([]);
  });

  it.each<[string, Fault]>([
    ['its answer is lost', { kind: 'lost-answer' }],
    ['its answer stops half-way', { kind: 'truncated' }],
  ])('is done although %s', async (_what, fault) => {
    await desk.control.faults([onNotes(fault)]);
    await expect(api.note(1042, 'one')).rejects.toThrow();
    expect(await written()).toEqual(['one']);
  });

  it.each<[number, 'json' | 'html' | 'empty', boolean]>([
    [500, 'json', false],
    [500, 'json', true],
    [502, 'html', false],
    [502, 'html', true],
    [503, 'empty', false],
    [504, 'html', true],
  ])('answered by %i with a body of kind %s may be done or not: %s', async (status, body, done) => {
    await desk.control.faults([onNotes({ kind: 'error', status: status as 500, body, done })]);
    const answer = await api.note(1042, 'one');

    expect(answer.status).toBe(status);
    expect(answer.json !== undefined).toBe(body === 'json');
    expect(answer.text === '').toBe(body === 'empty');
    expect(await written()).toEqual(done ? ['one'] : []);
  });

  it.each<['malformed-json' | 'html-answer' | 'empty-answer']>([['malformed-json'], ['html-answer'], ['empty-answer']])(
    'is done although the success comes with %s',
    async (kind) => {
      await desk.control.faults([onNotes({ kind })]);
      const answer = await api.note(1042, 'one');

      expect([answer.status, answer.json]).toEqual([201, undefined]);
      expect(await written()).toEqual(['one']);
    },
  );

  it('answered with a flood is done', async () => {
    await desk.control.faults([onNotes({ kind: 'huge-answer', megabytes: 8 })]);
    const answer = await api.note(1042, 'one');

    expect(answer.text.length).toBeGreaterThan(8_000_000);
    expect(await written()).toEqual(['one']);
  });

  it.each<['given' | 'lost' | 'error' | 'never', number | null]>([
    ['given', 201],
    ['lost', null],
    ['error', 502],
    ['never', null],
  ])('that commits late with its answer %s is seen by nobody until then', async (answer, expected) => {
    await desk.control.faults([onNotes({ kind: 'late-commit', commitAfterMs: 20_000, answer })]);
    const status = await api.note(1042, 'one', { timeoutMs: expected === null ? 300 : 20_000 }).then(
      (reply) => reply.status,
      () => null,
    );

    expect(status).toBe(expected);
    await desk.control.advance(19_000);
    expect((await api.get('/tickets/1042/conversations')).json).toEqual({ conversations: [] });
    expect((await desk.control.state()).lateWrites).toBe(1);
    await desk.control.advance(1000);
    expect((await api.get('/tickets/1042/conversations')).json).toMatchObject({
      conversations: [{ body_text: 'one' }],
    });
  });

  it('that the desk refuses by itself never takes effect, late or not', async () => {
    await desk.control.faults([onNotes({ kind: 'late-commit', commitAfterMs: 10, answer: 'given' })]);
    expect((await api.call('POST', '/tickets/1042/notes', { body: 5 })).status).toBe(400);
    await desk.control.advance(1000);
    expect(await written()).toEqual([]);
  });
});

describe('a list of conversations', () => {
  it('that is stale shows new notes, edits and removals late, and the control API shows the truth', async () => {
    const { json } = await api.note(1042, 'old text');
    const path = `/conversations/${String((json as { conversation: { id: number } }).conversation.id)}`;
    await desk.control.advance(60_000);
    await api.call('PUT', path, { body: 'new text' });
    await api.note(1042, 'second');
    await desk.control.faults([{ fault: { kind: 'stale-list', lagMs: 30_000 } }]);

    expect((await api.get('/tickets/1042/conversations')).json).toMatchObject({
      conversations: [{ body_text: 'old text' }],
    });
    expect(await written()).toEqual(['new text', 'second']);
    await desk.control.advance(30_000);
    expect((await api.get('/tickets/1042/conversations')).json).toMatchObject({
      conversations: [{ body_text: 'new text' }, { body_text: 'second' }],
    });
  });
});

describe('refusals', () => {
  it('by limit carry the Retry-After they were told, absurd ones too, and nothing is done', async () => {
    const values = ['7', '0', '-5', '99999999999', 'soon', 'Wed, 21 Oct 2099 07:28:00 GMT', null];
    for (const retryAfter of values) {
      await desk.control.faults([onNotes({ kind: 'rate-limited', retryAfter })]);
      const answer = await api.note(1042, 'one');
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, retryAfter]);
    }
    expect(await written()).toEqual([]);
  });

  it('of the key last until the fault is taken away', async () => {
    await desk.control.faults([{ fault: { kind: 'unauthorized' } }]);
    expect([(await api.get('/tickets/1042')).status, (await api.note(1042, 'x')).status]).toEqual([401, 401]);
    await desk.control.faults([]);
    expect((await api.get('/tickets/1042')).status).toBe(200);
    expect(await written()).toEqual([]);
  });
});

describe('slowness', () => {
  it('delays the answer, not the effect', async () => {
    await desk.control.faults([onNotes({ kind: 'slow', delayMs: 60_000, bytesPerSecond: null })]);
    await expect(api.note(1042, 'one', { timeoutMs: 300 })).rejects.toThrow();
    expect(await written()).toEqual(['one']);
  });

  it('may be a byte at a time', async () => {
    await desk.control.faults([onNotes({ kind: 'slow', delayMs: 0, bytesPerSecond: 1 })]);
    const answer = await fetch(`${desk.url}/api/v2/tickets/1042/notes`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${desk.apiKey}:X`)}`, 'content-type': 'application/json' },
      body: '{"body":"one"}',
    });
    const first = await answer.body?.getReader().read();

    expect(answer.status).toBe(201);
    expect(first?.value?.length).toBe(1);
  });

  it('does not keep the desk from closing', async () => {
    await desk.control.faults([{ fault: { kind: 'hang' } }]);
    const hanging = api.get('/tickets/1042').catch(() => 'cut');
    while ((await desk.control.calls()).length === 0);
    await desk.close();
    expect(await hanging).toBe('cut');
  });
});

const fates = async (): Promise<number[]> => {
  const statuses: number[] = [];
  for (let n = 0; n < 40; n += 1) statuses.push((await api.get('/agents/1')).status);
  return statuses;
};

describe('fault rules', () => {
  const half: FaultRuleInput = {
    when: { probability: 0.5 },
    fault: { kind: 'error', status: 500, body: 'json', done: false },
  };

  it('strike alike for the same seed and otherwise for another', async () => {
    await desk.control.faults([half], 42);
    const first = await fates();
    await desk.control.faults([half], 42);
    const again = await fates();
    await desk.control.faults([half], 43);
    const other = await fates();

    expect(new Set(first)).toEqual(new Set([404, 500]));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('strike only what they name, and so often', async () => {
    await desk.control.faults([
      { on: { ticketId: 1043 }, when: { next: 2 }, fault: { kind: 'error', status: 500, body: 'json', done: false } },
    ]);
    const statuses = [];
    for (const id of [1042, 1043, 1042, 1043, 1043]) statuses.push((await api.get(`/tickets/${String(id)}`)).status);

    expect(statuses).toEqual([200, 500, 200, 500, 200]);
    expect(await desk.control.faultHits()).toMatchObject([{ hits: 2 }]);
  });

  it('show in the log of calls', async () => {
    await desk.control.faults([onNotes({ kind: 'lost-answer' })]);
    await api.note(1042, 'one').catch(() => null);

    expect(await desk.control.calls()).toMatchObject([{ route: 'create-note', fault: 'lost-answer', status: null }]);
  });
});

describe('an outage', () => {
  it('refuses connections and ends by itself, with nothing forgotten', async () => {
    await api.note(1042, 'before');
    await desk.control.outage(400);
    const failures: unknown[] = [];
    for (;;) {
      const up = await api.get('/tickets/1042').then(
        () => true,
        (error: unknown) => void failures.push((error as { cause?: { code?: string } }).cause?.code),
      );
      if (up === true && failures.length > 0) break;
    }
    expect(failures).toContain('ECONNREFUSED');
    expect(await written()).toEqual(['before']);
  });
});
