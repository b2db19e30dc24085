const { loadApp } = require('./support/load-app.js');
const { pretendPlatform, pretendBrowser, settle } = require('./support/pretend-platform.js');
const {
  view,
  action,
  panel,
  watch,
  refusal,
  waiting,
  ready,
  closed,
  NOW,
  MINUTE,
  ADA,
  MARA,
} = require('./support/answers.js');
const { text, said, has, press, control, main, send, formWith } = require('./support/page.js');

loadApp();

const answered = (request, created = true) => ({ request, version: request.version, replayed: false, created });
const UNREACHABLE = { status: 502, headers: {}, response: 'Error in establishing a connection.' };
const TIMED_OUT = { status: 504, headers: {}, response: 'The request timed out.' };

/** Opens a folded part as a person does, and waits until the page has heard of it. */
async function unfold(label) {
  const part = control(label).parentElement;
  const heard = new Promise((resolve) => part.addEventListener('toggle', resolve, { once: true }));
  part.open = !part.open;
  await heard;
  await settle();
  return part;
}

async function open(first, given = {}) {
  document.body.innerHTML = '<main id="main"></main><p id="said"></p>';
  const platform = pretendPlatform(given.platform);
  const browser = pretendBrowser(given.browser);
  platform.answer('openPanel', ...(Array.isArray(first) ? first : [first]));
  if (given.asserted) platform.answer('openPanelAsserted', given.asserted);
  await SR.parts.panel.start(platform.client, browser.environment);
  await settle();
  const sentTo = (name) => platform.calls.filter((call) => call.name === name);
  return { ...platform, browser, sentTo };
}

