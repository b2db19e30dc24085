const { loadApp } = require('./support/load-app.js');
const { pretendPlatform, pretendBrowser, settle } = require('./support/pretend-platform.js');
const {
  view,
  action,
  panel,
  refusal,
  waiting,
  ready,
  connected,
  NOW,
  MINUTE,
  ADA,
  MARA,
} = require('./support/answers.js');
const { text, said, main, send, formWith, control } = require('./support/page.js');

loadApp();

const zone = 'UTC';
const local = (at) => new Date(at).toISOString().slice(0, 16);

async function open(request) {
  document.body.innerHTML = '<main id="main"></main><p id="said"></p>';
  const platform = pretendPlatform();
  platform.answer('openPanel', panel({ requests: [request] }));
  platform.answer('commandRequest', (call) => ({
    request: { ...request, version: request.version + 1, comment: call.body.type },
    version: 2,
    created: false,
    replayed: false,
  }));
  const browser = pretendBrowser();
  await SR.parts.panel.start(platform.client, browser.environment);
  await settle();
  const commands = () => platform.calls.filter(({ name }) => name === 'commandRequest').map(({ body }) => body);
  return { ...platform, commands };
}

describe('A form of a request', () => {
  it('closes with outcome and note', async () => {
    const { commands } = await open(view({ actions: [action('close-request')] }));
    await send(formWith('outcome'), { outcome: 'no-show', note: 'Called twice.' });
    expect(commands()[0]).toMatchObject({ type: 'close-request', outcome: 'no-show', note: 'Called twice.' });
    expect(said()).toBe('Done. RS-000001 is now: Open.');
  });

  it('is offered by itself with the outcome when a session has ended', async () => {
    const over = { ...ready, mayReconnectUntil: NOW + 10 * MINUTE };
    const sessions = { count: 1, totalMs: 8 * MINUTE, estimated: true };
    await open(view({ status: 'Ready', progress: over, sessions, actions: [action('close-request')] }));
    expect(formWith('outcome').closest('details')).toBeNull();
    expect(formWith('outcome').elements.namedItem('outcome').value).toBe('solved');
    expect(text()).toContain('How did it end?');
    expect(text()).toContain('about 8 minutes');
  });

  it.each([
    [
      'somebody has joined',
      view({ status: 'Waiting', progress: waiting }),
      'Ada Obi has joined. Closing ends it for Ada Obi too.',
    ],
    ['a session is running', view({ status: 'Connected', progress: connected }), 'A session is running.'],
  ])('warns before closing when %s', async (_what, request, warning) => {
    await open({ ...request, actions: [action('close-request')] });
    expect(formWith('outcome').textContent).toContain(warning);
  });

  it('keeps what was typed and says what is wrong beside the field', async () => {
    const { commands } = await open(view({ actions: [action('correct-recipient')] }));
    const form = formWith('email');
    await send(form, { name: 'Ada Obi-Lane', email: 'not an address' });
    const field = form.elements.namedItem('email');
    expect(commands()).toEqual([]);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(field);
    expect(
      field
        .getAttribute('aria-describedby')
        .split(' ')
        .map((id) => document.getElementById(id).textContent),
    ).toEqual(['Write an e-mail address such as ada@example.com, or choose another way to send the link.']);
    expect(form.elements.namedItem('name').value).toBe('Ada Obi-Lane');
    await send(form, { email: 'ada@lane.example' });
    expect(commands()[0]).toMatchObject({
      type: 'correct-recipient',
      recipient: { name: 'Ada Obi-Lane', email: 'ada@lane.example', phone: null },
    });
  });

  it.each([
    ['name', { name: ' ' }],
    ['phone', { phone: '0170 1234' }],
  ])('says what is wrong with the %s of a recipient', async (name, values) => {
    const { commands } = await open(view({ actions: [action('correct-recipient')] }));
    await send(formWith('email'), values);
    expect(document.activeElement.name).toBe(name);
    expect(commands()).toEqual([]);
  });

  it('moves the time in the zone that is chosen', async () => {
    const schedule = { startAt: NOW + 60 * MINUTE, timeZone: 'Asia/Taipei' };
    const { commands } = await open(view({ schedule, actions: [action('reschedule')] }));
    const form = formWith('start');
    expect(form.elements.namedItem('start').value).toBe('2026-11-24T19:00');
    await send(form, { start: local(NOW + 120 * MINUTE), zone });
    expect(commands()[0]).toMatchObject({
      type: 'reschedule',
      schedule: { startAt: NOW + 120 * MINUTE, timeZone: zone },
    });
  });

  it.each([
    ['reschedule', 'start', { start: local(NOW - MINUTE), zone }],
    ['reschedule', 'start', { start: '' }],
    ['extend', 'expires', { expires: '' }],
    ['add-comment', 'text', { text: '  ' }],
    ['enter-address', 'address', { address: '' }],
    ['assign', 'client', { assignee: 'client', client: '' }],
  ])('for %s leads to the field that is missing or wrong', async (command, name, values) => {
    const { commands } = await open(view({ actions: [action(command)] }));
    await send(formWith(name), values);
    expect(commands()).toEqual([]);
    expect(document.activeElement.name).toBe(name);
    expect(formWith(name).querySelector('.wrong:not(:empty)')).not.toBeNull();
  });

  it('moves the expiry', async () => {
    const { commands } = await open(view({ actions: [action('extend')] }));
    const field = formWith('expires').elements.namedItem('expires');
    await send(formWith('expires'), { expires: field.value });
    expect(commands()[0].expiresAt).toBe(NOW + 24 * 60 * MINUTE);
  });

  it.each([
    ['agent', { kind: 'agent', agent: { id: '7', name: MARA.name, email: MARA.email } }, {}],
    ['unassigned', { kind: 'unassigned' }, {}],
    ['queue:q1', { kind: 'queue', queueId: 'q1' }, {}],
    ['client', { kind: 'client', address: '123 456 789' }, { client: '123 456 789' }],
  ])('assigns to %s', async (assignee, expected, more) => {
    const { commands } = await open(view({ actions: [action('assign')] }));
    await send(formWith('assignee'), { assignee, ...more });
    expect(commands()[0]).toMatchObject({ type: 'assign', assignee: expected });
  });

  it('is empty and closed again once it was carried out', async () => {
    await open(view({ actions: [action('add-comment')] }));
    const details = formWith('text').closest('details');
    details.open = true;
    await send(formWith('text'), { text: 'Rebooted it.' });
    expect(formWith('text').elements.namedItem('text').value).toBe('');
    expect(formWith('text').closest('details').open).toBe(false);
  });

  it('keeps what was typed when the server refuses', async () => {
    const { answer } = await open(view({ actions: [action('enter-address')] }));
    answer('commandRequest', refusal(422, 'not-an-address'));
    await send(formWith('address'), { address: 'hello' });
    expect(formWith('address').elements.namedItem('address').value).toBe('hello');
    expect(said()).toContain('This is not an AnyDesk address.');
  });
});

