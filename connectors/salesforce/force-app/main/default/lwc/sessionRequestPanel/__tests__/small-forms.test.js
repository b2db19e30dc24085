import { createRecord } from 'lightning/uiRecordApi';
import {
  emitRights,
  field,
  isAccessible,
  labels,
  lastWritten,
  one,
  open,
  parametersOf,
  press,
  settle,
  watchField,
  words,
  write,
  writeAll,
  written,
} from 'support/panel';
import { ME, MINUTE, NOW, action, answered, inStatus, page, pageWith, requestNode, view } from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'UTC' }), { virtual: true });

const iso = (at) => new Date(at).toISOString();

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
  createRecord.mockReset().mockResolvedValue({});
});

/** Each small form: where it is, what is written into it, the button, and the parameters of its command. */
const FORMS = [
  [
    'close-request',
    { outcome: 'no-show', note: 'Nobody there' },
    'Close',
    { outcome: 'no-show', note: 'Nobody there' },
  ],
  ['add-comment', { text: ' Printer too ' }, 'Add the comment', { text: 'Printer too' }],
  ['enter-address', { address: '123 456 789' }, 'Enter for the user', { address: '123 456 789' }],
  ['extend', { expires: iso(NOW + 5000 * MINUTE) }, 'Extend', { expiresAt: NOW + 5000 * MINUTE }],
  [
    'reschedule',
    { start: iso(NOW + 60 * MINUTE), zone: 'Europe/Berlin' },
    'Reschedule',
    { schedule: { startAt: NOW + 60 * MINUTE, timeZone: 'Europe/Berlin' }, moveLimits: null },
  ],
  [
    'reschedule',
    { start: iso(NOW + 60 * MINUTE), zone: 'UTC', moveUntil: iso(NOW + 90 * MINUTE) },
    'Reschedule',
    {
      schedule: { startAt: NOW + 60 * MINUTE, timeZone: 'UTC' },
      moveLimits: { earliestAt: NOW, latestAt: NOW + 90 * MINUTE },
    },
  ],
  [
    'set-session-link',
    { url: ' https://my.anydesk.com/v2/session/abc ' },
    'Save the link',
    { url: 'https://my.anydesk.com/v2/session/abc' },
  ],
  [
    'correct-recipient',
    { email: 'ada@example.org' },
    'Correct',
    { recipient: { name: 'Ada Example', email: 'ada@example.org', phone: '+49 30 1234567' } },
  ],
  [
    'assign',
    { assignee: 'agent' },
    'Assign',
    { assignee: { kind: 'agent', agent: { id: ME, name: 'Mara Agent', email: 'mara@example.com' } } },
  ],
  ['assign', { assignee: 'queue:q:1' }, 'Assign', { assignee: { kind: 'queue', queueId: 'q:1' } }],
  ['assign', { assignee: 'client', client: 'desk@ad' }, 'Assign', { assignee: { kind: 'client', address: 'desk@ad' } }],
];

