import { createRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import {
  all,
  button,
  isAccessible,
  labels,
  lastWritten,
  one,
  open,
  parametersOf,
  press,
  settle,
  words,
  write,
  written,
} from 'support/panel';
import { MINUTE, NOW, action, answered, commandNode, page, requestNode, view } from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'UTC' }), { virtual: true });

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
  createRecord.mockReset().mockResolvedValue({ id: 'a02' });
  notifyRecordUpdateAvailable.mockReset().mockResolvedValue();
});

const open1 = (more = {}) => view({ actions: [action('ask-for-access')], ...more });
const withCommands = (of, ...commands) => page({ requests: [requestNode(of)], commands });
const rejection = (status, errorCode, message) => ({
  status,
  body: {
    statusCode: status,
    message: 'An error occurred.',
    output: { errors: [{ errorCode, message }], fieldErrors: {} },
  },
});

describe('a command on its way', () => {
  it('waits for the server, and says so when nothing came of it for 10 seconds', async () => {
    const { element } = await open(withCommands(open1()));
    await press(element, 'Ask for access');
    expect(words(element)).toContain('Asked for: Ask for access.');
    jest.advanceTimersByTime(9000);
    await settle();
    expect(words(element)).not.toContain('Waiting for the support server');
    jest.advanceTimersByTime(2000);
    await settle();
    expect(words(element)).toContain('Waiting for the support server: Ask for access.');
    expect(words(element)).toContain('It was last heard 1 minute ago.');
    await isAccessible(element);
  });

  it('says that the server was never heard where that is so', async () => {
    const { element } = await open(page());
    await press(element, 'Request session for Ada Example');
    jest.advanceTimersByTime(11000);
    await settle();
    expect(words(element)).toContain('It has not been heard on this case yet.');
  });

  it('says that the server works on it', async () => {
    const { element, emit } = await open(withCommands(open1()));
    await press(element, 'Ask for access');
    const { Client_Key__c: key } = lastWritten();
    await emit(withCommands(open1(), commandNode({ key, seenAt: new Date(NOW).toISOString() })));
    expect(words(element)).toContain('The support server is working on it: Ask for access.');
    expect(labels(element)).toContain('One moment …');
  });

  it('is still there after the page was left, and cannot be pressed twice', async () => {
    const { element } = await open(withCommands(open1(), commandNode()));
    expect(words(element)).toContain('Asked for: Ask for access.');
    await press(element, 'One moment …');
    expect(written()).toHaveLength(0);
  });

  it('is not waited for after a day', async () => {
    const old = commandNode({ CreatedDate: new Date(NOW - 25 * 60 * MINUTE).toISOString() });
    const { element } = await open(withCommands(open1(), old));
    expect(all(element, '[data-state]')).toHaveLength(0);
  });

  it('is done', async () => {
    const { element, emit } = await open(withCommands(open1()));
    await press(element, 'Ask for access');
    await emit(withCommands(open1(), answered('Done', { key: lastWritten().Client_Key__c })));
    expect(one(element, '.said').textContent).toBe('Done. RS-000123 is now: Open.');
    expect(all(element, '[data-state]')).toHaveLength(0);
    expect(labels(element)).toContain('Ask for access');
  });

  it('is done on a request that is not shown', async () => {
    const { element, emit } = await open(withCommands(open1()));
    await press(element, 'Ask for access');
    await emit(withCommands(open1(), answered('Done', { key: lastWritten().Client_Key__c, resultKey: 'elsewhere' })));
    expect(one(element, '.said').textContent).toBe('Done.');
  });

  it.each([
    ['The request has moved on.', 'Not done: Ask for access. The request has moved on.'],
    [null, 'Not done: Ask for access. The support server did not say why.'],
  ])('is refused, with the reason: %p', async (message, sentence) => {
    const { element, emit } = await open(withCommands(open1()));
    await press(element, 'Ask for access');
    await emit(withCommands(open1(), answered('Refused', { key: lastWritten().Client_Key__c, message })));
    expect(words(one(element, 'c-session-request-problem'))).toContain(sentence);
    await press(element, 'Dismiss');
    expect(one(element, 'c-session-request-problem')).toBeUndefined();
  });

  it('that was refused on an earlier visit is not told again', async () => {
    const { element } = await open(withCommands(open1(), answered('Refused', { message: 'No.' })));
    expect(words(element)).not.toContain('Not done');
  });
});

