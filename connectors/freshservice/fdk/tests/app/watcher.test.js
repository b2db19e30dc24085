const { loadApp } = require('./support/load-app.js');
const { pretendBrowser, settle } = require('./support/pretend-platform.js');
const { NOW, watch } = require('./support/answers.js');

loadApp();

/** Tabs of one browser: one channel, one lock, one clock. */
function pretendTabs() {
  const browser = pretendBrowser();
  const channels = [];
  const waiting = [];
  const state = { held: false };
  const tell = (from, data) => {
    for (const other of channels)
      if (other !== from && other.onmessage) other.onmessage({ data: JSON.parse(JSON.stringify(data)) });
  };
  const openChannel = () => {
    const channel = { onmessage: null, postMessage: (data) => tell(channel, data) };
    channels.push(channel);
    return channel;
  };
  const next = () => {
    const first = waiting.shift();
    if (first === undefined) return;
    state.held = true;
    first.hold().then(() => {
      state.held = false;
      first.done();
      next();
    });
  };
  const lock = (name, hold) =>
    new Promise((done) => {
      waiting.push({ hold, done });
      if (!state.held) next();
    });
  const tab = (id, given = {}) => {
    const calls = [];
    const heard = [];
    const watcher = SR.parts.watcher.make({
      ...browser.environment,
      openChannel,
      lock,
      tabId: id,
      watch: (query) =>
        new Promise((resolve) => {
          calls.push({ query, answer: (value) => resolve(value) });
        }),
      begun: () => undefined,
      heard: (answer, about) => heard.push({ answer, ...about }),
      failed: (error) => {
        throw error;
      },
      ...given,
    });
    const follow = (ticket, change = {}) =>
      watcher.follow({ tickets: [ticket], after: 'p1', since: browser.state.now, dueAt: browser.state.now, ...change });
    return { calls, heard, follow, rest: () => watcher.follow(null) };
  };
  return { browser, tab, tell };
}

const good = (tickets, change = {}) => ({
  ok: true,
  value: watch([], {
    tickets: Object.fromEntries(tickets.map((id) => [id, { access: 'granted', requests: [] }])),
    ...change,
  }),
});

async function answerLast({ calls }, answer) {
  calls.at(-1).answer(answer);
  await settle();
}

