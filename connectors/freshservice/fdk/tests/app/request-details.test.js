const { view, action, panel, ready, connected, closed, NOW, MINUTE, ADA } = require('./support/answers.js');
const { openPanel, answered } = require('./support/open-panel.js');
const { text, said, has, press, control, main, send, formWith } = require('./support/page.js');

const show = (change) => openPanel(panel({ requests: [view(change)] }));
const fact = (term) => {
  const rows = [...main().querySelectorAll('dl > div')];
  const row = rows.find((one) => one.querySelector('dt').textContent === term);
  return row === undefined ? null : row.querySelector('dd').textContent;
};
const zone = 'UTC';
const local = (at) => new Date(at).toISOString().slice(0, 16);

describe('What the panel tells of a request', () => {
  describe('the device check of the user', () => {
    const checked = (findings, system = 'windows') => ({ readiness: { at: NOW - 5 * MINUTE, system, findings } });
    const good = { check: 'browser', result: 'good' };

    it('tells what is missing before what is not sure, and nothing of what is well', async () => {
      const unsure = { check: 'network', result: 'unsure' };
      await show(checked([unsure, good, { check: 'client', result: 'problem' }]));
      expect(fact('Device check')).toBe(
        'Checked on Windows 5 minutes ago. AnyDesk is missing or too old. Whether the network lets AnyDesk through is not sure.',
      );
    });

    it('tells that all is ready', async () => {
      await show(checked([good], 'macos'));
      expect(fact('Device check')).toBe('Checked on macOS 5 minutes ago. Everything is ready.');
    });

    it('leaves out what a newer server knows more', async () => {
      await show(checked([{ check: 'moon-phase', result: 'problem' }], 'beos'));
      expect(fact('Device check')).toBe('Checked 5 minutes ago.');
    });

    it('tells nothing while nobody has checked', async () => {
      await show({});
      expect(fact('Device check')).toBeNull();
    });
  });

  it('tells what is intended and what the user wishes', async () => {
    await show({ intents: ['view', 'files'], wishes: ['view'] });
    expect([fact('Intended'), fact('The user wishes')]).toEqual(['See the screen, Exchange files', 'See the screen']);
  });

  const laptop = { source: 'asset', address: '123456789', name: 'ADA-LAPTOP' };
  const online = { source: 'came-online', address: '1234567890', name: '' };

  it('tells where the address comes from, and which ones may be the user’s device', async () => {
    await show({ address: '123456789', addressSource: 'asset', proposals: [laptop, online] });
    expect(fact('AnyDesk')).toBe('123 456 789 · from a linked device');
    expect(fact('Proposed address')).toBe(
      '123 456 789 · from device ADA-LAPTOP; 1 234 567 890 · came online after the download',
    );
    await show({ address: '123456789', addressSource: 'from the moon' });
    expect([fact('AnyDesk'), fact('Proposed address')]).toEqual(['123 456 789', null]);
  });

  it('lets the agent take a proposed address, unless he types another', async () => {
    const request = { proposals: [laptop, online], actions: [action('enter-address')] };
    const { answer, sentTo } = await show(request);
    answer('commandRequest', answered(view(request)));
    await send(formWith('proposal'), { proposal: laptop.address });
    const { body } = sentTo('commandRequest').at(-1);
    expect(body).toMatchObject({ type: 'enter-address', address: '123456789' });
    expect(body).not.toHaveProperty('proposal');
  });

  it('tells from when a planned one can be joined, and within what the user may move it', async () => {
    const startAt = NOW + 60 * MINUTE;
    const moveLimits = { earliestAt: NOW + 30 * MINUTE, latestAt: NOW + 120 * MINUTE };
    await show({ schedule: { startAt, timeZone: zone }, opensAt: startAt - 10 * MINUTE, moveLimits });
    expect(fact('Can be joined from')).toMatch(/50/);
    expect(fact('The user may move it')).toMatch(/^between .*30.* and .*00/);
  });

  it.each([
    ['assignee', 'so the agent in charge was told'],
    ['queue', 'so the queue was told'],
    ['admin', 'so the admins were told'],
  ])('tells since when the user waits, and that the %s was told', async (awaited, told) => {
    await show({ status: 'Ready', progress: { ...ready, awaited } });
    expect(text()).toMatch(new RegExp(`Ada Obi has been waiting since .*${told}`));
  });

  it('speaks of who connects as soon as somebody does', async () => {
    await show({ status: 'Ready', progress: { ...ready, awaited: 'queue', launchedBy: 'Jun' } });
    expect(text()).toContain('Jun is connecting.');
  });

  it.each([
    ['remote-tool', 'AnyDesk’s own record'],
    ['webhook', 'a script or another tool'],
    ['agent', 'an agent'],
    ['somebody-new', null],
  ])('tells that the session was told by %s', async (toldBy, words) => {
    await show({ status: 'Connected', progress: { ...connected, toldBy } });
    expect(fact('Session told by')).toBe(words);
  });

  it.each([
    [{ stars: 4, comment: '' }, '4 of 5 stars'],
    [{ stars: 1, comment: '<b>slow</b>' }, '1 of 5 stars · <b>slow</b>'],
    [null, null],
  ])('tells how the user rates it: %j', async (rating, words) => {
    await openPanel(panel({ requests: [view({ status: 'Closed', progress: { ...closed, rating } })] }));
    expect(fact('Rating')).toBe(words);
  });

  it('shows a request of an older server that tells nothing of all that', async () => {
    const { intents, wishes, moveLimits, opensAt, readiness, sessionLink, shareUrl, ...older } = view();
    await openPanel(panel({ requests: [older] }));
    expect(text()).toContain('Ada Obi has not joined yet.');
    expect([intents, wishes, moveLimits, opensAt, readiness, sessionLink, shareUrl]).toHaveLength(7);
  });
});