describe('The form with every field', () => {
  const facts = (change = {}) => ({
    panel: panel(),
    contacts: [ADA],
    ticket: null,
    another: false,
    now: () => NOW,
    ...change,
  });

  function show(given = {}) {
    const sent = [];
    const form = SR.parts.fullForm.fullForm(facts(given), {
      send: (body) => sent.push(body),
      cancel: () => sent.push('cancel'),
    });
    document.body.innerHTML = '<main id="main"></main><p id="said"></p>';
    main().append(form);
    return { form, sent };
  }

  it('is filled in with what the ticket knows, so that sending it is enough', async () => {
    const { form, sent } = show();
    await send(form, {});
    expect(sent[0]).toEqual({
      ticket: { id: '42', number: 'INC-42', subject: 'Printer' },
      recipient: { name: 'Ada Obi', email: 'ada@kestrel.example', phone: null },
      channels: ['email'],
      assignee: { kind: 'agent', agent: { id: '7', name: MARA.name, email: MARA.email } },
      language: 'en',
      comment: '',
      another: false,
      schedule: null,
      expiresAt: null,
    });
  });

  it('plans a time with its zone and an expiry', async () => {
    const { form, sent } = show({ another: true });
    await send(form, {
      name: 'Cho Lin',
      email: 'cho@kestrel.example',
      start: local(NOW + 60 * MINUTE),
      expires: local(NOW + 90 * MINUTE),
      zone,
    });
    expect(sent[0]).toMatchObject({
      another: true,
      schedule: { startAt: NOW + 60 * MINUTE, timeZone: zone },
      expiresAt: NOW + 90 * MINUTE,
    });
  });

  it.each([
    ['name', { name: '' }],
    ['email', { email: '' }],
    ['email', { email: 'a@b' }],
    ['phone', { phone: '123' }],
    ['channels', { channels: null }],
    ['start', { start: local(NOW - MINUTE), zone }],
    ['expires', { expires: local(NOW - MINUTE), zone }],
    ['expires', { start: local(NOW + 60 * MINUTE), expires: local(NOW + 30 * MINUTE), zone }],
    ['client', { assignee: 'client', client: ' ' }],
  ])('leads to %s when it is missing or wrong', async (name, values) => {
    const { form, sent } = show();
    if (values.channels === null) for (const box of form.querySelectorAll('[name="channels"]')) box.checked = false;
    await send(form, values.channels === null ? {} : values);
    expect(sent).toEqual([]);
    expect(document.activeElement.name).toBe(name);
    expect(form.querySelector(`[id$="-${name}-wrong"]`).textContent).not.toBe('');
  });

  it('asks for the phone number when the link goes by SMS', () => {
    const { form } = show({ panel: panel({ channels: ['sms', 'link'] }), contacts: [{ ...ADA, email: null }] });
    const data = new FormData(form);
    data.set('channels', 'sms');
    expect(SR.parts.fullForm.read(data, facts())).toEqual({ ok: false, field: 'phone' });
  });

  it('fills in another person of the ticket', async () => {
    const ben = { role: 'requested-for', name: 'Ben Okafor', email: null, phone: '+886912345678', language: null };
    const { form } = show({ contacts: [ADA, ben] });
    const whose = form.elements.namedItem('whose');
    whose.value = '1';
    whose.dispatchEvent(new Event('change'));
    expect([form.elements.namedItem('name').value, form.elements.namedItem('phone').value]).toEqual([
      'Ben Okafor',
      '+886912345678',
    ]);
  });

  it('fills in nobody for another device or person, so that nothing of one stays beside the name of the other', () => {
    const { form } = show({ another: true });
    const [whose, name, email] = ['whose', 'name', 'email'].map((one) => form.elements.namedItem(one));
    const choose = (value) => {
      whose.value = value;
      whose.dispatchEvent(new Event('change'));
      return [name.value, email.value];
    };
    expect([whose.value, name.value, email.value]).toEqual(['', '', '']);
    expect(choose('0')).toEqual(['Ada Obi', 'ada@kestrel.example']);
    expect(choose('')).toEqual(['', '']);
  });

  it('can be left', () => {
    const { form, sent } = show();
    control('Cancel', form).click();
    expect(sent).toEqual(['cancel']);
  });

  it('knows the queues and all time zones', () => {
    const { form } = show();
    expect([...form.elements.namedItem('assignee').options].map(({ value }) => value)).toEqual([
      'agent',
      'unassigned',
      'queue:q1',
      'client',
    ]);
    expect([...form.elements.namedItem('zone').options].map(({ value }) => value)).toContain('Asia/Taipei');
  });
});

