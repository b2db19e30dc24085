import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { all, button, emitErrors, labels, one, open, settle, words } from 'support/panel';
import {
  MINUTE,
  NOW,
  action,
  caseNode,
  cell,
  contactWith,
  inStatus,
  page,
  pageWith,
  requestNode,
  supplied,
  view,
} from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'UTC' }), { virtual: true });

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
});

/** The checker needs a running clock. */
async function isAccessible(element) {
  jest.useRealTimers();
  await expect(element).toBeAccessible();
}

describe('while nothing is known', () => {
  it('says that it is loading', async () => {
    const { element } = await open();
    expect(words(element)).toContain('Loading');
    await isAccessible(element);
  });
});

describe('a case without requests', () => {
  it('offers one press for the contact, by mail', async () => {
    const { element } = await open(page());
    expect(labels(element)).toEqual(['Request session for Ada Example', 'More options']);
    expect(words(element)).toContain('An e-mail with the link goes to ada@example.com.');
    await isAccessible(element);
  });

  it('takes what a web form supplied where there is no contact', async () => {
    const { element } = await open(page({ cases: [supplied('Grace Web', 'grace@example.com', null)] }));
    expect(button(element, 'Request session for Grace Web')).toBeDefined();
  });

  it('says that the address is missing, and offers a link to copy', async () => {
    const { element } = await open(page({ cases: [contactWith({ Email: cell(null) })] }));
    expect(words(element)).toContain('No e-mail address of Ada Example is known.');
    expect(labels(element)).toEqual(['Add an e-mail address', 'Make a link to copy', 'More options']);
    await isAccessible(element);
  });

  it('asks who needs help where the case names nobody', async () => {
    const { element } = await open(page({ cases: [caseNode({ Contact: null })] }));
    expect(words(element)).toContain('This case names nobody. Say who needs help.');
    expect(labels(element)).toContain('Create request');
    await isAccessible(element);
  });

  it('offers nothing to somebody who may only look', async () => {
    const { element } = await open(page());
    getObjectInfo.emit({ createable: false });
    await settle();
    expect(labels(element)).toEqual([]);
    expect(words(element)).toContain('You may look, but not change anything.');
    await isAccessible(element);
  });

  it('offers nothing to somebody whose rights cannot be read', async () => {
    const { element } = await open(page());
    getObjectInfo.error();
    await settle();
    expect(labels(element)).toEqual([]);
  });

  it('says when the case is closed', async () => {
    const { element } = await open(page({ cases: [caseNode({ IsClosed: { value: true } })] }));
    expect(words(element)).toContain('This case is closed.');
  });
});

const joined = { joinedAt: NOW - MINUTE, because: 'joined', askedAt: null };
const ready = { allowedAt: NOW, launchedBy: null, launchedAt: null, unanswered: false, mayReconnectUntil: null };
const running = { startedAt: NOW - 5 * MINUTE, toldBy: 'agent', agent: null, endAsked: false };
const closed = { closedAt: NOW, outcome: 'solved', note: 'New driver', reason: 'agent', newLinkAskedAt: null };
/** Each state of a request: what it is called, and what the panel says of it. */
const STATES = [
  ['open', inStatus('Open', {}), 'Open', 'Ada Example has not joined yet.'],
  [
    'scheduled',
    inStatus('Open', {}, { schedule: { startAt: NOW + 90 * MINUTE, timeZone: 'Asia/Taipei' } }),
    'Scheduled',
    'Planned for Tuesday, November 24, 2026',
  ],
  ['joined', inStatus('Waiting', joined), 'Waiting', 'has joined and has not allowed access yet.'],
  ['asked', inStatus('Waiting', { ...joined, askedAt: NOW - MINUTE }), 'Waiting', 'was asked for access at 2:59'],
  ['denied', inStatus('Waiting', { ...joined, because: 'denied' }), 'Waiting', 'Ada Example said no.'],
  ['withdrawn', inStatus('Waiting', { ...joined, because: 'withdrawn' }), 'Waiting', 'has withdrawn access.'],
  ['lapsed', inStatus('Waiting', { ...joined, because: 'lapsed' }), 'Waiting', 'The permission has lapsed.'],
  [
    'ended by the user',
    inStatus('Waiting', { ...joined, because: 'ended-by-recipient' }),
    'Waiting',
    'Ada Example ended the session.',
  ],
  ['waiting, why a newer server knows', inStatus('Waiting', { ...joined, because: 'new' }), 'Waiting', 'has joined'],
  ['ready', inStatus('Ready', ready), 'Ready', 'has allowed access. Press Connect.'],
  ['launched', inStatus('Ready', { ...ready, launchedBy: 'Mara' }), 'Ready', 'Mara is connecting.'],
  ['unanswered', inStatus('Ready', { ...ready, unanswered: true }), 'Ready', 'no session has begun'],
  [
    'after a session',
    inStatus('Ready', { ...ready, mayReconnectUntil: NOW + 15 * MINUTE }),
    'Ready',
    'You may connect again until 3:15',
  ],
  ['connected', inStatus('Connected', running), 'Connected', 'In session since 2:55'],
  ['connected by', inStatus('Connected', { ...running, agent: 'Jun' }), 'Connected', 'Jun is in session since'],
  ['long connected', inStatus('Connected', { ...running, endAsked: true }), 'Connected', 'Is it over?'],
  ['closed', inStatus('Closed', closed), 'Closed', 'Closed 3:00'],
  ['closed, unknown outcome', inStatus('Closed', { ...closed, outcome: 'later' }), 'Closed', 'Not stated.'],
  [
    'reported',
    inStatus('Closed', { ...closed, reason: 'reported' }),
    'Closed',
    'Ada Example reported this as not their request.',
  ],
  ['expired', inStatus('Expired', { expiredAt: NOW, newLinkAskedAt: null }), 'Expired', 'Expired 3:00'],
  [
    'expired, new link asked for',
    inStatus('Expired', { expiredAt: NOW, newLinkAskedAt: NOW - 2 * MINUTE }),
    'Expired',
    'asked for a new link 2 minutes ago.',
  ],
];