describe('Tabs of one browser that follow tickets', () => {
  it('let one of them ask for all, and all hear the answer', async () => {
    const { browser, tab } = pretendTabs();
    const [one, two] = [tab('one'), tab('two')];
    one.follow('1');
    two.follow('2');
    await browser.pass(0);
    expect([one.calls.length, two.calls.length]).toEqual([1, 0]);
    expect(one.calls[0].query.tickets).toBe('1,2');
    await answerLast(one, good(['1', '2']));
    expect([one.heard.length, two.heard.length]).toEqual([1, 1]);
  });

  it('take over when the one that asked is no longer looked at', async () => {
    const { browser, tab } = pretendTabs();
    const [one, two] = [tab('one'), tab('two')];
    one.follow('1');
    two.follow('2');
    await browser.pass(0);
    one.rest();
    await settle();
    await browser.pass(0);
    expect(two.calls).toHaveLength(1);
    expect(two.calls[0].query.tickets).toBe('2');
  });

  it('ask for what a tab wants that came while a call was on its way, with the next call', async () => {
    const { browser, tab } = pretendTabs();
    const [one, two] = [tab('one'), tab('two')];
    one.follow('1');
    await browser.pass(0);
    two.follow('2');
    await answerLast(one, good(['1']));
    expect(two.heard).toHaveLength(0);
    await browser.pass(1000);
    expect(one.calls[1].query).toMatchObject({ tickets: '1,2', after: 'p2' });
    await answerLast(one, good(['2']));
    expect(two.heard[0].isGap).toBe(false);
  });

  it('notice that news may have been missed when another tab knew the ticket first', async () => {
    const { browser, tab } = pretendTabs();
    const [one, two] = [tab('one'), tab('two')];
    one.follow('1');
    await browser.pass(0);
    const since = browser.state.now;
    await browser.pass(500);
    await answerLast(one, good(['1']));
    two.follow('1', { since });
    await browser.pass(1000);
    await answerLast(one, good(['1']));
    expect(two.heard[0].isGap).toBe(true);
  });

  it('forget a tab that has gone without a word', async () => {
    const { browser, tab, tell } = pretendTabs();
    const one = tab('one');
    one.follow('1');
    tell(null, { kind: 'want', tab: 'gone', tickets: ['9'] });
    await browser.pass(0);
    expect(one.calls[0].query.tickets).toBe('1,9');
    await browser.pass(100_000);
    await answerLast(one, good(['1']));
    await browser.pass(1000);
    expect(one.calls[1].query.tickets).toBe('1');
  });

  it('never ask for more than 20 tickets in one call', async () => {
    const { browser, tab, tell } = pretendTabs();
    const one = tab('one');
    one.follow('1');
    tell(null, { kind: 'want', tab: 'two', tickets: Array.from({ length: 40 }, (_, index) => `t${index}`) });
    await browser.pass(0);
    expect(one.calls[0].query.tickets.split(',')).toHaveLength(20);
  });

  it.each([
    ['hostile ids', { kind: 'want', tab: 'x', tickets: ['../../x', '1,2', 7] }],
    ['no ids at all', { kind: 'want', tab: 'x' }],
    [
      'an answer that is none',
      { kind: 'answer', answer: { ok: true, value: { tickets: 3 } }, asked: { tickets: ['1'] } },
    ],
    ['a problem that is none', { kind: 'answer', answer: { ok: false }, asked: { tickets: ['1'] } }],
    ['nothing', null],
    ['something else', 'hello'],
  ])('are not led astray by %s on the channel', async (_what, message) => {
    const { browser, tab, tell } = pretendTabs();
    const one = tab('one');
    one.follow('1');
    tell(null, message);
    await browser.pass(0);
    expect(one.calls[0].query.tickets.split(',').every((id) => /^[0-9]+$/.test(id))).toBe(true);
    expect(one.heard).toHaveLength(0);
  });

  it('ask each for itself where the browser has no locks', async () => {
    const { browser, tab } = pretendTabs();
    const noLocks = { lock: () => Promise.reject(new Error('none')), openChannel: () => null };
    const [one, two] = [tab('one', noLocks), tab('two', noLocks)];
    one.follow('1');
    two.follow('2');
    await settle();
    await browser.pass(0);
    expect([one.calls.length, two.calls.length]).toEqual([1, 1]);
    one.rest();
    one.follow('1', { dueAt: NOW + 10 });
    await settle();
    await answerLast(one, good(['1'], { askAgain: { afterMs: 0 } }));
    await browser.pass(10);
    expect(one.calls).toHaveLength(2);
  });

  it('do not ask twice at once', async () => {
    const { browser, tab } = pretendTabs();
    const one = tab('one');
    one.follow('1');
    await browser.pass(0);
    one.follow('1');
    await browser.pass(60_000);
    expect(one.calls).toHaveLength(1);
  });

  it('never ask sooner than the server said, even when a press would like it', async () => {
    const { browser, tab } = pretendTabs();
    const one = tab('one');
    one.follow('1');
    await browser.pass(0);
    await answerLast(one, good(['1'], { askAgain: { afterMs: 9000 } }));
    one.follow('1', { after: 'p2' });
    await browser.pass(8999);
    expect(one.calls).toHaveLength(1);
    await browser.pass(1);
    expect(one.calls).toHaveLength(2);
  });

  it('ask at once again when something begins after nothing went on', async () => {
    const { browser, tab } = pretendTabs();
    const one = tab('one');
    one.follow('1');
    await browser.pass(0);
    await answerLast(one, good(['1'], { askAgain: null }));
    one.rest();
    await settle();
    one.follow('1');
    await browser.pass(0);
    expect(one.calls).toHaveLength(2);
  });

  it('pause longer after each failure, and at least as long as they are told', () => {
    const { problems, watcher } = SR.parts;
    const pauses = [1, 2, 3, 4, 5, 6, 7].map((failures) => watcher.pauseMs(problems.make('unreachable'), failures));
    expect(pauses).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    expect(watcher.pauseMs(problems.make('limited', { waitMs: 30_000 }), 1)).toBe(30_000);
  });

  it('go on after a fault of their own', async () => {
    const { browser, tab } = pretendTabs();
    const failed = jest.fn();
    const one = tab('one', {
      heard: () => {
        throw new Error('broken page');
      },
      failed,
    });
    one.follow('1');
    await browser.pass(0);
    await answerLast(one, good(['1']));
    expect(failed).toHaveBeenCalledTimes(1);
    await browser.pass(60_000);
    expect(one.calls).toHaveLength(2);
  });

  it('hand on a problem, so that every tab can say so', async () => {
    const { browser, tab } = pretendTabs();
    const [one, two] = [tab('one'), tab('two')];
    one.follow('1');
    two.follow('2');
    await browser.pass(0);
    await answerLast(one, { ok: false, problem: SR.parts.problems.make('slow') });
    expect(two.heard[0].answer.problem.kind).toBe('slow');
  });
});