describe('The pop-up with the form', () => {
  const handed = {
    panel: panel(),
    contacts: [ADA],
    ticket: null,
    another: false,
    focus: 'email',
    way: 'oauth',
    agent: null,
    language: 'en',
  };
  const made = { request: view(), version: 1, created: true, replayed: false };

  async function open(context = { modalData: handed }, given = {}) {
    document.body.innerHTML = '<main id="main"></main><p id="said"></p>';
    const platform = pretendPlatform({ context, ...given });
    const { environment } = pretendBrowser();
    await SR.parts.formPage.start(platform.client, environment);
    await settle();
    return platform;
  }

  it.each(['data', 'modalData'])(
    'takes what the panel handed over as %s, and begins at the missing field',
    async (name) => {
      await open({ [name]: handed });
      expect(document.activeElement.name).toBe('email');
      expect(main().querySelector('h1').textContent).toBe('New session request');
    },
  );

  it('makes the request, tells the panel and closes', async () => {
    const { answer, sent, listeners } = await open();
    answer('createRequest', made);
    await send(formWith('name'), {});
    expect(sent).toEqual([{ message: { kind: 'session-request-created', answer: made } }]);
    expect(listeners.closed).toBe(1);
  });

  it('stays open and says beside the fields what the server refuses', async () => {
    const { answer, listeners } = await open();
    answer('createRequest', refusal(422, 'expiry-too-late'));
    await send(formWith('name'), {});
    expect(document.getElementById('form-problem').textContent).toBe('That is too far away. Choose an earlier time.');
    expect(document.getElementById('form-send').disabled).toBe(false);
    expect(listeners.closed).toBe(0);
  });

  it('makes one request only when the answer was lost and the press repeated', async () => {
    const { answer, calls } = await open();
    answer('createRequest', { status: 504, headers: {}, response: 'timed out' }, made);
    await send(formWith('name'), {});
    expect(document.getElementById('form-problem').textContent).toContain('it is done only once');
    await send(formWith('name'), {});
    expect(new Set(calls.map(({ body }) => body.commandId)).size).toBe(1);
  });

  it('says what it made when the panel cannot be told', async () => {
    const { answer } = await open({ data: handed }, { send: () => Promise.reject(new Error('no parent')) });
    answer('createRequest', made);
    await send(formWith('name'), {});
    expect(text()).toBe('Session request RS-000001 was made for Ada Obi.');
  });

  it('says so when nothing was handed over', async () => {
    await open({});
    expect(text()).toContain('does not understand');
  });
});
