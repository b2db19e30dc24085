import { h } from './dom.js';

const OUTCOMES = [
  'solved',
  'not-solved',
  'no-show',
  'declined',
  'wrong-device',
  'cancelled',
  'duplicate',
  'not-stated',
];
const LANGUAGES = [
  ['', 'as the desk'],
  ['en', 'English'],
  ['zh-TW', '繁體中文'],
];
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function small(title, fields, submit, label = title) {
  const onsubmit = (event) => {
    event.preventDefault();
    submit(new FormData(event.currentTarget));
  };
  const form = h('form', { onsubmit }, fields, h('button', {}, label));
  return h('details', { 'data-part': title }, h('summary', {}, title), form);
}

function field(label, properties) {
  return h('label', {}, label, ' ', h('input', properties));
}

function moment(data, name) {
  const value = data.get(name);
  return value ? new Date(value).getTime() : null;
}

/** Forms for commands that need more than a press. */
export const FORMS = {
  'close-request': (request, context) =>
    small(
      'Close',
      [
        h(
          'label',
          {},
          'Outcome ',
          h(
            'select',
            { name: 'outcome' },
            OUTCOMES.map((one) => h('option', { value: one }, one.replaceAll('-', ' '))),
          ),
        ),
        h('label', {}, 'Note ', h('textarea', { name: 'note', rows: 2 })),
      ],
      (data) =>
        context.command(request, { type: 'close-request', outcome: data.get('outcome'), note: data.get('note') }),
    ),
  'add-comment': (request, context) =>
    small('Comment', [field('Text', { name: 'text', required: true })], (data) =>
      context.command(request, { type: 'add-comment', text: data.get('text') }),
    ),
  extend: (request, context) =>
    small('Extend', [field('Expires', { name: 'until', type: 'datetime-local', required: true })], (data) =>
      context.command(request, { type: 'extend', expiresAt: moment(data, 'until') }),
    ),
  reschedule: (request, context) =>
    small(
      `Reschedule (${zone})`,
      [field('Start', { name: 'start', type: 'datetime-local', required: true })],
      (data) =>
        context.command(request, { type: 'reschedule', schedule: { startAt: moment(data, 'start'), timeZone: zone } }),
      'Reschedule',
    ),
  'correct-recipient': (request, context) =>
    small(
      'Correct the recipient',
      [
        field('Name', { name: 'name', value: request.recipient.name, required: true }),
        field('E-mail', { name: 'email', type: 'email', value: request.recipient.email ?? '' }),
        field('Phone', { name: 'phone', type: 'tel', value: request.recipient.phone ?? '' }),
      ],
      (data) =>
        context.command(request, {
          type: 'correct-recipient',
          recipient: { name: data.get('name'), email: data.get('email') || null, phone: data.get('phone') || null },
        }),
      'Correct',
    ),
  'enter-address': (request, context) =>
    small(
      'AnyDesk address',
      [field('Address', { name: 'address', required: true })],
      (data) => context.command(request, { type: 'enter-address', address: data.get('address') }),
      'Enter for the user',
    ),
  assign: (request, context) =>
    request.assignee.kind === 'unassigned'
      ? null
      : h(
          'button',
          {
            type: 'button',
            onclick: () => context.command(request, { type: 'assign', assignee: { kind: 'unassigned' } }),
          },
          'Give back',
        ),
};

/** The full form; one press is enough when the ticket names somebody. `another`: beside a request that is active. */
export function createForm(ticket, contacts, context, another = false) {
  const first = contacts[0] ?? { name: '', email: '', phone: '' };
  const onsubmit = (event) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const startAt = moment(data, 'start');
    const channels = data.getAll('channel');
    void context.run(() =>
      context.api.create({
        ticket: { id: String(ticket.id), number: ticket.number, subject: ticket.subject },
        recipient: { name: data.get('name'), email: data.get('email') || null, phone: data.get('phone') || null },
        language: data.get('language') || null,
        channels: channels.length === 0 ? ['link'] : channels,
        comment: data.get('comment'),
        schedule: startAt === null ? null : { startAt, timeZone: zone },
        expiresAt: moment(data, 'expires'),
        assignee: data.get('assignee') === 'me' ? { kind: 'agent', agent: context.me } : { kind: 'unassigned' },
        another,
      }),
    );
  };
  return h(
    'form',
    { class: 'create', onsubmit },
    field('Recipient', { name: 'name', value: first.name, required: true }),
    field('E-mail', { name: 'email', type: 'email', value: first.email ?? '' }),
    h('button', { class: 'primary' }, 'Send session request'),
    h(
      'details',
      { 'data-part': 'all fields' },
      h('summary', {}, 'All fields'),
      h(
        'div',
        { class: 'fields' },
        field('Phone', {
          name: 'phone',
          type: 'tel',
          value: internationalOnly(first.phone),
          placeholder: '+49 30 1234567',
        }),
        h(
          'fieldset',
          {},
          h('legend', {}, 'Send by'),
          h(
            'label',
            {},
            h('input', { type: 'checkbox', name: 'channel', value: 'email', checked: Boolean(first.email) }),
            ' e-mail',
          ),
          h('label', {}, h('input', { type: 'checkbox', name: 'channel', value: 'ticket' }), ' reply in the ticket'),
          h(
            'label',
            {},
            h('input', { type: 'checkbox', name: 'channel', value: 'link', checked: !first.email }),
            ' copy the link',
          ),
        ),
        h(
          'label',
          {},
          'Language ',
          h(
            'select',
            { name: 'language' },
            LANGUAGES.map(([value, name]) => h('option', { value, selected: value === first.language }, name)),
          ),
        ),
        h('label', {}, 'Comment (internal) ', h('textarea', { name: 'comment', rows: 2 })),
        field(`Start (${zone})`, { name: 'start', type: 'datetime-local' }),
        field('Expires', { name: 'expires', type: 'datetime-local' }),
        h(
          'label',
          {},
          'Assign to ',
          h(
            'select',
            { name: 'assignee' },
            h('option', { value: 'me' }, 'me'),
            h('option', { value: 'nobody' }, 'nobody yet'),
          ),
        ),
      ),
    ),
  );
}

/** Tickets hold numbers as people write them at home; filled in like that, the one press would be refused for a field nobody looked at. */
function internationalOnly(phone) {
  return /^(\+|00)/.test(phone ?? '') ? phone : '';
}

/** For another device or person while one request is active. */
export function anotherForm(ticket, contacts, context) {
  const summary = h('summary', {}, 'Another device or person');
  return h('details', { 'data-part': 'another' }, summary, createForm(ticket, contacts, context, true));
}
