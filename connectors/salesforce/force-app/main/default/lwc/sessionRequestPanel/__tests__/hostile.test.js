import { all, emitLog, one, open, openLog, words } from 'support/panel';
import { NOW, action, inStatus, page, pageWith, requestNode, view } from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'UTC' }), { virtual: true });

const EVIL = '<img src=x onerror=alert(1)><script>alert(2)</script>{name}';

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
});

function nothingRan(element) {
  expect(all(element, 'img, script')).toHaveLength(0);
}

describe('text of strangers', () => {
  it('stays text wherever a request shows it', async () => {
    const evil = view({
      number: EVIL,
      recipient: { name: EVIL, email: EVIL, phone: EVIL },
      comment: EVIL,
      phrase: EVIL,
      assignee: { kind: 'queue', queueId: 'q', name: EVIL },
      createdBy: { name: EVIL, verified: true },
      trouble: [{ deliveryId: EVIL, reason: EVIL }],
      actions: [action('launch-connect', { takeOverFrom: EVIL }), action('correct-recipient')],
    });
    const { element } = await open(pageWith(evil));
    expect(words(element).split(EVIL).length).toBeGreaterThan(8);
    nothingRan(element);
  });

  it('stays text in the sentences of every status', async () => {
    const name = { recipient: { name: EVIL, email: null, phone: null } };
    const { element, emit } = await open(pageWith(inStatus('Waiting', { because: EVIL }, name)));
    expect(words(element)).toContain(`${EVIL} has joined`);
    await emit(pageWith(inStatus('Connected', { startedAt: NOW, agent: EVIL }, name)));
    expect(words(element)).toContain(`${EVIL} is in session since`);
    nothingRan(element);
  });

  it('stays text in the log', async () => {
    const { element } = await open(pageWith(view()));
    await openLog(element);
    await emitLog({ uiapi: { query: { events: { edges: [{ node: { Id: 'e', text: { value: EVIL } } }] } } } });
    expect(words(element)).toContain(EVIL);
    nothingRan(element);
  });

  it('is not looked at again after it was filled into a sentence', async () => {
    const name = '{time} {agent}';
    const { element } = await open(pageWith(inStatus('Ready', { launchedBy: 'Mara' }, { recipient: { name } })));
    expect(words(element)).toContain('Mara is connecting. {time} {agent} must press Accept');
  });
});

describe('an address', () => {
  const ready = (url) => inStatus('Ready', {}, { connectUrl: url, joinUrl: url, actions: [action('launch-connect')] });

  it.each([
    // eslint-disable-next-line no-script-url -- that it is one is what is tried
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'http://help.example/connect',
    'anydesk:123',
    '//help.example',
    '',
    null,
    7,
  ])('%p becomes no link', async (url) => {
    const { element } = await open(pageWith(ready(url)));
    expect(all(element, 'a')).toHaveLength(0);
    expect(words(element)).not.toContain('Copy link');
  });

  it('of the support server on this machine becomes one', async () => {
    const { element } = await open(pageWith(ready('http://127.0.0.1:3000/connect/1')));
    expect(one(element, 'a').href).toBe('http://127.0.0.1:3000/connect/1?press=1');
  });
});

describe('a view that is not what it should be', () => {
  const without = (name) => {
    return JSON.stringify(view({ [name]: undefined }));
  };

  it.each([
    ['empty', ''],
    ['no text', null],
    ['no JSON', '{"id":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['without a recipient', without('recipient')],
    ['without progress', without('progress')],
    ['without an id', without('id')],
    ['of an unknown status', JSON.stringify(view({ status: 'Frozen' }))],
    ['of unknown progress', JSON.stringify(view({ progress: { kind: 'frozen' } }))],
  ])('%s: the fields beside it are shown, and nothing can be pressed', async (_name, text) => {
    const { element } = await open(page({ requests: [requestNode(view(), { view: text })] }));
    expect(words(element)).toContain('The details of this request cannot be read.');
    expect(words(element)).toContain('RS-000123');
    expect(words(element)).toContain('Ada Example');
    expect(one(element, 'c-session-request-actions')).toBeUndefined();
  });

  it('with parts of other kinds is read without them', async () => {
    const odd = view({
      assignee: 'Mara',
      comment: 7,
      schedule: { startAt: 'soon' },
      expiresAt: 'never',
      channels: 'email',
      presence: null,
      sessions: [],
      ticketClosed: 'yes',
      actions: [null, 'claim', { command: 7 }, action('claim'), action('claim')],
      trouble: [null, 3, { deliveryId: 'd', reason: 'Full' }, { deliveryId: 'd', reason: 'Full' }],
      createdBy: null,
      context: { queues: [null, { id: 1 }], channels: 'all' },
    });
    const { element } = await open(pageWith(odd));
    expect(words(element)).toContain('Ada Example has not joined yet.');
    expect(words(element)).toContain('Nobody yet');
  });

  it('with a time that no calendar has shows the rest', async () => {
    const { element } = await open(pageWith(view({ expiresAt: 9e18 })));
    expect(words(element)).toContain('RS-000123');
  });

  it.each(['Frozen', 'constructor', '__proto__'])(
    'of the status %p in the record is shown as unknown',
    async (status) => {
      const { element } = await open(page({ requests: [requestNode(view(), { view: '', status })] }));
      expect(words(one(element, 'c-session-request-status'))).toBe('Unknown');
      expect(one(one(element, 'c-session-request-status'), 'lightning-icon').iconName).toBe('utility:question');
    },
  );
});

describe('an answer that is not what it should be', () => {
  it.each([[{}], [{ uiapi: null }], [{ uiapi: { query: { cases: { edges: 'x' } } } }], ['text'], [7]])(
    '%p is said to be unreadable',
    async (answer) => {
      const { element } = await open(answer);
      expect(words(element)).toContain('The answer cannot be read');
    },
  );

  it('with empty rows breaks nothing', async () => {
    const answer = page();
    answer.uiapi.query.requests.edges = [null, {}, { node: null }];
    answer.uiapi.query.commands.edges = [null, { node: { type: { value: 'x' } } }];
    const { element } = await open(answer);
    expect(words(element)).toContain('No session request for this case yet.');
  });
});
