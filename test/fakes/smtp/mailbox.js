// The mailbox page: lists the mails, shows one, and waits for news. Mails are hostile text: they reach the page as text only, and
// their HTML a frame without script and without an origin.
const byId = (id) => document.getElementById(id);
const list = byId('list');
const VIEWS = ['html', 'text', 'headers'];
let mails = [];
let chosenId = null;
let shownId = null;

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

function people(entries) {
  return entries.map(({ name, address }) => (name === '' ? address : `${name} <${address}>`)).join(', ');
}

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function entryOf(mail) {
  const button = element('button', '', { type: 'button', 'aria-current': String(mail.id === chosenId) });
  button.append(
    element('strong', mail.subject ?? '(no subject)', { dir: 'auto' }),
    element('span', mail.envelope.to.join(', ')),
    element('time', time.format(mail.receivedAt), { datetime: new Date(mail.receivedAt).toISOString() }),
  );
  button.addEventListener('click', () => {
    choose(mail.id);
    byId('mail').focus({ preventScroll: matchMedia('(min-width: 48rem)').matches });
  });
  const item = document.createElement('li');
  item.append(button);
  return item;
}

function showList() {
  const focused = [...list.querySelectorAll('button')].indexOf(document.activeElement);
  const shown = mails.toReversed();
  list.replaceChildren(...shown.map(entryOf));
  if (focused !== -1) list.querySelectorAll('button')[focused]?.focus();
  byId('empty').hidden = mails.length > 0;
  byId('count').textContent = mails.length > 0 ? `(${mails.length})` : '';
  document.title = mails.length > 0 ? `Mailbox (${mails.length})` : 'Mailbox';
}

function showFacts(mail) {
  const facts = [
    ['From', people(mail.from)],
    ['To', people(mail.to)],
    ['Delivered to', mail.envelope.to.join(', ')],
    ['Reply to', people(mail.replyTo)],
    ['Received', whole.format(mail.receivedAt)],
    ['Message-ID', mail.messageId ?? ''],
  ];
  const rows = facts.filter(([, value]) => value !== '');
  byId('facts').replaceChildren(...rows.flatMap(([name, value]) => [element('dt', name), element('dd', value)]));
}

/** Links open beside this page: a frame without an origin has no other way. */
function framed(html) {
  const base = '<base target="_blank"><meta name="referrer" content="no-referrer">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
}

function showMail(mail) {
  shownId = mail?.id ?? null;
  byId('mail').hidden = mail === undefined;
  if (mail === undefined) return;
  byId('subject').textContent = mail.subject ?? '(no subject)';
  showFacts(mail);
  byId('html').srcdoc = framed(mail.html ?? '<p>This mail has no page, only text.</p>');
  byId('text').textContent = mail.text ?? 'This mail has no text part.';
  byId('headers').textContent = mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
}

function choose(id) {
  chosenId = id;
  history.replaceState(null, '', id === null ? location.pathname : `#${id}`);
  showList();
  showMail(mails.find((mail) => mail.id === id));
}

function chooseView(view) {
  for (const name of VIEWS) byId(name).hidden = name !== view;
  for (const button of document.querySelectorAll('[data-view]')) {
    button.setAttribute('aria-pressed', String(button.dataset.view === view));
  }
}

async function load() {
  const before = mails.at(-1)?.id;
  const answer = await fetch('/messages');
  mails = await answer.json();
  const onNewest = chosenId === null || chosenId === before;
  const known = mails.some((mail) => mail.id === chosenId);
  const next = known && !onNewest ? chosenId : (mails.at(-1)?.id ?? null);
  if (next === shownId) showList();
  else choose(next);
}

function complain() {
  byId('trouble').textContent = 'The mailbox does not answer. Trying again.';
}

/** Waits for the next change for ever; a sink that is away is asked again every two seconds. */
async function follow() {
  for (let seen = -1; ;) {
    try {
      const answer = await fetch(`/changes?seen=${seen}`);
      const { version } = await answer.json();
      if (version !== seen) await load();
      seen = version;
      byId('trouble').textContent = '';
    } catch {
      complain();
      await new Promise((resolve) => {
        setTimeout(resolve, 2000);
      });
    }
  }
}

for (const button of document.querySelectorAll('[data-view]')) {
  button.addEventListener('click', () => chooseView(button.dataset.view));
}
byId('clear').addEventListener('click', () => {
  fetch('/messages', { method: 'DELETE' }).catch(complain);
});
chosenId = /^#\d+$/.test(location.hash) ? Number(location.hash.slice(1)) : null;
void follow();
