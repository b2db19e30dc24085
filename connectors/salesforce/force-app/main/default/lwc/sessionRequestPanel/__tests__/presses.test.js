import { createRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import {
  button,
  isAccessible,
  labels,
  lastWritten,
  one,
  open,
  parametersOf,
  press,
  words,
  write,
  written,
} from 'support/panel';
import { CASE_ID, ME, MINUTE, NOW, action, answered, inStatus, page, pageWith, requestNode, view } from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'UTC' }), { virtual: true });

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
  createRecord.mockReset().mockResolvedValue({ id: 'a02' });
  notifyRecordUpdateAvailable.mockReset().mockResolvedValue();
});

const open1 = (more = {}) => view({ actions: [action('ask-for-access')], ...more });
const withCommands = (of, ...commands) => page({ requests: [requestNode(of)], commands });

describe('one press for the contact', () => {
  it('writes one command that names the case, the person and the agent', async () => {
    const { element } = await open(page());
    await press(element, 'Request session for Ada Example');
    expect(written()).toHaveLength(1);
    const { Client_Key__c: key, Parameters__c: parameters, ...rest } = lastWritten();
    expect(rest).toEqual({ Case__c: CASE_ID, Type__c: 'create-request', Panel_Version__c: 1 });
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.parse(parameters)).toEqual({
      ticket: { id: CASE_ID, number: '00001001', subject: 'No sound' },
      recipient: { name: 'Ada Example', email: 'ada@example.com', phone: '+49 30 1234567' },
      language: null,
      channels: ['email'],
      comment: '',
      assignee: { kind: 'agent', agent: { id: ME, name: 'Mara Agent', email: 'mara@example.com' } },
      schedule: null,
      expiresAt: null,
      another: false,
    });
  });

  it.each([
    ['passes on a number as people write it at home, for the server knows whose', '0912 345 678', '0912 345 678'],
    ['does not pass on a note in the place of a number', 'ask Bo', null],
  ])('%s', async (_, kept, phone) => {
    const contact = {
      ...page().uiapi.query.cases.edges[0].node,
      Contact: { Name: { value: 'Bo' }, Phone: { value: kept } },
    };
    const { element } = await open(page({ cases: [contact] }));
    await press(element, 'Make a link to copy');
    expect(parametersOf(lastWritten())).toMatchObject({
      recipient: { name: 'Bo', email: null, phone },
      channels: ['link'],
    });
  });

  it('is one press, however often the button is pressed before the answer', async () => {
    createRecord.mockReturnValue(new Promise(() => undefined));
    const { element } = await open(page());
    await press(element, 'Request session for Ada Example');
    expect(labels(element)).toContain('One moment …');
    await press(element, 'One moment …');
    expect(written()).toHaveLength(1);
    expect(words(element)).toContain('Sending: a new session request …');
    await isAccessible(element);
  });

  it('leads to the request when the server has made it', async () => {
    const { element, emit } = await open(page());
    await press(element, 'Request session for Ada Example');
    const { Client_Key__c: key } = lastWritten();
    const done = answered('Done', { key, type: 'create-request', requestKey: null, resultKey: 'request-1' });
    await emit(withCommands(view(), done));
    expect(one(element, '.said').textContent).toBe('Session request RS-000123 was made for Ada Example.');
    expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: CASE_ID }]);
    const card = one(element, 'c-session-request-card');
    expect(card.shadowRoot.activeElement).toBe(card.shadowRoot.querySelector('h3'));
  });
});

/** Each simple action: where it is allowed, what its button says, and the command that it makes. */
const SIMPLE = [
  ['ask-for-access', inStatus('Waiting', { because: 'joined', askedAt: null }), 'Ask for access'],
  ['claim', view(), 'Take it'],
  ['keep-open', view({ ticketClosed: { closesAt: null } }), 'Keep it open'],
  ['start-session', inStatus('Ready', {}), 'The session has begun'],
  ['end-session', inStatus('Connected', { startedAt: NOW }), 'The session has ended'],
  ['reopen-request', inStatus('Expired', { expiredAt: NOW }), 'Reopen'],
];