describe('The panel beside a ticket', () => {
  describe('without a request', () => {
    it('makes one with a single press for the person that the ticket names', async () => {
      const { sentTo, answer } = await open(panel());
      expect(text()).toContain('An e-mail with the link goes to ada@kestrel.example.');
      answer('createRequest', answered(view()));
      await press('Request session for Ada Obi');
      expect(sentTo('createRequest')[0].body).toMatchObject({
        ticket: { id: '42', number: 'INC-42' },
        recipient: { name: 'Ada Obi', email: 'ada@kestrel.example' },
        channels: ['email'],
        assignee: { kind: 'agent', agent: { id: '7' } },
        another: false,
      });
      expect(said()).toBe('Session request RS-000001 was made for Ada Obi.');
      expect(text()).toContain('Ada Obi has not joined yet.');
    });

    it.each([
      ['0905 550 143', null],
      ['+49 341 555 0144', '+49 341 555 0144'],
    ])('is not stopped by a phone number as people write it at home (%s)', async (phone, sent) => {
      const { sentTo, answer } = await open(panel({ contacts: [{ ...ADA, phone }] }));
      answer('createRequest', answered(view()));
      await press('Request session for Ada Obi');
      expect(sentTo('createRequest')[0].body.recipient.phone).toBe(sent);
    });

    it('offers the person whose device it is before the one who asked', async () => {
      const ben = {
        role: 'requested-for',
        name: 'Ben Okafor',
        email: 'ben@kestrel.example',
        phone: null,
        language: null,
      };
      await open(panel({ contacts: [ADA, ben] }));
      const labels = [...main().querySelectorAll('.one-press button')].map((one) => one.textContent);
      expect(labels).toEqual(['Request session for Ben Okafor', 'Request session for Ada Obi']);
    });

    it('uses the requester that the help desk shows while the server has not seen the ticket', async () => {
      const { sentTo, answer } = await open(
        panel({ contacts: [], ticket: { id: '42', number: '', subject: '', state: 'unknown' } }),
      );
      answer('createRequest', answered(view()));
      await press('Request session for Ada Obi');
      expect(sentTo('createRequest')[0].body.ticket).toEqual({ id: '42', number: '#42', subject: 'Printer' });
    });

    it('leads to the missing address when no e-mail address is known, and makes a link to copy otherwise', async () => {
      const { triggered, sentTo, answer } = await open(panel({ contacts: [{ ...ADA, email: null }] }));
      expect(text()).toContain('No e-mail address of Ada Obi is known.');
      await press('Add an e-mail address');
      expect(triggered[0]).toMatchObject({
        name: 'showModal',
        options: { template: 'form.html', data: { focus: 'email' } },
      });
      answer('createRequest', answered(view()));
      await press('Make a link to copy');
      expect(sentTo('createRequest')[0].body.channels).toEqual(['link']);
    });

    it('asks who needs help when the ticket names nobody', async () => {
      const { triggered } = await open(panel({ contacts: [] }), {
        platform: { data: { requester: undefined } },
      });
      await press('Create request');
      expect(triggered[0].options.data.focus).toBe('name');
    });

    it('says which request was there already', async () => {
      const { answer } = await open(panel());
      answer('createRequest', answered(view(), false));
      await press('Request session for Ada Obi');
      expect(said()).toBe('There was an active request already: RS-000001.');
    });

    it('opens the form in itself where no pop-up opens, and gives the focus to its field', async () => {
      const { answer, sentTo } = await open(panel(), {
        platform: { interface: () => Promise.reject(new Error('no modal')) },
      });
      await press('More options');
      expect(document.activeElement.name).toBe('name');
      answer('createRequest', answered(view()));
      await send(formWith('channels'), { name: 'Cho Lin', email: 'cho@kestrel.example' });
      expect(sentTo('createRequest')[0].body.recipient.name).toBe('Cho Lin');
      expect(main().querySelector('form [name="channels"]')).toBeNull();
    });

    it('closes the form in itself on Cancel', async () => {
      await open(panel(), { platform: { interface: () => Promise.reject(new Error('no modal')) } });
      await press('More options');
      await press('Cancel');
      expect(has('Request session for Ada Obi')).toBe(true);
    });

    it('shows what the pop-up made', async () => {
      const { listeners } = await open(panel());
      const message = { kind: 'session-request-created', answer: answered(view()) };
      listeners.instance({ helper: { getData: () => ({ message, sender: '4' }) } });
      await settle();
      expect(said()).toBe('Session request RS-000001 was made for Ada Obi.');
    });

    it.each([
      ['of another ticket', answered(view({ ticket: { id: '43', number: 'INC-43', subject: '' } }))],
      ['that it cannot read', { request: { id: 'x' } }],
    ])('ignores what a pop-up says %s', async (_what, answer) => {
      const { listeners } = await open(panel());
      listeners.instance({ data: { kind: 'session-request-created', answer } });
      listeners.instance(null);
      await settle();
      expect(text()).toContain('No session request for this ticket yet');
    });
  });

  describe('with requests', () => {
    it('shows the one that is going on, and folds past and planned ones away', async () => {
      const planned = view({
        id: 'r3',
        number: 'RS-000003',
        schedule: { startAt: NOW + 60 * MINUTE, timeZone: 'UTC' },
      });
      const past = view({ id: 'r2', number: 'RS-000002', status: 'Closed', progress: closed });
      await open(panel({ requests: [planned, view(), past] }));
      expect(main().querySelector(':scope > section').dataset.key).toBe('req-1');
      expect(control('Upcoming (1)').parentElement.textContent).toContain('RS-000003');
      expect(control('Past (1)').parentElement.textContent).toContain('RS-000002');
    });

    it('shows the next planned one when nothing else is going on', async () => {
      await open(panel({ requests: [view({ schedule: { startAt: NOW + 60 * MINUTE, timeZone: 'UTC' } })] }));
      expect(main().querySelector('section h2').textContent).toContain('Scheduled');
      expect(text()).toContain('Planned for');
    });

    it('opens the connect page in a new tab with a real link, which was there before the press', async () => {
      await open(
        panel({ requests: [view({ status: 'Ready', progress: ready, actions: [action('launch-connect')] })] }),
      );
      const link = control('Connect');
      expect(link.tagName).toBe('A');
      expect(link.href).toBe('https://support.kestrel.example/connect/req-1');
      expect(link.target).toBe('_blank');
      expect(link.rel).toBe('noopener noreferrer');
    });

    it.each(['javascript:alert(1)', 'http://support.example/x', 'not an address'])(
      'makes no link of %s',
      async (connectUrl) => {
        const request = view({ status: 'Ready', progress: ready, connectUrl, joinUrl: connectUrl });
        await open(panel({ requests: [{ ...request, actions: [action('launch-connect')] }] }));
        expect(main().querySelector('a')).toBeNull();
        expect(has('Copy link')).toBe(false);
      },
    );

    it('shows what people wrote as text, whatever it is', async () => {
      const evil = '<img src=x onerror=alert(1)>';
      const request = view({ comment: evil, recipient: { name: evil, email: null, phone: null } });
      await open(panel({ requests: [request], contacts: [{ ...ADA, name: evil }] }));
      expect(main().querySelector('img')).toBeNull();
      expect(text()).toContain(evil);
    });

    it('copies the link, and shows it marked where the browser does not let it', async () => {
      const { browser } = await open(panel({ requests: [view()] }));
      await press('Copy link');
      expect(browser.state.copied).toEqual(['https://support.kestrel.example/join/abc']);
      expect(said()).toBe('The link is copied.');
      const other = await open(panel({ requests: [view()] }), {
        browser: { copyText: () => Promise.reject(new Error('denied')) },
      });
      await press('Copy link');
      expect(document.activeElement.value).toBe('https://support.kestrel.example/join/abc');
      expect(said()).toContain('press Ctrl+C');
      expect(other.sentTo('commandRequest')).toEqual([]);
    });

    it('reads what happened only when somebody opens it, and once', async () => {
      const { answer, sentTo } = await open(panel({ requests: [view()] }));
      const by = { kind: 'agent', name: 'Mara', verified: false };
      answer('readLog', { events: [{ seq: 1, type: 'request-created', at: NOW, by, data: {} }] });
      expect((await unfold('What happened')).textContent).toContain('Request made · Mara (name not verified)');
      await unfold('What happened');
      await unfold('What happened');
      expect(sentTo('readLog')).toHaveLength(1);
    });

    it('says so when the log cannot be read', async () => {
      const { answer } = await open(panel({ requests: [view()] }));
      answer('readLog', UNREACHABLE);
      expect((await unfold('What happened')).textContent).toContain('The server cannot be reached.');
    });

    it('sends a delivery again that went wrong, and looks anew', async () => {
      const trouble = [{ deliveryId: 'd-1', kind: 'mail', state: 'parked', reason: 'The mailbox is full.' }];
      const { answer, sentTo } = await open(panel({ requests: [view({ trouble })] }));
      expect(text()).toContain('The mailbox is full.');
      answer('resendDelivery', { resent: true });
      await press('Try to send it again');
      expect(sentTo('resendDelivery')[0].context).toEqual({ delivery: 'd-1' });
      expect(sentTo('openPanel')).toHaveLength(2);
    });
  });

  describe('a press', () => {
    const asking = view({ status: 'Waiting', progress: waiting, actions: [action('ask-for-access')] });

    it('shows that it is on its way, and is not sent twice', async () => {
      const { sentTo } = await open(panel({ requests: [asking] }));
      await press('Ask for access');
      expect(said()).toBe('One moment …');
      control('One moment').click();
      await settle();
      expect(sentTo('commandRequest')).toHaveLength(1);
    });

    it('shows the new state at once', async () => {
      const { answer } = await open(panel({ requests: [asking] }));
      answer('commandRequest', answered({ ...asking, version: 2, progress: { ...waiting, askedAt: NOW } }));
      await press('Ask for access');
      expect(text()).toContain('was asked for access at');
      expect(said()).toBe('Done. RS-000001 is now: Waiting.');
    });

    it('keeps its command id after a lost answer, so that pressing again does it once', async () => {
      const { answer, sentTo } = await open(panel({ requests: [asking] }));
      answer('commandRequest', TIMED_OUT, answered({ ...asking, version: 2 }), answered({ ...asking, version: 3 }));
      await press('Ask for access');
      expect(said()).toContain('It is not known whether your press arrived. Press again: it is done only once.');
      await press('Ask for access');
      await press('Ask for access');
      const ids = sentTo('commandRequest').map(({ body }) => body.commandId);
      expect(ids[0]).toBe(ids[1]);
      expect(ids[2]).not.toBe(ids[1]);
    });

    it('says when nothing was sent because the help desk limits the calls', async () => {
      const { answer } = await open(panel({ requests: [asking] }));
      answer('commandRequest', { status: 429, headers: {}, response: '' });
      await press('Ask for access');
      expect(said()).toContain('Nothing was changed. Press again then.');
    });

    it('says what the server refuses, and looks anew when the request has moved on', async () => {
      const { answer, sentTo } = await open([panel({ requests: [asking] }), panel({ requests: [] })]);
      answer('commandRequest', refusal(409, 'wrong-status'));
      await press('Ask for access');
      expect(sentTo('openPanel')).toHaveLength(2);
      expect(text()).toContain('No session request for this ticket yet');
    });

    it('uses the words of a newer server for a refusal that it does not know', async () => {
      const { answer } = await open(panel({ requests: [asking] }));
      answer('commandRequest', refusal(409, 'moon-phase', 'Not today', 'Wait for the full moon.'));
      await press('Ask for access');
      expect(said()).toBe('Not today. Wait for the full moon.');
    });

    it('waits as long as the server says before the same may be asked again', async () => {
      const actions = [action('ask-for-access', { againAt: NOW + MINUTE })];
      const { browser, sentTo } = await open(panel({ requests: [{ ...asking, actions }] }));
      await press('Ask for access');
      expect(sentTo('commandRequest')).toHaveLength(0);
      expect(text()).toContain('Again at');
      await browser.pass(MINUTE + 1000);
      control('Ask for access').click();
      await settle();
      expect(sentTo('commandRequest')).toHaveLength(1);
    });

    it('moves the focus to the card when the pressed control is gone', async () => {
      const { answer } = await open(panel({ requests: [asking] }));
      answer('commandRequest', answered({ ...asking, version: 2, actions: [] }));
      control('Ask for access').focus();
      await press('Ask for access');
      expect(document.activeElement.tagName).toBe('H2');
    });

    it('says who has it, and offers to take over', async () => {
      const request = view({ status: 'Ready', progress: ready });
      await open(
        panel({ requests: [{ ...request, actions: [action('launch-connect', { takeOverFrom: 'Jun Park' })] }] }),
      );
      expect(text()).toContain('Jun Park has this request.');
      expect(control('Take over and connect').tagName).toBe('A');
    });

    it('shows nothing for what a newer server allows beyond what it knows', async () => {
      await open(panel({ requests: [view({ actions: [action('send-pizza')] })] }));
      expect(has('More')).toBe(false);
      expect(text()).not.toContain('pizza');
    });
  });

  describe('live', () => {
    const active = panel({ requests: [view()], askAgain: { afterMs: 2000 } });

    it('asks for news when the server said, and not sooner', async () => {
      const { sentTo, browser, answer } = await open(active);
      answer('watchTickets', watch([view({ status: 'Waiting', version: 2, progress: waiting })]));
      await browser.pass(1999);
      expect(sentTo('watchTickets')).toHaveLength(0);
      await browser.pass(1);
      expect(sentTo('watchTickets')[0].query).toEqual({
        tickets: '42',
        after: 'p1',
        panel: 'browser-1',
        protocol: '1',
      });
      expect(text()).toContain('Ada Obi has joined');
      expect(said()).toBe('RS-000001 is now: Waiting.');
      await browser.pass(1000);
      expect(sentTo('watchTickets')[1].query.after).toBe('p2');
    });

    it('asks for nothing while nothing is going on', async () => {
      const { sentTo, browser } = await open(panel());
      await browser.pass(10 * MINUTE);
      expect(sentTo('watchTickets')).toHaveLength(0);
      expect(sentTo('openPanel')).toHaveLength(1);
    });

    it('begins to ask when a request was made', async () => {
      const { sentTo, browser, answer } = await open(panel());
      answer('createRequest', answered(view()));
      await press('Request session for Ada Obi');
      await browser.pass(0);
      expect(sentTo('watchTickets')).toHaveLength(1);
    });

    it('asks for nothing while nobody sees it, and looks anew when somebody does', async () => {
      const { sentTo, browser } = await open(active);
      await browser.show(false);
      await browser.pass(10 * MINUTE);
      expect(sentTo('watchTickets')).toHaveLength(0);
      await browser.show(true);
      expect(sentTo('openPanel')).toHaveLength(2);
    });

    it('shows a newer answer to a press and not the older news that comes after it', async () => {
      const asking = view({ version: 5, status: 'Waiting', progress: waiting });
      const { browser, answer } = await open(panel({ requests: [asking], askAgain: { afterMs: 0 } }));
      answer('watchTickets', watch([view({ version: 4 })], { askAgain: { afterMs: 60_000 } }));
      await browser.pass(0);
      expect(main().querySelector('section').dataset.status).toBe('Waiting');
    });

    it('keeps showing the last known state and its age while the server is away, with growing pauses', async () => {
      const { sentTo, browser, answer } = await open(active);
      answer('watchTickets', UNREACHABLE);
      await browser.pass(2000);
      expect(text()).toContain('The server cannot be reached.');
      expect(text()).toContain('The next try is in 2 seconds.');
      expect(text()).toContain('Ada Obi has not joined yet.');
      await browser.pass(2000);
      await browser.pass(4000);
      expect(sentTo('watchTickets')).toHaveLength(3);
      await browser.pass(7000);
      expect(text()).toContain('This is how it was 15 seconds ago.');
      expect(sentTo('watchTickets')).toHaveLength(3);
      answer('watchTickets', watch([view({ version: 2 })]));
      await browser.pass(1000);
      expect(text()).not.toContain('cannot be reached');
    });

    it('waits as long as the platform says when its limit is reached, also after a press', async () => {
      const { sentTo, browser, answer } = await open(active);
      answer('watchTickets', { status: 429, headers: { 'Retry-After': '30' }, response: '' });
      await browser.pass(2000);
      expect(text()).toContain('It goes on by itself within a minute.');
      answer('commandRequest', answered(view({ version: 2 })));
      await press('Send the e-mail again');
      await browser.pass(29_000);
      expect(sentTo('watchTickets')).toHaveLength(1);
      await browser.pass(1000);
      expect(sentTo('watchTickets')).toHaveLength(2);
    });

    it('says how old it is when an answer stays away', async () => {
      const { browser } = await open(active);
      await browser.pass(2000);
      await browser.pass(36_000);
      expect(text()).toContain('This is how it was');
    });

    it('keeps what is being typed, what is open and the focus when news come', async () => {
      const request = view({ actions: [action('add-comment')] });
      const { browser, answer } = await open(panel({ requests: [request], askAgain: { afterMs: 2000 } }));
      control('More').parentElement.open = true;
      const field = formWith('text').elements.namedItem('text');
      field.value = 'half a senten';
      field.focus();
      answer('watchTickets', watch([{ ...request, version: 2, presence: { onThePage: true, seenAt: NOW } }]));
      await browser.pass(2000);
      expect(text()).toContain('On the page now');
      expect(document.activeElement).toBe(field);
      expect(field.value).toBe('half a senten');
      expect(control('More').parentElement.open).toBe(true);
    });
  });

  describe('when something stands in the way', () => {
    it.each([
      ['the server name is missing', { iparams: { server_host: '' } }, 'This app is not set up yet'],
      ['there is no ticket', { data: { ticket: undefined } }, 'There is no ticket here'],
    ])('says so when %s, and reads the settings again on a press', async (_what, platform, title) => {
      const { sentTo } = await open(panel(), { platform });
      expect(text()).toContain(title);
      await press('Try again');
      expect(text()).toContain(title);
      expect(sentTo('openPanel')).toHaveLength(0);
    });

    it('leads to the sign-in, and goes on afterwards', async () => {
      const { browser } = await open([
        { status: 401, headers: {}, response: 'The agent has not authorized it.' },
        panel(),
      ]);
      expect(text()).toContain('Sign in once');
      await browser.focus();
      expect(has('Request session for Ada Obi')).toBe(true);
    });

    it('forgets what it showed when the sign-in has ended', async () => {
      const { browser, answer } = await open(panel({ requests: [view()], askAgain: { afterMs: 0 } }));
      answer('watchTickets', refusal(401, 'credentials-missing'));
      await browser.pass(0);
      expect(text()).toContain('Sign in once');
      expect(text()).not.toContain('Ada Obi');
    });

    it('looks anew when the help desk shows it again', async () => {
      const { listeners, sentTo, browser } = await open(panel());
      await browser.pass(2 * MINUTE);
      listeners['app.activated']();
      await settle();
      expect(sentTo('openPanel')).toHaveLength(2);
    });

    it.each([
      ['the server cannot be reached', UNREACHABLE, 'The server cannot be reached.'],
      ['the server is slow', TIMED_OUT, 'The server took too long to answer.'],
      ['the platform limits the calls', { status: 429, headers: {}, response: '' }, 'The help desk limits'],
      ['the answer cannot be read', '<html>', 'gave an answer that this app does not understand'],
      ['the answer lacks what is needed', { protocol: 1 }, 'gave an answer that this app does not understand'],
      ['the server has a fault', { status: 500, headers: {}, response: '<html>' }, 'The server has a fault.'],
    ])('says so when %s, and tries again by itself', async (_what, first, sentence) => {
      const { browser } = await open([first, panel()]);
      expect(text()).toContain(sentence);
      await browser.pass(MINUTE);
      expect(has('Request session for Ada Obi')).toBe(true);
    });

    it.each([
      ['something else answers', { status: 404, headers: {}, response: '<html>' }, 'The server was not found'],
      ['the server says no', refusal(403, 'ticket-not-visible'), 'The server said no'],
      ['the app is too old', refusal(409, 'panel-too-old'), 'Ask an admin to install its current version.'],
    ])('stops when %s', async (_what, first, sentence) => {
      const { browser, sentTo } = await open(first);
      expect(text()).toContain(sentence);
      await browser.pass(10 * MINUTE);
      expect(sentTo('openPanel')).toHaveLength(1);
    });

    it('tells while the help desk is asked for the right to see the ticket, and shows nothing of it', async () => {
      const checking = panel({ access: 'checking', requests: [view()], askAgain: { afterMs: 0 } });
      const { browser, answer } = await open(checking);
      expect(text()).toContain('Your access to this ticket is being checked.');
      expect(text()).not.toContain('RS-000001');
      answer('watchTickets', watch([], { tickets: { 42: { access: 'refused', requests: [] } }, askAgain: null }));
      await browser.pass(0);
      expect(text()).toContain('The help desk does not let you see this ticket.');
    });

    it('offers nothing to press to somebody who may only look', async () => {
      await open(panel({ me: { ...MARA, proof: 'signed-in', mayCommand: false } }));
      expect(text()).toContain('You may look, but not change anything.');
      expect(main().querySelector('button')).toBeNull();
    });

    it.each(['closed', 'deleted', 'merged'])('says that the ticket is %s', async (state) => {
      await open(panel({ ticket: { id: '42', number: 'INC-42', subject: '', state } }));
      expect(text()).toContain(`This ticket ${state === 'closed' ? 'is' : 'was'} ${state}`);
      expect(has('Request session')).toBe(state === 'closed');
    });

    it('reads what it knows of a newer server, and says what to do', async () => {
      await open(panel({ protocol: 2 }));
      expect(text()).toContain('The server is newer than this app.');
      expect(has('Request session for Ada Obi')).toBe(true);
    });

    it('presses nothing on a server that no longer serves it', async () => {
      await open(panel({ protocol: 9, minPanel: 2, requests: [view()] }));
      expect(text()).toContain('This app is too old for the server.');
      expect(has('Copy link')).toBe(false);
      expect(has('More')).toBe(false);
    });
  });

  describe('where the admin chose a shared secret', () => {
    const platform = { iparams: { server_host: 's.example', identity: 'Shared secret (names not verified)' } };
    const unauthorized = { status: 401, headers: {}, response: 'not authorized' };

    it('uses the sign-in where there is one', async () => {
      const { calls } = await open(panel(), { platform });
      expect(calls.map(({ name }) => name)).toEqual(['openPanel']);
    });

    it('names the agent itself where there is none, and says that nobody verified the name', async () => {
      const asserted = panel({ me: { ...MARA, proof: 'asserted', mayCommand: true } });
      const { answer, calls, sentTo } = await open(unauthorized, { platform, asserted });
      expect(text()).toContain('The name is not verified');
      expect(sentTo('openPanelAsserted').at(-1).query).toEqual({
        protocol: '1',
        agent: '7',
        agentName: 'Mara Lindqvist',
        agentEmail: 'mara@kestrel.example',
      });
      answer('createRequestAsserted', answered(view()));
      await press('Request session for Ada Obi');
      expect(calls.at(-1)).toMatchObject({ name: 'createRequestAsserted', body: { agent: { id: '7' } } });
    });

    it('says so when the secret is wrong', async () => {
      await open(unauthorized, { platform, asserted: refusal(401, 'credentials-missing') });
      expect(text()).toContain('The server does not accept this app');
    });

    it('says so when the help desk does not say who the agent is', async () => {
      await open(unauthorized, { platform: { ...platform, data: { loggedInUser: undefined } } });
      expect(text()).toContain('The help desk does not say who you are');
    });

    it('never names the agent itself where the admin did not choose so', async () => {
      const { calls } = await open(unauthorized);
      expect(calls.map(({ name }) => name)).toEqual(['openPanel']);
    });
  });
});
