// The phones page: one phone for each number that got a message. Messages are hostile text: they reach the page as text only, and of
// addresses in them nothing but http(s) becomes a link.
const LOOK_EVERY_MS = 1000;
const LINK = /(https?:\/\/\S+)/;
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const byId = (id) => document.getElementById(id);
const phones = new Map();

for (;;) {
  await look();
  await new Promise((done) => {
    setTimeout(done, LOOK_EVERY_MS);
  });
}

async function look() {
  try {
    const answer = await fetch('/messages');
    show(await answer.json());
    byId('trouble').textContent = '';
  } catch {
    byId('trouble').textContent = 'The phone does not answer. Trying again.';
  }
}

function show(messages) {
  for (const [number, its] of Map.groupBy(messages, ({ phone }) => phone)) {
    const shown = phones.get(number) ?? newPhone(number);
    const now = JSON.stringify(its);
    if (shown.now !== now) shown.list.replaceChildren(...its.map(bubble));
    phones.set(number, { ...shown, now });
  }
}

function newPhone(number) {
  if (phones.size === 0) byId('phones').replaceChildren();
  const phone = byId('phone').content.cloneNode(true);
  const list = phone.querySelector('ol');
  phone.querySelector('h2').textContent = number;
  phone.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    void send(number, event.target);
  });
  byId('phones').append(phone);
  return { list, now: '' };
}

async function send(from, form) {
  const body = JSON.stringify({ from, words: form.elements.words.value });
  await fetch('/answers', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  form.reset();
  await look();
}

function bubble({ body, createdAt, status, direction }) {
  const item = document.createElement('li');
  item.dataset.direction = direction;
  const words = document.createElement('p');
  words.dir = 'auto';
  words.append(...body.split(LINK).map((part) => (LINK.test(part) ? link(part) : part)));
  const note = document.createElement('small');
  note.textContent = `${time.format(createdAt)} · ${status}`;
  item.append(words, note);
  return item;
}

function link(url) {
  const made = document.createElement('a');
  made.href = url;
  made.target = '_blank';
  made.rel = 'noopener';
  made.textContent = url;
  return made;
}