describe('a small form', () => {
  const shown = (command, more = {}) =>
    view({
      actions: [action(command)],
      context: { queues: [{ id: 'q:1', name: 'Second line' }], channels: ['email'], timeZone: 'Asia/Tokyo' },
      ...more,
    });

  it.each(FORMS)('%s makes its command of %p', async (command, values, label, parameters) => {
    const { element } = await open(pageWith(shown(command)));
    await writeAll(element, values);
    await press(element, label);
    expect(lastWritten()).toMatchObject({ Type__c: command, Request_Key__c: 'request-1' });
    expect(parametersOf(lastWritten())).toEqual(parameters);
    await isAccessible(element);
  });

  it('for the address takes a proposed one, unless another is typed', async () => {
    const proposals = [{ source: 'asset', address: '123456789', name: 'ADA-LAPTOP' }];
    const { element } = await open(pageWith(shown('enter-address', { proposals })));
    await writeAll(element, { proposal: '123456789' });
    await press(element, 'Enter for the user');
    expect(parametersOf(lastWritten())).toEqual({ address: '123456789' });
    await isAccessible(element);
  });

  it('to move the time takes limits away with their fields', async () => {
    const moveLimits = { earliestAt: NOW + 60 * MINUTE, latestAt: NOW + 90 * MINUTE };
    const { element } = await open(pageWith(shown('reschedule', { moveLimits })));
    await writeAll(element, { start: iso(NOW + 60 * MINUTE), zone: 'UTC', moveFrom: '', moveUntil: '' });
    await press(element, 'Reschedule');
    expect(parametersOf(lastWritten()).moveLimits).toBe('none');
  });

  it.each([
    ['add-comment', { text: ' ' }, 'Add the comment', 'text', 'Write something first.'],
    ['enter-address', {}, 'Enter for the user', 'address', 'Write the number that AnyDesk shows'],
    ['extend', { expires: iso(NOW - MINUTE) }, 'Extend', 'expires', 'Choose a time after the start.'],
    ['reschedule', {}, 'Reschedule', 'start', 'Choose a time that is still to come.'],
    ['correct-recipient', { name: '' }, 'Correct', 'name', 'Write the name'],
  ])('%s says what is wrong with %p', async (command, values, label, name, sentence) => {
    const { element } = await open(pageWith(shown(command)));
    await writeAll(element, values);
    const { said } = watchField(element, name);
    await press(element, label);
    expect(said).toHaveBeenLastCalledWith(expect.stringContaining(sentence));
    expect(written()).toHaveLength(0);
  });

  it('keeps what is written while the request changes, and until it was done', async () => {
    const { element, emit } = await open(pageWith(shown('add-comment')));
    await write(element, 'text', 'Half a sent');
    await emit(pageWith(shown('add-comment', { version: 4 })));
    expect(field(element, 'text').value).toBe('Half a sent');
    await press(element, 'Add the comment');
    const done = answered('Done', { key: lastWritten().Client_Key__c, type: 'add-comment' });
    await emit(page({ requests: [requestNode(shown('add-comment'))], commands: [done] }));
    expect(field(element, 'text').value).toBe('');
  });

  it('is one press, however often it is pressed', async () => {
    const { element } = await open(pageWith(shown('add-comment')));
    await write(element, 'text', 'Once');
    await press(element, 'Add the comment');
    await press(element, 'One moment …');
    expect(written()).toHaveLength(1);
  });

  it.each([
    ['close-request', inStatus('Waiting', { because: 'joined' }), 'Ada Example has joined. Closing ends it'],
    ['close-request', inStatus('Connected', { startedAt: NOW }), 'A session is running.'],
    ['reschedule', inStatus('Waiting', { because: 'joined' }), 'has to allow access again afterwards.'],
    ['correct-recipient', view(), 'The old one stops working at once.'],
  ])('%s says what it does to somebody', async (command, of, sentence) => {
    const { element } = await open(pageWith({ ...of, actions: [action(command)] }));
    expect(words(one(element, 'c-session-request-small-form'))).toContain(sentence);
  });

  it('to close stands open after a session, because that is what comes next', async () => {
    const after = inStatus('Ready', { mayReconnectUntil: NOW + 15 * MINUTE });
    const sessions = { count: 1, totalMs: 60000, estimated: false };
    const actions = [action('launch-connect'), action('close-request'), action('add-comment')];
    const { element } = await open(pageWith({ ...after, sessions, actions }));
    const next = one(element, '.next');
    expect(words(next)).toContain('How did it end?');
    expect(field(next, 'outcome').value).toBe('solved');
    expect(one(element, 'details c-session-request-small-form').command).toBe('add-comment');
    await isAccessible(element);
  });

  it('is not there for somebody who may only look', async () => {
    const { element } = await open(pageWith(shown('add-comment')));
    await emitRights(false);
    await settle();
    expect(labels(element)).toEqual([]);
  });
});
