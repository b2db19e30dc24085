const at = (id) => document.getElementById(id);

await start();

async function start() {
  const desk = await state();
  if (desk === null) return;
  const places = { mailbox: desk.mailboxUrl, device: desk.deviceUrl };
  for (const [name, url] of Object.entries(places)) at(name).href = url;
  for (const link of document.querySelectorAll('a[data-to]')) leadTo(link, places[link.dataset.to]);
  if (desk.me === null) enter(desk.agents);
  else show(desk);
}

/** Null when the server does not answer; the page says so. */
async function state() {
  try {
    const answer = await fetch('/demo/desk');
    if (answer.ok) return await answer.json();
  } catch {
    // Said below, as for any other answer that is none.
  }
  at('desk').firstElementChild.textContent =
    'The server does not answer. Is it still running? Then load this page again.';
  return null;
}

function leadTo(link, url) {
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener';
}

/** Nobody is anybody yet: what this is about, and a press for each agent whom one can be. */
function enter(agents) {
  const page = at('enter').content.cloneNode(true);
  const wished = wishedTicket();
  if (wished !== null) page.querySelector('input[name=to]').value = `/demo?ticket=${wished}`;
  page.querySelector('.choices').append(...agents.map(choice));
  at('guide').hidden = true;
  at('desk').replaceChildren(page);
}

function choice({ key, name, about }) {
  const button = element('button', { type: 'submit', name: 'agent', value: key });
  const who = element('b', {});
  who.textContent = `Continue as ${name}`;
  const what = element('span', {});
  what.textContent = about;
  button.append(who, what);
  return button;
}

function show({ agents, me, firstTicket }) {
  at('who').append('You are ', ...agents.map((agent) => agentButton(agent, me)));
  at('who').hidden = false;
  keepGuide(at('guide'));
  const ticket = wishedTicket() ?? String(firstTicket);
  at('desk').replaceChildren(
    element('iframe', { src: `${me.deskUrl}/tickets/${ticket}`, title: 'The pretended help desk', class: 'desk' }),
  );
}

/** Signs this browser in as the agent: in the help desk, and on our own pages. */
function agentButton({ key, name }, me) {
  const button = element('button', { type: 'submit', name: 'agent', value: key });
  if (me.key === key) button.setAttribute('aria-pressed', 'true');
  button.textContent = name;
  return button;
}

/** The steps stay in sight until somebody folds them away, and stay away then. */
function keepGuide(guide) {
  guide.open = sessionStorage.getItem('guide') !== 'folded';
  guide.addEventListener('toggle', () => sessionStorage.setItem('guide', guide.open ? 'open' : 'folded'));
}

function wishedTicket() {
  const wished = new URLSearchParams(location.search).get('ticket') ?? '';
  return /^\d{1,9}$/.test(wished) ? wished : null;
}

function element(name, attributes) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
