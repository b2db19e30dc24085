const { view, action, panel, refusal, waiting, ready, NOW, MINUTE } = require('./support/answers.js');
const { openPanel, answered, TIMED_OUT } = require('./support/open-panel.js');
const { text, said, has, press, control } = require('./support/page.js');
const { settle } = require('./support/pretend-platform.js');

describe('The panel beside a ticket', () => {
  describe('a press', () => {
    const asking = view({ status: 'Waiting', progress: waiting, actions: [action('ask-for-access')] });

    it('shows that it is on its way, and is not sent twice', async () => {
      const { sentTo } = await openPanel(panel({ requests: [asking] }));
      await press('Ask for access');
      expect(said()).toBe('One moment …');
      control('One moment').click();
      await settle();
      expect(sentTo('commandRequest')).toHaveLength(1);
    });

    it('shows the new state at once', async () => {
      const { answer } = await openPanel(panel({ requests: [asking] }));
      answer('commandRequest', answered({ ...asking, version: 2, progress: { ...waiting, askedAt: NOW } }));
      await press('Ask for access');
      expect(text()).toContain('was asked for access at');
      expect(said()).toBe('Done. RS-000001 is now: Waiting.');
    });

    it('keeps its command id after a lost answer, so that pressing again does it once', async () => {
      const { answer, sentTo } = await openPanel(panel({ requests: [asking] }));
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
      const { answer } = await openPanel(panel({ requests: [asking] }));
      answer('commandRequest', { status: 429, headers: {}, response: '' });
      await press('Ask for access');
      expect(said()).toContain('Nothing was changed. Press again then.');
    });

    it('says what the server refuses, and looks anew when the request has moved on', async () => {
      const { answer, sentTo } = await openPanel([panel({ requests: [asking] }), panel({ requests: [] })]);
      answer('commandRequest', refusal(409, 'wrong-status'));
      await press('Ask for access');
      expect(sentTo('openPanel')).toHaveLength(2);
      expect(text()).toContain('No session request for this ticket yet');
    });

    it('uses the words of a newer server for a refusal that it does not know', async () => {
      const { answer } = await openPanel(panel({ requests: [asking] }));
      answer('commandRequest', refusal(409, 'moon-phase', 'Not today', 'Wait for the full moon.'));
      await press('Ask for access');
      expect(said()).toBe('Not today. Wait for the full moon.');
    });

    it('waits as long as the server says before the same may be asked again', async () => {
      const actions = [action('ask-for-access', { againAt: NOW + MINUTE })];
      const { browser, sentTo } = await openPanel(panel({ requests: [{ ...asking, actions }] }));
      await press('Ask for access');
      expect(sentTo('commandRequest')).toHaveLength(0);
      expect(text()).toContain('Again at');
      await browser.pass(MINUTE + 1000);
      control('Ask for access').click();
      await settle();
      expect(sentTo('commandRequest')).toHaveLength(1);
    });

    it('moves the focus to the card when the pressed control is gone', async () => {
      const { answer } = await openPanel(panel({ requests: [asking] }));
      answer('commandRequest', answered({ ...asking, version: 2, actions: [] }));
      control('Ask for access').focus();
      await press('Ask for access');
      expect(document.activeElement.tagName).toBe('H2');
    });

    it('says who has it, and offers to take over', async () => {
      const request = view({ status: 'Ready', progress: ready });
      await openPanel(
        panel({ requests: [{ ...request, actions: [action('launch-connect', { takeOverFrom: 'Jun Park' })] }] }),
      );
      expect(text()).toContain('Jun Park has this request.');
      expect(control('Take over and connect').tagName).toBe('A');
    });

    it('shows nothing for what a newer server allows beyond what it knows', async () => {
      await openPanel(panel({ requests: [view({ actions: [action('send-pizza')] })] }));
      expect(has('More')).toBe(false);
      expect(text()).not.toContain('pizza');
    });
  });
});
