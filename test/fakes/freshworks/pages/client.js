// What the app gets as `{{{appclient}}}`: speaks to the platform's page around it, and to nobody else.
(() => {
  const PLATFORM = '{{platformOrigin}}';
  const waiting = new Map();
  const listeners = new Map();
  const receivers = [];
  let last = 0;

  const ask = (method, ...given) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      try {
        window.parent.postMessage({ ask: last, method, given }, PLATFORM);
      } catch {
        waiting.delete(last);
        reject({ message: `${method}: only plain data can be passed` });
      }
    });

  window.addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.parent || origin !== PLATFORM) return;
    if (data.event !== undefined) tell(data.event, data.data);
    if (data.message !== undefined)
      for (const receive of receivers) receive(helped({ message: data.message, sender: data.sender }));
    const asked = waiting.get(data.answer);
    if (asked === undefined) return;
    waiting.delete(data.answer);
    if (data.ok) asked.resolve(data.value);
    else asked.reject(data.value);
  });

  const helped = (data) => ({
    type: 'event',
    data,
    helper: { getData: () => data, done: () => undefined, fail: () => undefined },
  });
  const tell = (name, data) => {
    for (const listener of listeners.get(name) ?? []) listener(helped(data));
  };

  const pageClient = () => ({
    events: {
      on(name, listener) {
        listeners.set(name, [...(listeners.get(name) ?? []), listener]);
        void ask('events.on', name);
      },
      off(name, listener) {
        listeners.set(
          name,
          (listeners.get(name) ?? []).filter((one) => one !== listener),
        );
      },
    },
    interface: { trigger: (name, options) => ask('interface.trigger', name, options) },
  });

  // As in the real one, a modal page knows neither.
  const modalClient = () => {
    const refuse = (what) => () => {
      throw new Error(`client.${what} is not there in a modal`);
    };
    return {
      events: { on: refuse('events'), off: refuse('events') },
      interface: { trigger: refuse('interface') },
    };
  };

  const client = (isModal) => ({
    context: {},
    ...(isModal ? modalClient() : pageClient()),
    data: { get: (key) => ask('data.get', key) },
    iparams: { get: (key) => ask('iparams.get', key) },
    request: {
      invokeTemplate: (name, options) => ask('request.invokeTemplate', name, options),
      invoke: (name, payload) => ask('request.invoke', name, payload),
    },
    db: {
      get: (key) => ask('db.get', key),
      set: (key, value, options) => ask('db.set', key, value, options),
      delete: (key) => ask('db.delete', key),
    },
    instance: {
      context: () => ask('instance.context'),
      get: () => ask('instance.get'),
      resize: (size) => ask('instance.resize', size),
      send: (options) => ask('instance.send', options),
      receive: (listener) => void receivers.push(listener),
      close: () => ask('instance.close'),
    },
  });

  const ready = ask('hello').then(({ isModal }) => client(isModal));
  window.app = { initialized: () => ready };
})();
