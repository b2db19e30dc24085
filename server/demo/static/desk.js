import { call, panelApi } from './api.js';
import { h, time } from './dom.js';
import { anotherForm, createForm } from './forms.js';
import { forgetTyping, noteTyping, redraw } from './keep.js';
import { requestCard } from './request-card.js';

const RETRY_MS = 2000;
const at = (id) => document.getElementById(id);
const state = { desk: null, agentKey: 'mara', ticketId: null, requests: new Map(), stream: null, heardAt: 0 };

await start();

async function start() {
  state.desk = await call('/demo/desk');
  at('mailbox').href = state.desk.mailboxUrl;
  at('device').href = state.desk.deviceUrl;
  at('agent').append(...state.desk.agents.map((one) => h('option', { value: one.key }, one.name)));
  noteTyping(at('panel'));
  const query = new URLSearchParams(location.search);
  state.agentKey = query.get('agent') ?? 'mara';
  at('agent').value = state.agentKey;
  at('agent').addEventListener('change', () => void open(state.ticketId, at('agent').value));
  await open(query.get('ticket') ?? String(state.desk.tickets[0].ticket.id), state.agentKey);
  setInterval(() => void refreshTicket(), 2000);
}

async function open(ticketId, agentKey) {
  Object.assign(state, { ticketId, agentKey, requests: new Map() });
  history.replaceState(null, '', `?ticket=${ticketId}&agent=${agentKey}`);
  at('tickets').replaceChildren(...state.desk.tickets.map(ticketLink));
  await refreshTicket();
  listen();
  renderPanel();
}

function ticketLink({ ticket, number, statusName }) {
  const current = String(ticket.id) === state.ticketId;
  const press = () => void open(String(ticket.id), state.agentKey);
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', 'aria-current': current ? 'true' : null, onclick: press },
      h('b', {}, number),
      ` ${ticket.subject}`,
      h('small', {}, statusName ?? ''),
    ),
  );
}

async function refreshTicket() {
  const page = await call(`/demo/desk/tickets/${state.ticketId}`).catch(() => null);
  const seen = JSON.stringify(page);
  if (page === null || seen === state.seenTicket) return;
  Object.assign(state, { page, seenTicket: seen });
  renderTicket(page);
}

function renderTicket(page) {
  const { ticket, number, statusName, requesterName, agentName, timeline } = page;
  const close = () => void deskEdit({ status: ticket.status === 5 ? 2 : 5 });
  at('ticket').replaceChildren(
    h('h2', {}, `${number} · ${ticket.subject}`),
    h(
      'p',
      { class: 'meta' },
      `${statusName} · from ${requesterName} · agent ${agentName ?? 'nobody'} `,
      h(
        'button',
        { type: 'button', onclick: close },
        ticket.status === 5 ? 'Open the ticket again' : 'Close the ticket',
      ),
    ),
    h('p', { class: 'description' }, page.description),
    h('h3', {}, 'Timeline'),
    timeline.length === 0
      ? h('p', { class: 'empty' }, 'Nothing yet. What happens to a session request is written here.')
      : '',
    h(
      'ol',
      { class: 'timeline', id: 'timeline' },
      timeline.map((entry) =>
        h(
          'li',
          { class: entry.private ? 'private' : 'public' },
          h(
            'p',
            { class: 'meta' },
            `${entry.authorName} · ${time(entry.createdAt)} · ${entry.private ? 'private note' : 'reply'}`,
          ),
          entry.lines.map((line) =>
            h(
              'p',
              { class: 'body' },
              line.href ? h('a', { href: line.href, target: '_blank', rel: 'noopener' }, line.text) : line.text,
            ),
          ),
        ),
      ),
    ),
  );
}

async function deskEdit(change) {
  await call(`/demo/desk/tickets/${state.ticketId}/edit`, change).catch(notify);
  await refreshTicket();
}

function listen() {
  state.stream?.close();
  state.stream = panelApi(state.agentKey).live(state.ticketId);
  state.stream.addEventListener('open', () => age(null));
  state.stream.addEventListener('error', () => {
    age(state.heardAt);
    // After a refusal, unlike after a lost connection, the browser does not try again by itself.
    if (state.stream.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_MS);
  });
  state.stream.addEventListener('request', (event) => {
    const request = JSON.parse(event.data);
    const known = state.requests.get(request.id);
    if (known && known.version > request.version) return;
    state.heardAt = Date.now();
    state.requests.set(request.id, request);
    renderPanel();
  });
}

function age(since) {
  at('panel-age').hidden = since === null;
  if (since !== null)
    at('panel-age').textContent =
      `No connection to the server. Shown as of ${time(since || Date.now())}; trying again.`;
}

function renderPanel() {
  // A field that somebody is in is left alone: he may be in the middle of a word.
  if (at('panel').contains(document.activeElement) && document.activeElement.matches('input, textarea, select')) {
    document.activeElement.addEventListener('blur', () => setTimeout(renderPanel, 300), { once: true });
    return;
  }
  const context = panelContext();
  const all = [...state.requests.values()].toSorted((a, b) => b.createdAt - a.createdAt);
  const active = all.filter((one) => !['Closed', 'Expired'].includes(one.status));
  const past = all.filter((one) => ['Closed', 'Expired'].includes(one.status));
  redraw(at('panel'), () =>
    at('panel').replaceChildren(
      ...active.map((one) => requestCard(one, context)),
      (active.length === 0 ? createForm : anotherForm)(ticketRef(), state.page?.contacts ?? [], context),
      ...(past.length > 0 ? [h('h3', {}, 'Past requests'), ...past.map((one) => requestCard(one, context))] : []),
    ),
  );
}

function ticketRef() {
  const { ticket, number } = state.page;
  return { id: ticket.id, number, subject: ticket.subject };
}

function panelContext() {
  const api = panelApi(state.agentKey);
  const run = async (work) => {
    try {
      const answer = await work();
      if (answer.request) state.requests.set(answer.request.id, answer.request);
      forgetTyping(at('panel'));
      if (document.activeElement?.matches('input, textarea, select')) document.activeElement.blur();
      at('notice').hidden = true;
      renderPanel();
    } catch (error) {
      notify(error);
    }
  };
  const me = state.desk.agents.find((one) => one.key === state.agentKey);
  return {
    api,
    run,
    agentKey: state.agentKey,
    me: { id: me.id, name: me.name, email: me.email },
    command: (request, body) => run(() => api.command(request.id, body)),
  };
}

function notify(error) {
  at('notice').textContent = error.message;
  at('notice').hidden = false;
}