describe('What an agent does with it', () => {
  it('leads to the page with the QR code and the short code, where the server names it', async () => {
    await show({ shareUrl: 'https://support.kestrel.example/console/requests/req-1/share' });
    const link = control('QR code and short code');
    expect([link.href, link.rel]).toEqual([
      'https://support.kestrel.example/console/requests/req-1/share',
      'noopener noreferrer',
    ]);
    await show({ shareUrl: 'javascript:alert(1)' });
    expect(has('QR code')).toBe(false);
  });

  describe('a link that did not arrive', () => {
    const trouble = (kind) => [{ deliveryId: 'd-1', kind, state: 'parked', reason: 'The mailbox does not exist.' }];
    const again = (channel) => action('resend-invitation', { channel });
    const ways = [again('email'), again('sms'), again('ticket')];

    it('can go another way with one press', async () => {
      const request = view({ trouble: trouble('email'), actions: ways });
      const { answer, sentTo } = await openPanel(panel({ requests: [request] }));
      answer('commandRequest', answered({ ...request, version: 2 }));
      await press('Send by SMS instead');
      expect(sentTo('commandRequest')[0].body).toMatchObject({ type: 'resend-invitation', channel: 'sms' });
      expect([has('Send by e-mail instead'), has('Send as public reply instead')]).toEqual([false, true]);
    });

    it('offers no other way for what is no link, and to nobody who may only look', async () => {
      await show({ trouble: trouble('email').map((one) => ({ ...one, wentBy: 'sms' })), actions: ways });
      expect(text()).toContain('The mailbox does not exist. The link went by SMS.');
      expect(text()).not.toMatch(/instead|Try to send/);
      await show({ trouble: trouble('timeline-entry'), actions: ways });
      expect(has('Send by SMS instead')).toBe(false);
      const me = { ...panel().me, mayCommand: false };
      await openPanel(panel({ me, requests: [view({ trouble: trouble('email'), actions: ways })] }));
      expect(has('Send by SMS instead')).toBe(false);
    });
  });

  describe('a link to a session that was made in AnyDesk', () => {
    const open = async (sessionLink) => {
      const request = view({ sessionLink, actions: [action('set-session-link')] });
      const opened = await openPanel(panel({ requests: [request] }));
      opened.answer('commandRequest', answered({ ...request, version: 2 }));
      return opened;
    };

    it('is pasted, and shown afterwards', async () => {
      const { sentTo } = await open(null);
      await send(formWith('url'), { url: ' https://my.anydesk.com/v2/session/abc ' });
      expect(sentTo('commandRequest')[0].body).toMatchObject({
        type: 'set-session-link',
        url: 'https://my.anydesk.com/v2/session/abc',
      });
      await open('https://my.anydesk.com/v2/session/abc');
      expect(fact('AnyDesk session link')).toBe('https://my.anydesk.com/v2/session/abc');
    });

    it('is taken away by emptying the field', async () => {
      const { sentTo } = await open('https://my.anydesk.com/v2/session/abc');
      await send(formWith('url'), { url: '' });
      expect(sentTo('commandRequest')[0].body).toMatchObject({ type: 'set-session-link', url: null });
    });

    it.each(['', 'anydesk', 'javascript:alert(1)', 'http://my.anydesk.com/x', 'https://evil.example/anydesk.com/'])(
      'is not %j: said beside the field, and nothing is sent',
      async (url) => {
        const { sentTo } = await open(null);
        await send(formWith('url'), { url });
        expect(text()).toContain('Paste the whole link that AnyDesk made.');
        expect(sentTo('commandRequest')).toEqual([]);
      },
    );

    it('that the server does not accept is explained in words', async () => {
      const { answer } = await open(null);
      const type = 'urn:session-requests:problem:not-a-session-link';
      answer('commandRequest', {
        status: 422,
        headers: {},
        response: JSON.stringify({ type, title: 'No', detail: '' }),
      });
      await send(formWith('url'), { url: 'https://evilanydesk.com/x' });
      expect(said()).toContain('This is not a link to an AnyDesk session.');
    });
  });

  it('moves the time together with what the user may choose', async () => {
    const moveLimits = { earliestAt: NOW + 30 * MINUTE, latestAt: NOW + 120 * MINUTE };
    const request = view({
      schedule: { startAt: NOW + 60 * MINUTE, timeZone: zone },
      moveLimits,
      actions: [action('reschedule')],
    });
    const { answer, sentTo } = await openPanel(panel({ requests: [request] }));
    answer('commandRequest', answered({ ...request, version: 2 }));
    expect(formWith('start').elements.namedItem('moveUntil').value).toBe(local(moveLimits.latestAt));
    await send(formWith('start'), { start: local(NOW + 90 * MINUTE), moveUntil: local(NOW + 180 * MINUTE) });
    expect(sentTo('commandRequest')[0].body).toMatchObject({
      schedule: { startAt: NOW + 90 * MINUTE, timeZone: zone },
      moveLimits: { earliestAt: NOW + 30 * MINUTE, latestAt: NOW + 180 * MINUTE },
    });
  });

  it.each([
    ['takes away what limits there were, with the fields', { earliestAt: NOW, latestAt: NOW + 120 * MINUTE }, 'none'],
    ['says nothing of limits where there were none', null, null],
  ])('moves the time and %s', async (_, moveLimits, sent) => {
    const schedule = { startAt: NOW + 60 * MINUTE, timeZone: zone };
    const request = view({ schedule, moveLimits, actions: [action('reschedule')] });
    const { answer, sentTo } = await openPanel(panel({ requests: [request] }));
    answer('commandRequest', answered({ ...request, version: 2 }));
    expect(text()).toContain('Empty: any time before the request would end.');
    await send(formWith('start'), { start: local(NOW + 90 * MINUTE), moveFrom: '', moveUntil: '' });
    expect(sentTo('commandRequest')[0].body.moveLimits).toBe(sent);
  });

  it('sends the link by SMS with one press to somebody who has a number and no mail address', async () => {
    const contact = { ...ADA, email: null, phone: '+49 30 1234567' };
    const { answer, sentTo } = await openPanel(panel({ contacts: [contact], channels: ['email', 'sms', 'link'] }));
    answer('createRequest', answered(view()));
    expect(text()).toContain('An SMS with the link goes to +49 30 1234567.');
    await press('Request session for Ada Obi');
    expect(sentTo('createRequest')[0].body.channels).toEqual(['sms']);
  });
});
