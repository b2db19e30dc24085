const { view, panel, watch, refusal, MINUTE, MARA } = require('./support/answers.js');
const { openPanel, answered, UNREACHABLE, TIMED_OUT } = require('./support/open-panel.js');
const { text, has, press, main } = require('./support/page.js');
const { settle } = require('./support/pretend-platform.js');

describe('The panel beside a ticket', () => {
  describe('when something stands in the way', () => {
    it.each([
      ['the server name is missing', { iparams: { server_host: '' } }, 'This app is not set up yet'],
      ['there is no ticket', { data: { ticket: undefined } }, 'There is no ticket here'],
    ])('says so when %s, and reads the settings again on a press', async (_what, platform, title) => {
      const { sentTo } = await openPanel(panel(), { platform });
      expect(text()).toContain(title);
      await press('Try again');
      expect(text()).toContain(title);
      expect(sentTo('openPanel')).toHaveLength(0);
    });

    it('leads to the sign-in, and goes on afterwards', async () => {
      const { browser } = await openPanel([
        { status: 401, headers: {}, response: 'The agent has not authorized it.' },
        panel(),
      ]);
      expect(text()).toContain('Sign in once');
      await browser.focus();
      expect(has('Request session for Ada Obi')).toBe(true);
    });

    it('forgets what it showed when the sign-in has ended', async () => {
      const { browser, answer } = await openPanel(panel({ requests: [view()], askAgain: { afterMs: 0 } }));
      answer('watchTickets', refusal(401, 'credentials-missing'));
      await browser.pass(0);
      expect(text()).toContain('Sign in once');
      expect(text()).not.toContain('Ada Obi');
    });

    it('looks anew when the help desk shows it again', async () => {
      const { listeners, sentTo, browser } = await openPanel(panel());
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
      const { browser } = await openPanel([first, panel()]);
      expect(text()).toContain(sentence);
      await browser.pass(MINUTE);
      expect(has('Request session for Ada Obi')).toBe(true);
    });

    it.each([
      ['something else answers', { status: 404, headers: {}, response: '<html>' }, 'The server was not found'],
      ['the server says no', refusal(403, 'ticket-not-visible'), 'The server said no'],
      ['the app is too old', refusal(409, 'panel-too-old'), 'Ask an admin to install its current version.'],
    ])('stops when %s', async (_what, first, sentence) => {
      const { browser, sentTo } = await openPanel(first);
      expect(text()).toContain(sentence);
      await browser.pass(10 * MINUTE);
      expect(sentTo('openPanel')).toHaveLength(1);
    });

    it('tells while the help desk is asked for the right to see the ticket, and shows nothing of it', async () => {
      const checking = panel({ access: 'checking', requests: [view()], askAgain: { afterMs: 0 } });
      const { browser, answer } = await openPanel(checking);
      expect(text()).toContain('Your access to this ticket is being checked.');
      expect(text()).not.toContain('RS-000001');
      answer('watchTickets', watch([], { tickets: { 42: { access: 'refused', requests: [] } }, askAgain: null }));
      await browser.pass(0);
      expect(text()).toContain('The help desk does not let you see this ticket.');
    });

    it('offers nothing to press to somebody who may only look', async () => {
      await openPanel(panel({ me: { ...MARA, proof: 'signed-in', mayCommand: false } }));
      expect(text()).toContain('You may look, but not change anything.');
      expect(main().querySelector('button')).toBeNull();
    });

    it.each(['closed', 'deleted', 'merged'])('says that the ticket is %s', async (state) => {
      await openPanel(panel({ ticket: { id: '42', number: 'INC-42', subject: '', state } }));
      expect(text()).toContain(`This ticket ${state === 'closed' ? 'is' : 'was'} ${state}`);
      expect(has('Request session')).toBe(state === 'closed');
    });

    it('reads what it knows of a newer server, and says what to do', async () => {
      await openPanel(panel({ protocol: 2 }));
      expect(text()).toContain('The server is newer than this app.');
      expect(has('Request session for Ada Obi')).toBe(true);
    });

    it('presses nothing on a server that no longer serves it', async () => {
      await openPanel(panel({ protocol: 9, minPanel: 2, requests: [view()] }));
      expect(text()).toContain('This app is too old for the server.');
      expect(has('Copy link')).toBe(false);
      expect(has('More')).toBe(false);
    });
  });

  describe('where the admin chose a shared secret', () => {
    const platform = { iparams: { server_host: 's.example', identity: 'Shared secret (names not verified)' } };
    const unauthorized = { status: 401, headers: {}, response: 'not authorized' };

    it('uses the sign-in where there is one', async () => {
      const { calls } = await openPanel(panel(), { platform });
      expect(calls.map(({ name }) => name)).toEqual(['openPanel']);
    });

    it('names the agent itself where there is none, and says that nobody verified the name', async () => {
      const asserted = panel({ me: { ...MARA, proof: 'asserted', mayCommand: true } });
      const { answer, calls, sentTo } = await openPanel(unauthorized, { platform, asserted });
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
      await openPanel(unauthorized, { platform, asserted: refusal(401, 'credentials-missing') });
      expect(text()).toContain('The server does not accept this app');
    });

    it('says so when the help desk does not say who the agent is', async () => {
      await openPanel(unauthorized, { platform: { ...platform, data: { loggedInUser: undefined } } });
      expect(text()).toContain('The help desk does not say who you are');
    });

    it('never names the agent itself where the admin did not choose so', async () => {
      const { calls } = await openPanel(unauthorized);
      expect(calls.map(({ name }) => name)).toEqual(['openPanel']);
    });
  });
});
