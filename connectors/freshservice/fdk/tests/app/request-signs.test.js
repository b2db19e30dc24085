const { view, action, panel, ready, connected, NOW, MINUTE } = require('./support/answers.js');
const { openPanel, answered } = require('./support/open-panel.js');
const { text, has, press } = require('./support/page.js');

const show = (change) => openPanel(panel({ requests: [view(change)] }));

describe('Beside a request the panel tells', () => {
  describe('that the user wants to be called', () => {
    const callBack = { phone: '+886912345678', when: '<b>after 15:00</b>', askedAt: NOW };
    const wanted = { callBack, actions: [action('note-called-back')] };

    it('with number and time, as they were typed', async () => {
      await show(wanted);
      expect(text()).toContain('Ada Obi asks to be called: +886912345678');
      expect(text()).toContain('When: <b>after 15:00</b>');
    });

    it('and takes the word of the agent who called, with one press', async () => {
      const { answer, sentTo } = await show(wanted);
      answer('commandRequest', answered(view({ version: 2 })));
      await press('I called');
      expect(sentTo('commandRequest').at(-1).body).toMatchObject({ type: 'note-called-back' });
      expect(has('I called')).toBe(false);
    });

    it('without a press for those who may only look', async () => {
      await show({ callBack });
      expect(has('I called')).toBe(false);
    });
  });

  it('since when AnyDesk does not answer, so that the state may be old', async () => {
    await show({ status: 'Connected', progress: connected, silentSince: NOW - 20 * MINUTE });
    expect(text()).toMatch(/Since .*40.* AnyDesk’s record cannot be read in full; this state may be old\./);
  });

  it('that a session may belong to it, and attaches it with one press', async () => {
    const unmatched = { session: 'account/77', startedAt: NOW, address: '123456789' };
    const { answer, sentTo } = await show({ status: 'Ready', progress: ready, unmatched });
    expect(text()).toContain('with 123 456 789 fits no request');
    answer('commandRequest', answered(view({ version: 2 })));
    await press('Attach it here');
    expect(sentTo('commandRequest').at(-1).body).toMatchObject({
      type: 'attach-session',
      session: 'account/77',
    });
  });

  it('nothing where there is nothing to tell, as before a newer server', async () => {
    await show({});
    expect(text()).not.toMatch(/asks to be called|has not answered|fits no request/);
  });
});
