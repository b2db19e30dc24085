import { showConfirm, showModalFrame, showNotify } from './dialogs.js';
import { call, h } from './dom.js';

const TALLEST_PX = 700;
const LOOK_EVERY_MS = 500;

/** The platform's side of an app: its frames, and what they may ask. */
export function createHost({ agentId, ticketId, appOrigin, onAuthorize }) {
  const base = `/agent/${agentId}`;
  const instances = new Map();
  let last = 0;

  /** A frame with a page of the app. */
  const frameOf = (url, about) => {
    last += 1;
    const id = String(last);
    const frame = h('iframe', {
      id: `app-${id}`,
      title: about.title,
      src: `${appOrigin}/i/${id}/${url}`,
      class: 'app',
    });
    instances.set(id, { id, frame, ...about });
    return frame;
  };

  const forget = (id) => instances.delete(id);

  const post = (instance, message) => instance.frame.contentWindow?.postMessage(message, appOrigin);

  const methods = {
    hello: (instance) => ({ isModal: instance.location === 'modal' }),
    'events.on': (instance, name) => {
      if (name === 'app.activated') setTimeout(() => post(instance, { event: 'app.activated', data: {} }), 0);
    },
    'data.get': async (_instance, key) => {
      const query = ticketId === null ? '' : `?ticket=${ticketId}`;
      const { data } = await call(`${base}/data/${encodeURIComponent(key)}${query}`);
      return data ?? refuse({ message: `There is no data "${key}" here.` });
    },
    'iparams.get': async (_instance, key) => {
      const { iparams } = await call(`${base}/app`);
      return key === undefined ? iparams : { [key]: iparams[key] };
    },
    'request.invokeTemplate': async (_instance, template, options) => {
      const { answer, authorize } = await call(`${base}/invoke`, { template, options: options ?? {} });
      if (authorize !== null) onAuthorize(authorize);
      return answer.status >= 200 && answer.status <= 299 ? answer : refuse(answer);
    },
    'request.invoke': async (_instance, name, payload) => {
      const answer = await call(`${base}/functions`, { name, payload: payload ?? {} });
      return answer.status === 200 ? { response: answer.response } : refuse(answer);
    },
    'db.get': (_instance, key) => store('get', key),
    'db.set': (_instance, key, value, options) => store('set', key, value, options),
    'db.delete': (_instance, key) => store('delete', key),
    'instance.context': ({ id, location, parentId, data }) => ({
      instanceId: id,
      location,
      parentId,
      modalData: data ?? {},
    }),
    'instance.get': () => [...instances.values()].map(({ id, location }) => ({ instanceId: id, location })),
    'instance.resize': (instance, { height }) => {
      const pixels = Number(/^(\d+(?:\.\d+)?)px$/.exec(height)?.[1]);
      if (!(pixels > 0)) throw new Error('resize: height is a text such as "500px"');
      instance.frame.style.height = `${Math.min(pixels, TALLEST_PX)}px`;
    },
    'instance.send': (instance, { message, receiver }) => {
      for (const other of instances.values()) {
        if (other.id !== instance.id && (receiver === undefined || receiver === other.id))
          post(other, { message, sender: instance.id });
      }
    },
    'instance.close': (instance) => {
      if (instance.close === undefined) throw new Error('close: only a modal can be closed');
      instance.close();
    },
    'interface.trigger': (instance, name, options) => {
      const trigger = triggers[name];
      if (trigger === undefined) throw new Error(`interface.trigger: "${name}" is not known here`);
      return trigger(options ?? {}, instance);
    },
  };

  const showModal = ({ title, template, data }, parent) => {
    if (typeof template !== 'string' || !/^[\w./-]+\.html$/.test(template))
      throw new Error('showModal: template is a page of the app');
    const frame = frameOf(template, { location: 'modal', title, parentId: parent.id, data });
    const { id } = [...instances.values()].at(-1);
    const close = showModalFrame({ title, frame, onClose: () => forget(id) });
    instances.get(id).close = close;
    return { instanceId: id };
  };

  const triggers = {
    showNotify,
    showConfirm,
    showModal,
    showDialog: showModal,
    click: ({ id, value }) => {
      if (id !== 'ticket' || !/^\d{1,15}$/.test(String(value)))
        throw new Error('click: only { id: "ticket", value: number } is pretended here');
      location.assign(`${base}/tickets/${value}`);
    },
  };

  const store = async (action, key, value, options) => {
    const answer = await call(`${base}/store`, { action, key, value, options });
    return answer.status === 200 ? answer.value : refuse({ status: answer.status, message: answer.message });
  };

  window.addEventListener('message', ({ source, origin, data }) => {
    if (origin !== appOrigin) return;
    const instance = [...instances.values()].find(({ frame }) => frame.contentWindow === source);
    if (instance === undefined || typeof data?.ask !== 'number') return;
    void Promise.resolve()
      .then(() => (methods[data.method] ?? unknown(data.method))(instance, ...data.given))
      .then((value) => post(instance, { answer: data.ask, ok: true, value }))
      .catch((value) => post(instance, { answer: data.ask, ok: false, value: plain(value) }));
  });

  return {
    frame: (url, about) => frameOf(url, { parentId: null, ...about }),
    emit: (name, data) => {
      for (const instance of instances.values())
        if (instance.location !== 'modal') post(instance, { event: name, data });
    },
    /** Resolves when the agent came back from the pop-up with an authorization. */
    authorize: (integration) => {
      window.open(
        `/broker/start?agent=${agentId}&integration=${integration}`,
        'authorize',
        'popup,width=520,height=720',
      );
      return new Promise((resolve) => {
        const look = async () => {
          const { authorized } = await call(`${base}/app`).catch(() => ({ authorized: [] }));
          if (!authorized.includes(integration)) return;
          clearInterval(timer);
          resolve();
        };
        const timer = setInterval(() => void look(), LOOK_EVERY_MS);
      });
    },
  };
}

function refuse(value) {
  throw value;
}

function unknown(method) {
  return () => refuse({ message: `${method} is not known here` });
}

function plain(value) {
  return value instanceof Error ? { message: value.message } : value;
}
