const { NOW } = require('./answers.js');

/** A platform whose template calls answer what the test says; each call waits until the test lets it. */
function pretendPlatform(given = {}) {
  const data = {
    ticket: { ticket: { id: 42, display_id: 42, subject: 'Printer' } },
    requester: { requester: { id: 5, name: 'Ada Obi', email: 'ada@kestrel.example' } },
    loggedInUser: { loggedInUser: { id: 7, user: { name: 'Mara Lindqvist', email: 'mara@kestrel.example' } } },
    ...given.data,
  };
  const calls = [];
  const answers = new Map();
  const triggered = [];
  const sent = [];
  const listeners = { instance: null, closed: 0, heights: [] };
  const client = {
    data: {
      get: (name) => (data[name] === undefined ? Promise.reject(new Error(`no ${name}`)) : Promise.resolve(data[name])),
    },
    iparams: {
      get: () => Promise.resolve(given.iparams ?? { server_host: 'support.kestrel.example', identity: 'Sign-in' }),
    },
    request: {
      invokeTemplate(name, options) {
        const call = { name, ...options, body: options.body === undefined ? undefined : JSON.parse(options.body) };
        calls.push(call);
        const queue = answers.get(name) ?? [];
        const next = queue.length > 1 ? queue.shift() : queue[0];
        // Nothing said: the call is never answered.
        if (next === undefined) return new Promise(() => undefined);
        const value = typeof next === 'function' ? next(call) : next;
        if (typeof value?.then === 'function') return value;
        if (value?.status >= 300 || value instanceof Error) return Promise.reject(value);
        const response = typeof value === 'string' ? value : JSON.stringify(value);
        return Promise.resolve({ status: 200, headers: {}, response });
      },
    },
    interface: {
      trigger(name, options) {
        triggered.push({ name, options });
        return given.interface ? given.interface(name, options) : Promise.resolve({});
      },
    },
    instance: {
      resize: ({ height }) => listeners.heights.push(height),
      context: () => Promise.resolve(given.context ?? {}),
      send: (what) => {
        sent.push(what);
        return given.send ? given.send(what) : Promise.resolve();
      },
      receive: (listener) => {
        listeners.instance = listener;
      },
      close: () => {
        listeners.closed += 1;
        return Promise.resolve();
      },
    },
    events: {
      on: (name, run) => {
        listeners[name] = run;
      },
    },
  };
  /** From now on the call answers these, one after the other; the last stays. */
  const answer = (name, ...values) => answers.set(name, values);
  return { client, calls, answer, triggered, sent, listeners, data };
}

/** A browser whose clock stands still until the test moves it. */
function pretendBrowser(given = {}) {
  const state = { now: NOW, visible: true, timers: [], ticks: [], seen: [], focused: [], copied: [], id: 0 };
  const environment = {
    now: () => state.now,
    later: (ms, run) => {
      const timer = { at: state.now + ms, run };
      state.timers.push(timer);
      return () => {
        state.timers = state.timers.filter((one) => one !== timer);
      };
    },
    every: (ms, run) => state.ticks.push(run),
    lock: (name, hold) => hold(),
    openChannel: () => null,
    browserId: 'browser-1',
    tabId: 'tab-1',
    newId: () => {
      state.id += 1;
      return `command-${String(state.id).padStart(4, '0')}`;
    },
    isVisible: () => state.visible,
    onVisibility: (run) => state.seen.push(run),
    onFocus: (run) => state.focused.push(run),
    languages: () => ['en-GB'],
    copyText: (text) => {
      state.copied.push(text);
      return Promise.resolve();
    },
    ...given,
  };
  /** Lets time pass, timer by timer, and everything that follows from each. */
  async function pass(ms) {
    const end = state.now + ms;
    for (;;) {
      const next = state.timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (next === undefined) break;
      state.timers = state.timers.filter((one) => one !== next);
      state.now = Math.max(state.now, next.at);
      next.run();
      await settle();
    }
    state.now = end;
    for (const tick of state.ticks) tick();
    await settle();
  }
  async function show(visible) {
    state.visible = visible;
    for (const run of state.seen) run();
    await settle();
  }
  async function focus() {
    for (const run of state.focused) run();
    await settle();
  }
  return { environment, state, pass, show, focus };
}

/** Until every promise that can go on has gone on. */
async function settle() {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

module.exports = { pretendPlatform, pretendBrowser, settle };