describe('a command that came too late', () => {
  const late = (more) => answered('Too old', { key: 'late-1', ...more });

  it('asks whether it is still wanted, and goes again with a key of its own', async () => {
    const { element } = await open(withCommands(open1(), late()));
    expect(words(element)).toContain('This came too late to be done: Ask for access');
    await press(element, 'Send now');
    expect(lastWritten()).toMatchObject({ Type__c: 'ask-for-access', Request_Key__c: 'request-1' });
    expect(lastWritten().Client_Key__c).not.toBe('late-1');
    expect(button(element, 'Send now')).toBeUndefined();
  });

  it('is left when nobody wants it any more', async () => {
    const { element } = await open(withCommands(open1(), late()));
    await press(element, 'No, leave it');
    expect(all(element, '[data-state]')).toHaveLength(0);
    expect(written()).toHaveLength(0);
  });

  it('takes its parameters with it', async () => {
    const lateComment = late({ type: 'add-comment', parameters: '{"text":"Printer too"}' });
    const { element } = await open(withCommands(view(), lateComment));
    await press(element, 'Send now');
    expect(parametersOf(lastWritten())).toEqual({ text: 'Printer too' });
  });

  it('is no question any more when the same was asked for later', async () => {
    const { element } = await open(withCommands(open1(), answered('Done', { key: 'newer' }), late()));
    expect(button(element, 'Send now')).toBeUndefined();
  });

  it('for a new request is asked beside the requests', async () => {
    const { element } = await open(page({ commands: [late({ type: 'create-request', requestKey: null })] }));
    expect(words(element)).toContain('This came too late to be done: a new session request');
    await isAccessible(element);
  });
});

describe('when Salesforce does not take a command', () => {
  async function pressing(error) {
    createRecord.mockRejectedValueOnce(error);
    const found = await open(withCommands(open1()));
    await press(found.element, 'Ask for access');
    return found;
  }

  it.each([
    ['the network is gone', new TypeError('Failed to fetch')],
    ['Salesforce is down', rejection(503, 'SERVER_UNAVAILABLE', 'down')],
    ['it took too long', { status: 408, body: {} }],
  ])('because %s, the same key goes again, so that it is done once', async (_name, error) => {
    const { element } = await pressing(error);
    expect(words(element)).toContain('It is not known whether your press arrived: Ask for access.');
    await press(element, 'Send again');
    const [first, second] = written();
    expect(second).toEqual(first);
    expect(words(element)).toContain('Asked for: Ask for access.');
  });

  it('sends the same key, too, when the person presses the button itself', async () => {
    const { element } = await pressing(new TypeError('Failed to fetch'));
    await press(element, 'Ask for access');
    const [first, second] = written();
    expect(second).toEqual(first);
  });

  it('because it has that key already, it counts as taken', async () => {
    const { element } = await pressing(rejection(400, 'DUPLICATE_VALUE', 'duplicate value found'));
    expect(words(element)).toContain('Asked for: Ask for access.');
  });

  it('because a rule says no, its sentence is shown', async () => {
    const { element } = await pressing(
      rejection(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'A command names its request.'),
    );
    expect(words(element)).toContain('Salesforce did not accept it: A command names its request.');
    expect(all(element, '[data-state]')).toHaveLength(0);
    await isAccessible(element);
  });

  it('because of one field, what is said of that field is shown', async () => {
    const fieldErrors = { Parameters__c: [{ errorCode: 'STRING_TOO_LONG', message: 'Too long' }] };
    const { element } = await pressing({
      status: 400,
      body: { message: 'An error', output: { errors: [], fieldErrors } },
    });
    expect(words(element)).toContain('Salesforce did not accept it: Too long');
  });

  it('without a reason, that is said', async () => {
    const { element } = await pressing({ status: 400, body: null });
    expect(words(element)).toContain('Salesforce did not accept it: no reason was given.');
  });

  it.each([
    [rejection(403, 'INSUFFICIENT_ACCESS', 'no')],
    [rejection(400, 'INSUFFICIENT_ACCESS_OR_READONLY', 'no')],
    [{ status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'no such object' }] }],
  ])('because the person may not, it says who can mend that', async (error) => {
    const { element } = await pressing(error);
    expect(words(element)).toContain('Ask an admin for the permission set');
  });

  it('because it is too much text, nothing is sent', async () => {
    const { element } = await open(withCommands(view({ actions: [action('add-comment')] })));
    await write(element, 'text', 'x'.repeat(40000));
    await press(element, 'Add the comment');
    expect(written()).toHaveLength(0);
    expect(words(element)).toContain('That is too much text.');
  });
});

describe('what happens to the panel meanwhile', () => {
  it('an answer for a case that is not shown any more changes nothing', async () => {
    let answer = () => undefined;
    createRecord.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const { element } = await open(withCommands(open1()));
    await press(element, 'Ask for access');
    element.recordId = '500000000000002AAA';
    answer({});
    await settle();
    expect(words(element)).toBe('Remote support Loading …');
  });
});
