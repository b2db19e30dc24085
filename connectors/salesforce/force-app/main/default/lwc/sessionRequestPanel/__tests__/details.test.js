import { createRecord } from 'lightning/uiRecordApi';
import {
  all,
  field,
  isAccessible,
  labels,
  lastWritten,
  one,
  open,
  parametersOf,
  press,
  watchField,
  words,
  write,
  writeAll,
  written,
} from 'support/panel';
import {
  MINUTE,
  NOW,
  action,
  answered,
  contactWith,
  cell,
  inStatus,
  page,
  pageWith,
  requestNode,
  view,
} from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'UTC' }), { virtual: true });

const iso = (at) => new Date(at).toISOString();
const show = async (shown) => (await open(pageWith(shown))).element;
const fact = (element, term) => {
  const terms = all(element, 'dt');
  const index = terms.findIndex((found) => found.textContent === term);
  return index === -1 ? null : all(element, 'dd')[index].textContent;
};

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
  createRecord.mockReset().mockResolvedValue({});
});

describe('what the panel tells of a request', () => {
  const checked = (findings, system = 'windows') => view({ readiness: { at: NOW - 5 * MINUTE, system, findings } });
  const good = { check: 'browser', result: 'good' };
  const missing = { check: 'client', result: 'problem' };

  it.each([
    [
      'what is missing before what is not sure',
      checked([{ check: 'network', result: 'unsure' }, good, missing]),
      'Checked on Windows 5 minutes ago. AnyDesk is missing or too old. Whether the network lets AnyDesk through is not sure.',
    ],
    ['that all is ready', checked([good], 'macos'), 'Checked on macOS 5 minutes ago. Everything is ready.'],
    [
      'nothing that only a newer server knows',
      checked([{ check: 'moon', result: 'problem' }], 'beos'),
      'Checked 5 minutes ago.',
    ],
    ['nothing of a check that is none', view({ readiness: 'yes' }), null],
  ])('is, of the device check, %s', async (_what, shown, sentence) => {
    expect(fact(await show(shown), 'Device check')).toBe(sentence);
  });

  it('is where the address comes from, and which ones may be the user’s device', async () => {
    const laptop = { source: 'asset', address: '123456789', name: 'ADA-LAPTOP' };
    const proposals = [laptop, { source: 'came-online', address: '1234567890' }, { source: 'asset' }, 'no'];
    const element = await show(view({ address: '123456789', addressSource: 'remembered', proposals }));
    expect(fact(element, 'AnyDesk')).toBe('123 456 789 · remembered by this device');
    expect(fact(element, 'Proposed address')).toBe(
      '123 456 789 · from device ADA-LAPTOP; 1 234 567 890 · came online after the download',
    );
  });

  it('is the address alone when a newer server knows more of where it is from', async () => {
    const element = await show(view({ address: '123456789', addressSource: 'the moon', proposals: 'none' }));
    expect([fact(element, 'AnyDesk'), fact(element, 'Proposed address')]).toEqual(['123 456 789', null]);
  });

  it('is what is intended and what the user wishes', async () => {
    const element = await show(view({ intents: ['view', 'files', 'new'], wishes: ['view'] }));
    expect(fact(element, 'Intended')).toBe('See the screen, Exchange files');
    expect(fact(element, 'The user wishes')).toBe('See the screen');
  });

  it('is from when a planned one can be joined, and within what the user may move it', async () => {
    const startAt = NOW + 60 * MINUTE;
    const moveLimits = { earliestAt: NOW + 30 * MINUTE, latestAt: NOW + 120 * MINUTE };
    const element = await show(
      view({ schedule: { startAt, timeZone: 'UTC' }, opensAt: startAt - 10 * MINUTE, moveLimits }),
    );
    expect(fact(element, 'Can be joined from')).toMatch(/3:50/);
    expect(fact(element, 'The user may move it')).toMatch(/^between 3:30.* and 5:00/);
    await isAccessible(element);
  });

  const ready = { allowedAt: NOW - 4 * MINUTE, launchedBy: null, unanswered: false, mayReconnectUntil: null };
  it.each([
    ['the agent in charge', 'assignee', 'so the agent in charge was told'],
    ['the queue', 'queue', 'so the queue was told'],
    ['the admins', 'admin', 'so the admins were told'],
  ])('is since when the user waits, and that %s heard of it', async (_who, awaited, told) => {
    const element = await show(inStatus('Ready', { ...ready, awaited }));
    expect(words(element)).toMatch(new RegExp(`has been waiting since 2:56.*${told}`));
  });

  it.each([
    ['remote-tool', 'AnyDesk’s own record'],
    ['webhook', 'a script or another tool'],
    ['agent', 'an agent'],
    ['new', null],
  ])('is that the session was told by %s', async (toldBy, sentence) => {
    const element = await show(inStatus('Connected', { startedAt: NOW, toldBy, agent: null, endAsked: false }));
    expect(fact(element, 'Session told by')).toBe(sentence);
  });

  it.each([
    [{ stars: 4, comment: '' }, '4 of 5 stars'],
    [{ stars: 1, comment: '<b>slow</b>' }, '1 of 5 stars · <b>slow</b>'],
    ['five', null],
  ])('is how the user rates it: %j', async (rating, sentence) => {
    const element = await show(inStatus('Closed', { closedAt: NOW, outcome: 'solved', rating }));
    expect(fact(element, 'Rating')).toBe(sentence);
  });
});

