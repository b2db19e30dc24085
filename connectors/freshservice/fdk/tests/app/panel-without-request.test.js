const { view, panel, watch, ADA } = require('./support/answers.js');
const { openPanel, answered } = require('./support/open-panel.js');
const { text, said, has, press, main, send, formWith } = require('./support/page.js');
const { settle } = require('./support/pretend-platform.js');

describe('The panel beside a ticket', () => {
  describe('without a request', () => {
    it('makes one with a single press for the person that the ticket names', async () => {
      const { sentTo, answer } = await openPanel(panel());
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
      ['extension 12', null],
      ['0905 550 143', '0905 550 143'],
      ['+49 341 555 0144', '+49 341 555 0144'],
    ])('is not stopped by what stands in the place of a phone number (%s)', async (phone, sent) => {
      const { sentTo, answer } = await openPanel(panel({ contacts: [{ ...ADA, phone }] }));
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
      await openPanel(panel({ contacts: [ADA, ben] }));
      const labels = [...main().querySelectorAll('.one-press button')].map((one) => one.textContent);
      expect(labels).toEqual(['Request session for Ben Okafor', 'Request session for Ada Obi']);
    });

    it('keeps a button the same person’s when the ticket turns out to be about another one first', async () => {
      const ben = { ...ADA, role: 'requested-for', name: 'Ben Okafor', email: 'ben@kestrel.example' };
      const { browser, answer } = await openPanel(panel({ contacts: [], askAgain: { afterMs: 1000 } }));
      const { access } = panel();
      answer('watchTickets', watch([], { tickets: { 42: { access, contacts: [ADA, ben], requests: [] } } }));
      const button = main().querySelector('.one-press button');
      expect(button.textContent).toBe('Request session for Ada Obi');
      await browser.pass(1000);
      expect(text()).toContain('Request session for Ben Okafor');
      expect([button.isConnected, button.textContent]).toEqual([true, 'Request session for Ada Obi']);
    });

    it('uses the requester that the help desk shows while the server has not seen the ticket', async () => {
      const { sentTo, answer } = await openPanel(
        panel({ contacts: [], ticket: { id: '42', number: '', subject: '', state: 'unknown' } }),
      );
      answer('createRequest', answered(view()));
      await press('Request session for Ada Obi');
      expect(sentTo('createRequest')[0].body.ticket).toEqual({ id: '42', number: '#42', subject: 'Printer' });
    });

    it('leads to the missing address when no e-mail address is known, and makes a link to copy otherwise', async () => {
      const { triggered, sentTo, answer } = await openPanel(panel({ contacts: [{ ...ADA, email: null }] }));
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
      const { triggered } = await openPanel(panel({ contacts: [] }), {
        platform: { data: { requester: undefined } },
      });
      await press('Create request');
      expect(triggered[0].options.data.focus).toBe('name');
    });

    it('says which request was there already', async () => {
      const { answer } = await openPanel(panel());
      answer('createRequest', answered(view(), false));
      await press('Request session for Ada Obi');
      expect(said()).toBe('There was an active request already: RS-000001.');
    });

    it('opens the form in itself where no pop-up opens, and gives the focus to its field', async () => {
      const { answer, sentTo } = await openPanel(panel(), {
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
      await openPanel(panel(), { platform: { interface: () => Promise.reject(new Error('no modal')) } });
      await press('More options');
      await press('Cancel');
      expect(has('Request session for Ada Obi')).toBe(true);
    });

    it('shows what the pop-up made', async () => {
      const { listeners } = await openPanel(panel());
      const message = { kind: 'session-request-created', answer: answered(view()) };
      listeners.instance({ helper: { getData: () => ({ message, sender: '4' }) } });
      await settle();
      expect(said()).toBe('Session request RS-000001 was made for Ada Obi.');
    });

    it.each([
      ['of another ticket', answered(view({ ticket: { id: '43', number: 'INC-43', subject: '' } }))],
      ['that it cannot read', { request: { id: 'x' } }],
    ])('ignores what a pop-up says %s', async (_what, answer) => {
      const { listeners } = await openPanel(panel());
      listeners.instance({ data: { kind: 'session-request-created', answer } });
      listeners.instance(null);
      await settle();
      expect(text()).toContain('No session request for this ticket yet');
    });
  });
});
