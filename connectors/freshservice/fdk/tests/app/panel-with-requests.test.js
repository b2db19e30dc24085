const { view, action, panel, ready, closed, NOW, MINUTE, ADA } = require('./support/answers.js');
const { openPanel, UNREACHABLE } = require('./support/open-panel.js');
const { text, said, has, press, control, main, unfold } = require('./support/page.js');

describe('The panel beside a ticket', () => {
  describe('with requests', () => {
    it('shows the one that is going on, and folds past and planned ones away', async () => {
      const planned = view({
        id: 'r3',
        number: 'RS-000003',
        schedule: { startAt: NOW + 60 * MINUTE, timeZone: 'UTC' },
      });
      const past = view({ id: 'r2', number: 'RS-000002', status: 'Closed', progress: closed });
      await openPanel(panel({ requests: [planned, view(), past] }));
      expect(main().querySelector(':scope > section').dataset.key).toBe('req-1');
      expect(control('Upcoming (1)').parentElement.textContent).toContain('RS-000003');
      expect(control('Past (1)').parentElement.textContent).toContain('RS-000002');
    });

    it('shows the next planned one when nothing else is going on', async () => {
      await openPanel(panel({ requests: [view({ schedule: { startAt: NOW + 60 * MINUTE, timeZone: 'UTC' } })] }));
      expect(main().querySelector('section h2').textContent).toContain('Scheduled');
      expect(text()).toContain('Planned for');
    });

    it('opens the connect page in a new tab with a real link, which was there before the press', async () => {
      await openPanel(
        panel({ requests: [view({ status: 'Ready', progress: ready, actions: [action('launch-connect')] })] }),
      );
      const link = control('Connect');
      expect(link.tagName).toBe('A');
      expect(link.href).toBe('https://support.kestrel.example/connect/req-1');
      expect(link.target).toBe('_blank');
      expect(link.rel).toBe('noopener noreferrer');
    });

    it('offers the connect page before access is allowed, and not to who may only look', async () => {
      await openPanel(panel({ requests: [view({ status: 'Waiting', actions: [action('ask-for-access')] })] }));
      const link = control('Connect once it is allowed');
      expect(link.href).toBe('https://support.kestrel.example/connect/req-1');
      expect(link.target).toBe('_blank');
      await openPanel(panel({ requests: [view({ status: 'Waiting', actions: [] })] }));
      expect(has('Connect once it is allowed')).toBe(false);
    });

    it.each(['javascript:alert(1)', 'http://support.example/x', 'not an address'])(
      'makes no link of %s',
      async (connectUrl) => {
        const request = view({ status: 'Ready', progress: ready, connectUrl, joinUrl: connectUrl });
        await openPanel(panel({ requests: [{ ...request, actions: [action('launch-connect')] }] }));
        expect(main().querySelector('a')).toBeNull();
        expect(has('Copy link')).toBe(false);
      },
    );

    it('shows what people wrote as text, whatever it is', async () => {
      const evil = '<img src=x onerror=alert(1)>';
      const request = view({ comment: evil, recipient: { name: evil, email: null, phone: null } });
      await openPanel(panel({ requests: [request], contacts: [{ ...ADA, name: evil }] }));
      expect(main().querySelector('img')).toBeNull();
      expect(text()).toContain(evil);
    });

    it('copies the link, and shows it marked where the browser does not let it', async () => {
      const { browser } = await openPanel(panel({ requests: [view()] }));
      await press('Copy link');
      expect(browser.state.copied).toEqual(['https://support.kestrel.example/join/abc']);
      expect(said()).toBe('The link is copied.');
      const other = await openPanel(panel({ requests: [view()] }), {
        browser: { copyText: () => Promise.reject(new Error('denied')) },
      });
      await press('Copy link');
      expect(document.activeElement.value).toBe('https://support.kestrel.example/join/abc');
      expect(said()).toContain('press Ctrl+C');
      expect(other.sentTo('commandRequest')).toEqual([]);
    });

    it('reads what happened only when somebody opens it, and once', async () => {
      const { answer, sentTo } = await openPanel(panel({ requests: [view()] }));
      const by = { kind: 'agent', name: 'Mara', verified: false };
      answer('readLog', { events: [{ seq: 1, type: 'request-created', at: NOW, by, data: {} }] });
      expect((await unfold('What happened')).textContent).toContain('Request made · Mara (name not verified)');
      await unfold('What happened');
      await unfold('What happened');
      expect(sentTo('readLog')).toHaveLength(1);
    });

    it('says so when the log cannot be read', async () => {
      const { answer } = await openPanel(panel({ requests: [view()] }));
      answer('readLog', UNREACHABLE);
      expect((await unfold('What happened')).textContent).toContain('The server cannot be reached.');
    });

    it('sends a delivery again that went wrong, and looks anew', async () => {
      const trouble = [{ deliveryId: 'd-1', kind: 'mail', state: 'parked', reason: 'The mailbox is full.' }];
      const because = async (/** @type {unknown} */ known) => {
        await openPanel(panel({ requests: [view({ trouble: [{ ...trouble[0], known }] })] }));
        return text();
      };
      expect(await because({ key: 'mailBackStatus', params: { status: '5.9.9' } })).toContain('(status 5.9.9)');
      expect(await because({ key: 'of-a-newer-server', params: {} })).toContain('The mailbox is full.');
      const { answer, sentTo } = await openPanel(panel({ requests: [view({ trouble })] }));
      expect(text()).toContain('The mailbox is full.');
      answer('resendDelivery', { resent: true });
      await press('Try to send it again');
      expect(sentTo('resendDelivery')[0].context).toEqual({ delivery: 'd-1' });
      expect(sentTo('openPanel')).toHaveLength(2);
    });
  });
});
