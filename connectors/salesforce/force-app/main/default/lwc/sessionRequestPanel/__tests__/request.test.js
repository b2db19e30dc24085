import { all, isAccessible, labels, one, open, words } from 'support/panel';
import { MINUTE, NOW, action, inStatus, pageWith, view } from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'UTC' }), { virtual: true });

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
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

  it('is a region of the page that its heading names', async () => {
    const { element } = await open(pageWith(view()));
    const { shadowRoot } = one(element, 'c-session-request-card');
    const heading = shadowRoot.querySelector('h3');
    expect(heading.id).not.toBe('');
    expect(shadowRoot.querySelector('section').getAttribute('aria-labelledby')).toBe(heading.id);
    expect(words(heading)).toBe('Open RS-000123');
    expect(one(element, 'h2').textContent).toBe('Remote support');
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
