const { view, action, panel, watch, waiting, NOW, MINUTE } = require('./support/answers.js');
const { openPanel, answered, UNREACHABLE } = require('./support/open-panel.js');
const { text, said, press, control, main, formWith } = require('./support/page.js');

describe('The panel beside a ticket', () => {
  describe('live', () => {
    const active = panel({ requests: [view()], askAgain: { afterMs: 2000 } });

    it('asks for news when the server said, and not sooner', async () => {
      const { sentTo, browser, answer } = await openPanel(active);
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
      const { sentTo, browser } = await openPanel(panel());
      await browser.pass(10 * MINUTE);
      expect(sentTo('watchTickets')).toHaveLength(0);
      expect(sentTo('openPanel')).toHaveLength(1);
    });

    it('begins to ask when a request was made', async () => {
      const { sentTo, browser, answer } = await openPanel(panel());
      answer('createRequest', answered(view()));
      await press('Request session for Ada Obi');
      await browser.pass(0);
      expect(sentTo('watchTickets')).toHaveLength(1);
    });

    it('asks for nothing while nobody sees it, and looks anew when somebody does', async () => {
      const { sentTo, browser } = await openPanel(active);
      await browser.show(false);
      await browser.pass(10 * MINUTE);
      expect(sentTo('watchTickets')).toHaveLength(0);
      await browser.show(true);
      expect(sentTo('openPanel')).toHaveLength(2);
    });

    it('shows a newer answer to a press and not the older news that comes after it', async () => {
      const asking = view({ version: 5, status: 'Waiting', progress: waiting });
      const { browser, answer } = await openPanel(panel({ requests: [asking], askAgain: { afterMs: 0 } }));
      answer('watchTickets', watch([view({ version: 4 })], { askAgain: { afterMs: 60_000 } }));
      await browser.pass(0);
      expect(main().querySelector('section').dataset.status).toBe('Waiting');
    });

    it('lets a request go that was moved to another ticket, and keeps one that was made after the answer', async () => {
      const moved = view({ id: 'moved', number: 'RS-000007', createdAt: NOW - MINUTE });
      const justMade = view({ id: 'just-made', number: 'RS-000008', createdAt: NOW + 1 });
      const { browser, answer } = await openPanel(panel({ requests: [moved, justMade], askAgain: { afterMs: 0 } }));
      answer('watchTickets', watch([], { askAgain: { afterMs: 60_000 } }));
      await browser.pass(0);
      expect(text()).not.toContain('RS-000007');
      expect(text()).toContain('RS-000008');
    });

    it('keeps showing the last known state and its age while the server is away, with growing pauses', async () => {
      const { sentTo, browser, answer } = await openPanel(active);
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
      const { sentTo, browser, answer } = await openPanel(active);
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
      const { browser } = await openPanel(active);
      await browser.pass(2000);
      await browser.pass(36_000);
      expect(text()).toContain('This is how it was');
    });

    it('keeps what is being typed, what is open and the focus when news come', async () => {
      const request = view({ actions: [action('add-comment')] });
      const { browser, answer } = await openPanel(panel({ requests: [request], askAgain: { afterMs: 2000 } }));
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
});