describe('a press on a request', () => {
  it.each(SIMPLE)('%s writes exactly that', async (type, shown, label) => {
    const { element } = await open(withCommands({ ...shown, actions: [action(type)] }));
    await press(element, label);
    expect(lastWritten()).toMatchObject({
      Case__c: CASE_ID,
      Type__c: type,
      Request_Key__c: 'request-1',
      Parameters__c: '{}',
      Panel_Version__c: 1,
    });
  });

  it.each([
    ['email', 'Send the e-mail again'],
    ['sms', 'Send the SMS again'],
    ['ticket', 'Send as public reply'],
  ])('sends the invitation again by %s', async (channel, label) => {
    const { element } = await open(withCommands(view({ actions: [action('resend-invitation', { channel })] })));
    await press(element, label);
    expect(lastWritten()).toMatchObject({ Type__c: 'resend-invitation' });
    expect(parametersOf(lastWritten())).toEqual({ channel });
  });

  it('sends what was not delivered again', async () => {
    const trouble = [{ deliveryId: 'd1', reason: 'The mailbox is full.' }];
    const { element } = await open(withCommands(view({ trouble })));
    await press(element, 'Try to send it again');
    expect(lastWritten()).toMatchObject({ Type__c: 'resend-delivery', Request_Key__c: 'request-1' });
    expect(parametersOf(lastWritten())).toEqual({ deliveryId: 'd1' });
    await press(element, 'One moment …');
    expect(written()).toHaveLength(1);
  });

  it('that was done a moment ago waits for its time', async () => {
    const waiting = action('ask-for-access', { againAt: NOW + 2 * MINUTE });
    const { element } = await open(withCommands(open1({ actions: [waiting] })));
    expect(button(element, 'Ask for access').disabled).toBe(true);
    await press(element, 'Ask for access');
    expect(written()).toHaveLength(0);
    expect(words(element).replace(/\u202f/g, ' ')).toContain('Again at 3:02');
  });

  it('does not block another action of the same request', async () => {
    const { element } = await open(withCommands(open1({ actions: [action('ask-for-access'), action('claim')] })));
    await press(element, 'Ask for access');
    await press(element, 'Take it');
    expect(written().map(({ Type__c: type }) => type)).toEqual(['ask-for-access', 'claim']);
  });
});

describe('Connect', () => {
  const ready = (more) => inStatus('Ready', {}, { actions: [action('launch-connect', more)] });

  it('is a plain link to the server, which learns that it was pressed on a page of this org, and not on which', async () => {
    const { element } = await open(withCommands(ready()));
    const link = one(element, 'a.connect');
    expect(link.href).toBe('https://help.example/connect/request-1?press=1');
    expect([link.target, link.rel, link.getAttribute('referrerpolicy')]).toEqual(['_blank', 'noopener', 'origin']);
    expect(link.textContent).toContain('Connect');
    await isAccessible(element);
  });

  it('asks before it takes over from a colleague', async () => {
    const { element } = await open(withCommands(ready({ takeOverFrom: 'Jun Other' })));
    expect(one(element, 'a.connect').textContent).toContain('Take over and connect');
    expect(words(element)).toContain('Jun Other has this request.');
  });

  it.each([
    ['a user of this org', { id: '005000000000001', email: null }],
    ['a user of this org, with the org before the id', { id: 'org-1:005000000000001AAA', email: null }],
    ['a person whom the server knows by the same mail address', { id: 'person-7', email: 'Mara@Example.com' }],
  ])('asks nothing of the one who has the request: %s', async (_how, named) => {
    const mine = { kind: 'agent', agent: { ...named, name: 'Mara Agent' } };
    const shown = { ...ready({ takeOverFrom: 'Mara Agent' }), assignee: mine };
    const { element } = await open(withCommands({ ...shown, actions: [...shown.actions, action('claim')] }));
    expect(one(element, 'a.connect').textContent).toContain('Connect');
    expect(words(element)).not.toContain('has this request');
    expect(button(element, 'Take it')).toBeUndefined();
  });

  it('asks of somebody who only has the same name', async () => {
    const other = { kind: 'agent', agent: { id: 'person-8', name: 'Mara Agent', email: null } };
    const shown = { ...ready({ takeOverFrom: 'Mara Agent' }), assignee: other };
    const { element } = await open(withCommands(shown));
    expect(one(element, 'a.connect').textContent).toContain('Take over and connect');
  });
});

describe('the link', () => {
  it('is copied', async () => {
    const writeText = jest.fn(() => Promise.resolve());
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const { element } = await open(withCommands(view()));
    await press(element, 'Copy link');
    expect(writeText).toHaveBeenCalledWith('https://help.example/join/abc');
    expect(one(element, '.said').textContent).toBe('The link is copied.');
  });

  it('is shown and marked where the browser does not let it be copied', async () => {
    const writeText = jest.fn(() => Promise.reject(new Error('no')));
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const { element } = await open(withCommands(view()));
    await press(element, 'Copy link');
    const field = one(element, 'input.link');
    expect(field.value).toBe('https://help.example/join/abc');
    expect(field.selectionEnd).toBe(field.value.length);
    expect(words(element)).toContain('press Ctrl+C');
    await isAccessible(element);
  });
});

describe('what is pressed in the panel', () => {
  it.each([
    ['a button of a request', 'Ask for access', view({ actions: [action('ask-for-access')] })],
    ['a form of a request', 'Add the comment', view({ actions: [action('add-comment')] })],
    [
      'a delivery that is to be sent again',
      'Try to send it again',
      view({ trouble: [{ deliveryId: 'd1', channel: 'email', reason: 'The mailbox is full.' }] }),
    ],
  ])('is heard by nothing else on the page: %s', async (_, label, shown) => {
    const heard = jest.fn();
    document.addEventListener('commandpress', heard, true);
    const { element } = await open(pageWith(shown));
    if (label === 'Add the comment') await write(element, 'text', 'Rang twice');
    await press(element, label);
    document.removeEventListener('commandpress', heard, true);
    expect(written()).toHaveLength(1);
    expect(heard).not.toHaveBeenCalled();
  });
});
