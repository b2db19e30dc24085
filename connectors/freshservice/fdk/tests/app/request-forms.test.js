const { loadApp } = require('./support/load-app.js');
const { pretendPlatform, pretendBrowser, settle } = require('./support/pretend-platform.js');
const { view, action, panel, refusal, waiting, ready, connected, NOW, MINUTE, MARA } = require('./support/answers.js');
const { text, said, send, formWith } = require('./support/page.js');

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
    ['phone', { phone: '0170' }],
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
