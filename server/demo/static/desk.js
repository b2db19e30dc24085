const at = (id) => document.getElementById(id);

const CASE_ID = /^\w{15,18}$/;

await start();

async function start() {
  const desk = await state();
  if (desk === null) return;
  const places = { mailbox: desk.mailboxUrl, phone: desk.phoneUrl, device: desk.deviceUrl };
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
  page.querySelector('input[name=to]').value = wishedPage();
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

function show(desk) {
  const { agents, me } = desk;
  at('who').append('You are ', ...agents.map((agent) => agentButton(agent, me)));
  at('who').querySelector('input[name=to]').value = wishedPage();
  at('who').hidden = false;
  keepGuide(at('guide'));
  const { name, src, title } = wishedDesk() === 'salesforce' ? casePage(desk) : ticketPage(desk);
  for (const link of at('desks').children) if (link.dataset.desk === name) link.setAttribute('aria-current', 'page');
  for (const step of document.querySelectorAll('[data-only]')) step.hidden = step.dataset.only !== name;
  at('desks').hidden = false;
  at('desk').replaceChildren(element('iframe', { src, title, class: 'desk' }));
}

function ticketPage({ me, firstTicket }) {
  const ticket = wished('ticket', /^\d{1,9}$/) ?? String(firstTicket);
  return { name: 'freshservice', src: `${me.deskUrl}/tickets/${ticket}`, title: 'The pretended help desk' };
}

function casePage({ me, firstCase }) {
  const record = wished('case', CASE_ID) ?? firstCase;
  return { name: 'salesforce', src: `${me.orgUrl}/cases/${record}?lang=en-US`, title: 'The pretended Salesforce org' };
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

/** What the address asks to be shown: an id of the right form, or nothing. */
function wished(name, form) {
  const value = new URLSearchParams(location.search).get(name) ?? '';
  return form.test(value) ? value : null;
}

function wishedDesk() {
  return wished('desk', /^salesforce$/) ?? (wished('case', CASE_ID) === null ? 'freshservice' : 'salesforce');
}

/** This page again, for after the sign-in. */
function wishedPage() {
  const ticket = wished('ticket', /^\d{1,9}$/);
  const record = wished('case', CASE_ID);
  if (record !== null) return `/demo?case=${record}`;
  if (wishedDesk() === 'salesforce') return '/demo?desk=salesforce';
  return ticket === null ? '/demo' : `/demo?ticket=${ticket}`;
}

function element(name, attributes) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