describe('a request', () => {
  it.each(STATES)('that is %s says so', async (_name, shown, status, sentence) => {
    const { element } = await open(pageWith(shown));
    const card = one(element, 'c-session-request-card');
    expect(words(one(card, 'c-session-request-status'))).toBe(status);
    expect(words(card).replace(/\u202f/g, ' ')).toContain(sentence);
    expect(words(card)).toContain('RS-000123');
    await isAccessible(element);
  });

  it('shows the two words to say while it is active, and not afterwards', async () => {
    const { element, emit } = await open(pageWith(view()));
    expect(one(element, '.phrase').textContent).toBe('amber otter');
    await emit(pageWith(inStatus('Closed', closed)));
    expect(one(element, '.phrase')).toBeUndefined();
  });

  it('tells what is known of it', async () => {
    const { element } = await open(
      pageWith(
        view({
          address: '123456789',
          comment: 'Printer too',
          channels: ['email', 'pigeon'],
          assignee: { kind: 'queue', queueId: 'q1', name: 'Second line' },
          sessions: { count: 1, totalMs: 75 * MINUTE, estimated: true },
          presence: { onThePage: true, seenAt: NOW },
          createdBy: { name: 'Mara', verified: false },
        }),
      ),
    );
    const told = words(element);
    for (const fact of [
      'Ada Example, ada@example.com, +49 30 1234567',
      'On the page now',
      '123 456 789',
      'Queue Second line',
      'about 1 hour 15 minutes',
      'Printer too',
      'E-mail, Another way',
      'Mara (name not verified)',
    ]) {
      expect(told).toContain(fact);
    }
  });

  it.each([
    [{ kind: 'unassigned' }, 'Nobody yet'],
    [{ kind: 'client', address: '987654321' }, 'AnyDesk client 987 654 321'],
    [{ kind: 'agent', agent: { id: '1', name: 'Jun Other', email: null } }, 'Jun Other'],
  ])('says who has it: %p', async (assignee, name) => {
    const { element } = await open(pageWith(view({ assignee })));
    expect(words(element)).toContain(name);
  });

  it('says when the user left the page', async () => {
    const { element } = await open(pageWith(view({ presence: { onThePage: false, seenAt: NOW - 2 * MINUTE } })));
    expect(words(element)).toContain('Left the page 2 minutes ago');
  });

  it('says that it closes with the case, or asks what to do', async () => {
    const { element, emit } = await open(pageWith(view({ ticketClosed: { closesAt: NOW + 9 * MINUTE } })));
    expect(words(element)).toContain('This request closes in 9 minutes, unless you keep it open.');
    await emit(pageWith(view({ ticketClosed: { closesAt: null } })));
    expect(words(element)).toContain('The case was closed. What about this request?');
    await isAccessible(element);
  });

  it('says what could not be delivered, and offers to send it again', async () => {
    const trouble = [{ deliveryId: 'd1', kind: 'mail', state: 'parked', reason: 'The mailbox is full.' }];
    const { element } = await open(pageWith(view({ trouble })));
    expect(words(element)).toContain('The mailbox is full.');
    expect(labels(element)).toContain('Try to send it again');
    await isAccessible(element);
  });

  it('leaves out what a newer server allows beyond what this panel knows', async () => {
    const { element } = await open(pageWith(view({ actions: [action('teleport'), action('resend-invitation')] })));
    expect(labels(element)).not.toContain('teleport');
    expect(all(element, 'c-session-request-actions .control')).toHaveLength(0);
  });
});

