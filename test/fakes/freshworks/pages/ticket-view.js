import { h } from './dom.js';

/** The ticket as its page shows it: fields, description, timeline. */
export function ticketView({ ticket, number, statusName, requesterName, agentName, timeline }, { onSetStatus }) {
  const over = ticket.status === 5;
  return [
    h('h2', {}, `${number} · ${ticket.subject}`),
    h(
      'p',
      { class: 'meta' },
      `${statusName} · from ${requesterName} · agent ${agentName ?? 'nobody'} `,
      h(
        'button',
        { type: 'button', onclick: () => onSetStatus(over ? 2 : 5) },
        over ? 'Open the ticket again' : 'Close the ticket',
      ),
    ),
    h('div', { class: 'description' }, linesOf(ticket.description).map(lineView)),
    h('h3', {}, 'Timeline'),
    h('p', { class: 'meta', hidden: timeline.length > 0 }, 'Nothing yet.'),
    h('ol', { class: 'timeline', id: 'timeline' }, timeline.map(entryView)),
  ];
}

function entryView(entry) {
  const kind = entry.private ? 'private note' : 'public reply';
  return h(
    'li',
    { class: entry.private ? 'private' : 'public' },
    h('p', { class: 'meta' }, `${entry.authorName} · ${new Date(entry.createdAt).toLocaleString()} · ${kind}`),
    linesOf(entry.body).map(lineView),
  );
}

function lineView({ text, href }) {
  return h('p', {}, href === null ? text : h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text));
}

/** The lines of a note's HTML as texts: nobody's HTML gets into this page. */
function linesOf(html) {
  return html
    .split(/<\/p>|<\/div>|<br\s*\/?>/i)
    .map((part) => new DOMParser().parseFromString(part, 'text/html').body)
    .map((body) => ({ text: body.textContent.trim(), href: linkOf(body) }))
    .filter(({ text }) => text !== '');
}

function linkOf(body) {
  const href = body.querySelector('a')?.getAttribute('href') ?? '';
  return /^https?:\/\//.test(href) ? href : null;
}
