import { call, h } from './dom.js';
import { createHost } from './host.js';
import { ticketView } from './ticket-view.js';

const REFRESH_MS = 1500;
const [, , agentId, place, ticketText] = location.pathname.split('/');
const ticketId = place === 'tickets' ? ticketText : null;
const base = `/agent/${agentId}`;
const main = document.getElementById('main');

await start();

async function start() {
  const desk = await call(`${base}/desk`);
  document.getElementById('me').textContent = desk.me.name;
  document.getElementById('to-tickets').href = `${base}/tickets/${ticketId ?? desk.tickets[0]?.id}`;
  document.getElementById('to-apps').href = `${base}/apps`;
  const app = await call(`${base}/app`);
  const host = createHost({
    agentId,
    ticketId,
    appOrigin: app.origin,
    onAuthorize: (integration) => offer(host, integration),
  });
  if (ticketId === null) main.replaceChildren(appSection(host, app, 'full_page_app', 'page'));
  else await showTicket(desk, host, app);
}

async function showTicket(desk, host, app) {
  const article = h('article', { class: 'ticket', id: 'ticket' }, h('p', {}, 'Loading the ticket …'));
  const section = appSection(host, app, 'ticket_sidebar', 'side');
  const width = Number(new URLSearchParams(location.search).get('width') ?? 330);
  section.style.width = `${width}px`;
  main.className = 'desk';
  main.replaceChildren(
    h(
      'nav',
      { class: 'tickets', 'aria-labelledby': 'tickets-title' },
      h('h2', { id: 'tickets-title' }, 'Tickets'),
      h(
        'ul',
        {},
        desk.tickets.map((one) => ticketLink(one)),
      ),
    ),
    article,
    section,
  );
  const onSetStatus = async (status) => {
    await call(`${base}/desk/tickets/${ticketId}/edit`, { status });
    host.emit('ticket.propertiesUpdated', { changedAttributes: ['status'] });
    await refresh();
  };
  let seen = '';
  const refresh = async () => {
    const page = await call(`${base}/desk/tickets/${ticketId}`).catch((error) => ({ problem: error.message }));
    const text = JSON.stringify(page);
    if (text === seen) return;
    seen = text;
    article.replaceChildren(
      ...(page.problem === undefined ? ticketView(page, { onSetStatus }) : [h('p', {}, page.problem)]),
    );
  };
  await refresh();
  setInterval(() => void refresh(), REFRESH_MS);
}

function ticketLink({ id, number, subject, statusName }) {
  const current = String(id) === ticketId;
  return h(
    'li',
    {},
    h(
      'a',
      { href: `${base}/tickets/${id}${location.search}`, 'aria-current': current ? 'page' : null },
      h('b', {}, number),
      ` ${subject}`,
      h('small', {}, statusName),
    ),
  );
}

function appSection(host, app, location, className) {
  const url = app.places[location];
  const title = 'Session Requests';
  const section = h(
    'section',
    { class: `apps ${className}`, 'aria-labelledby': 'app-title' },
    h('h2', { id: 'app-title' }, title),
    h('div', { id: 'authorize' }),
  );
  if (!app.installed) section.append(h('p', {}, 'The app is not installed in this account.'));
  else if (url === undefined) section.append(h('p', {}, 'The app has no page for this place.'));
  else section.append(host.frame(url, { location, title }));
  return section;
}

/** The platform's own offer, outside the app's frame. */
function offer(host, integration) {
  const box = document.getElementById('authorize');
  if (box.childElementCount > 0) return;
  const press = async () => {
    await host.authorize(integration);
    location.reload();
  };
  box.replaceChildren(
    h(
      'div',
      { class: 'authorize' },
      h('p', {}, 'This app needs your authorization.'),
      h('p', {}, h('button', { type: 'button', class: 'primary', onclick: () => void press() }, 'Authorize')),
    ),
  );
}