describe('several requests', () => {
  const past = inStatus('Closed', closed, { id: 'old', number: 'RS-000100', createdAt: NOW - 3000 * MINUTE });
  const planned = (id, minutes) =>
    view({ id, number: `RS-${id}`, schedule: { startAt: NOW + minutes * MINUTE, timeZone: 'UTC' } });

  it('stand apart by what is going on, planned and over', async () => {
    const { element } = await open(pageWith(planned('b', 90), view(), past));
    const numbers = (root) => all(root, '.number').map(({ textContent }) => textContent);
    expect(numbers(one(element, '[data-fold="upcoming"]'))).toEqual(['RS-b']);
    expect(numbers(one(element, '[data-fold="past"]'))).toEqual(['RS-000100']);
    expect(words(element)).toContain('Past (1)');
    expect(labels(element)).toContain('Another device or person');
    await isAccessible(element);
  });

  it('show the next planned one openly when nothing else goes on', async () => {
    const { element } = await open(pageWith(planned('later', 500), planned('next', 90)));
    expect(one(element, '.number').textContent).toBe('RS-next');
    expect(all(one(element, '[data-fold="upcoming"]'), '.number')).toHaveLength(1);
  });

  it('tell where older ones are', async () => {
    const { element } = await open(page({ requests: [requestNode(past)], hasMore: true }));
    expect(words(element)).toContain('Older requests are in the related list');
  });
});

describe('an older panel with a newer server', () => {
  it.each([
    ['the record says so', { viewVersion: 2 }],
    ['the view says so', { view: JSON.stringify(view({ viewVersion: 2 })) }],
  ])('shows what it knows and changes nothing, when %s', async (_name, more) => {
    const { element } = await open(page({ requests: [requestNode(view({ actions: [action('claim')] }), more)] }));
    expect(words(element)).toContain('The support server is newer than this panel.');
    expect(words(element)).toContain('Ada Example');
    expect(words(one(element, 'c-session-request-status'))).toBe('Open');
    expect(button(element, 'Take it')).toBeUndefined();
    await isAccessible(element);
  });
});

describe('when there is no answer', () => {
  it.each([
    [
      'the object is not there for this person',
      [{ message: "Field 'Session_Request__c' in type 'RecordQuery' is undefined", extensions: {} }],
      'No access to session requests',
    ],
    ['Salesforce has a fault', [{ message: 'Internal error' }], 'The requests of this case cannot be read'],
  ])('says what to do when %s', async (_name, errors, heading) => {
    const { element } = await open();
    await emitErrors(errors);
    expect(words(element)).toContain(heading);
    expect(labels(element)).toEqual(['Try again']);
    await isAccessible(element);
  });

  it('says that the case cannot be read', async () => {
    const { element } = await open(page({ cases: [] }));
    expect(words(element)).toContain('This case cannot be read');
    await isAccessible(element);
  });

  it('says that the answer is not understood', async () => {
    const { element } = await open({ uiapi: { query: { cases: null } } });
    expect(words(element)).toContain('The answer cannot be read');
  });

  it('keeps what is known, with its age, while Salesforce does not answer', async () => {
    const { element } = await open(pageWith(view()));
    jest.setSystemTime(NOW + 3 * MINUTE);
    await emitErrors([{ message: 'Internal error' }]);
    expect(words(element)).toContain('RS-000123');
    expect(words(element)).toContain('What is shown may be out of date');
    expect(words(element)).toContain('This is how it was 3 minutes ago.');
    await isAccessible(element);
  });

  it('leaves nothing standing that somebody may no longer see', async () => {
    const { element } = await open(pageWith(view()));
    await emitErrors([{ message: 'No such type Session_Request__c' }]);
    expect(words(element)).not.toContain('Ada');
  });
});

describe('a test account', () => {
  it('says so', async () => {
    const { element } = await open(pageWith(view({ context: { environment: 'test' } })));
    expect(words(element)).toContain('Test account');
  });
});

describe('in the window of a quick action', () => {
  it('shows no second title', async () => {
    const { element } = await open(page(), { withoutFrame: true });
    expect(one(element, 'h2')).toBeUndefined();
    await isAccessible(element);
  });
});