describe('what an agent does with it', () => {
  it('opens the page with the QR code and the short code', async () => {
    const shareUrl = 'https://help.example/console/requests/request-1/share';
    const element = await show(view({ shareUrl }));
    expect(one(element, 'a.share').href).toBe(shareUrl);
    expect(one(await show(view({ shareUrl: 'data:text/html,hello' })), 'a.share')).toBeUndefined();
  });

  it('waits on the connect page before access is allowed, where more than looking is permitted', async () => {
    const element = await show(view({ status: 'Waiting', actions: [action('ask-for-access')] }));
    expect(one(element, 'a.wait').textContent).toContain('Connect once it is allowed');
    expect(one(element, 'a.wait').href).toBe('https://help.example/connect/request-1');
    expect(one(await show(view({ status: 'Waiting', actions: [] })), 'a.wait')).toBeUndefined();
    const launch = [action('launch-connect')];
    expect(one(await show(inStatus('Ready', {}, { actions: launch })), 'a.wait')).toBeUndefined();
  });

  describe('with a link that did not arrive', () => {
    const again = (channel) => action('resend-invitation', { channel });
    const came = (kind) => ({
      trouble: [{ deliveryId: 'd1', kind, state: 'parked', reason: 'The mailbox does not exist.' }],
      actions: [again('email'), again('sms'), again('ticket')],
    });

    it('is sent another way by one press', async () => {
      const element = await show(view(came('email')));
      expect(labels(element)).not.toContain('Send by e-mail instead');
      await isAccessible(element);
      await press(element, 'Send by SMS instead');
      expect(lastWritten()).toMatchObject({ Type__c: 'resend-invitation', Request_Key__c: 'request-1' });
      expect(parametersOf(lastWritten())).toEqual({ channel: 'sms' });
    });

    it('is told in the words of the agent’s language, and in the server’s own where there are none', async () => {
      const because = (known) => view({ trouble: [{ ...came('email').trouble[0], known }] });
      const told = async (known) => one(await show(because(known)), '.trouble').textContent;
      const params = { status: '5.9.9' };
      expect(await told({ key: 'mailBackStatus', params })).toContain('The mail came back (status 5.9.9).');
      expect(await told(null)).toContain('The mailbox does not exist.');
      expect(await told({ key: 'of-a-newer-server', params: {} })).toContain('The mailbox does not exist.');
      expect(await told({ key: '__proto__', params: 'x' })).toContain('The mailbox does not exist.');
    });

    it('needs no press when the link left another way', async () => {
      const element = await show(view({ ...came('email'), trouble: [{ ...came('email').trouble[0], wentBy: 'sms' }] }));
      expect(one(element, '.trouble').textContent).toContain('The mailbox does not exist. The link went by SMS.');
      expect(labels(element).join()).not.toMatch(/instead|Try to send/);
    });

    it('has no other way when it was no link', async () => {
      expect(labels(await show(view(came('timeline-entry')))).join()).not.toContain('instead');
    });
  });

  describe('with a link to a session that was made in AnyDesk', () => {
    const LINK = 'https://my.anydesk.com/v2/session/abc';
    const linked = (sessionLink) => view({ sessionLink, actions: [action('set-session-link')] });

    it('sees it, and takes it away by emptying the field', async () => {
      const element = await show(linked(LINK));
      expect(fact(element, 'AnyDesk session link')).toBe(LINK);
      expect(field(element, 'url').value).toBe(LINK);
      await write(element, 'url', '');
      await press(element, 'Save the link');
      expect(parametersOf(lastWritten())).toEqual({ url: null });
    });

    it.each(['', 'anydesk', 'data:text/html,x', 'http://my.anydesk.com/x', 'https://evil.example/anydesk.com/'])(
      'is told beside the field that %j is none',
      async (url) => {
        const element = await show(linked(null));
        const { said, focus } = watchField(element, 'url');
        await write(element, 'url', url);
        await press(element, 'Save the link');
        expect(said).toHaveBeenLastCalledWith(expect.stringContaining('Paste the whole link'));
        expect(focus).toHaveBeenCalledTimes(1);
        expect(written()).toEqual([]);
      },
    );

    it('reads in words why the server did not take it', async () => {
      const message = 'This is not a link to a session that AnyDesk made.';
      const { element, emit } = await open(pageWith(linked(null)));
      await write(element, 'url', 'https://evilanydesk.com/x');
      await press(element, 'Save the link');
      const key = lastWritten().Client_Key__c;
      const row = answered('Refused', { key, type: 'set-session-link', message });
      await emit(page({ requests: [requestNode(linked(null))], commands: [row] }));
      expect(words(element)).toContain(`Not done: Link to an AnyDesk session. ${message}`);
    });
  });

  it('lets the user choose the start within limits, and says what is to be done', async () => {
    const { element } = await open(page());
    await press(element, 'More options');
    await writeAll(element, { moveFrom: iso(NOW + 60 * MINUTE), moveUntil: iso(NOW + 90 * MINUTE), intents: ['view'] });
    await press(element, 'Create request');
    expect(parametersOf(lastWritten())).toMatchObject({
      intents: ['view'],
      moveLimits: { earliestAt: NOW + 60 * MINUTE, latestAt: NOW + 90 * MINUTE },
    });
  });

  it.each([
    ['intents', { intents: [] }],
    ['moveUntil', { moveFrom: iso(NOW + MINUTE) }],
    ['moveUntil', { moveUntil: iso(NOW - MINUTE) }],
    ['moveFrom', { moveFrom: iso(NOW + 9 * MINUTE), moveUntil: iso(NOW + 5 * MINUTE) }],
  ])('is led to %s when it is missing or wrong', async (name, values) => {
    const { element } = await open(page());
    await press(element, 'More options');
    const { said } = watchField(element, name);
    await writeAll(element, values);
    await press(element, 'Create request');
    expect(said.mock.lastCall[0]).not.toBe('');
    expect(written()).toEqual([]);
  });

  it('sends the link by SMS with one press to somebody who has a number and no mail address', async () => {
    const { element } = await open(page({ cases: [contactWith({ Email: cell(null) })] }), { offerSms: true });
    expect(words(element)).toContain('An SMS with the link goes to +49 30 1234567.');
    await press(element, 'Request session for Ada Example');
    expect(parametersOf(lastWritten()).channels).toEqual(['sms']);
  });
});
