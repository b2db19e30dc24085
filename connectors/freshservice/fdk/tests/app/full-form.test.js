const { loadApp } = require('./support/load-app.js');
const { panel, NOW, MINUTE, ADA, MARA } = require('./support/answers.js');
const { control, main, send } = require('./support/page.js');

loadApp();

const zone = 'UTC';
const local = (at) => new Date(at).toISOString().slice(0, 16);

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
      intents: ['view', 'control'],
      assignee: { kind: 'agent', agent: { id: '7', name: MARA.name, email: MARA.email } },
      language: 'en',
      comment: '',
      another: false,
      schedule: null,
      expiresAt: null,
      moveLimits: null,
    });
  });

  it('lets the recipient choose the start between two moments, the earliest of them now when only the latest is given', async () => {
    const { form, sent } = show();
    await send(form, { moveFrom: local(NOW + 60 * MINUTE), moveUntil: local(NOW + 90 * MINUTE), zone });
    await send(form, { moveFrom: '', moveUntil: local(NOW + 90 * MINUTE), zone });
    expect(sent.map(({ moveLimits }) => moveLimits)).toEqual([
      { earliestAt: NOW + 60 * MINUTE, latestAt: NOW + 90 * MINUTE },
      { earliestAt: NOW, latestAt: NOW + 90 * MINUTE },
    ]);
  });

  it('says what the agent wants to do', async () => {
    const { form, sent } = show();
    for (const box of form.querySelectorAll('[name="intents"]')) box.checked = box.value !== 'control';
    await send(form, {});
    expect(sent[0].intents).toEqual(['view', 'files']);
  });

  it.each([
    [
      ['de', 'ja'],
      ['', 'de', 'ja'],
    ],
    [null, ['', ...SR.parts.tags.all]],
    [undefined, ['', ...SR.parts.tags.all]],
  ])('offers the languages that the server names (%j)', (languages, offered) => {
    const told = panel();
    const { form } = show({ panel: { ...told, installation: { ...told.installation, languages } } });
    const { options } = form.elements.namedItem('language');
    expect([...options].map(({ value }) => value).toSorted()).toEqual(offered.toSorted());
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
    ['channels', { without: 'channels' }],
    ['intents', { without: 'intents' }],
    ['moveUntil', { moveFrom: local(NOW + 60 * MINUTE), zone }],
    ['moveUntil', { moveUntil: local(NOW - MINUTE), zone }],
    ['moveFrom', { moveFrom: local(NOW + 90 * MINUTE), moveUntil: local(NOW + 60 * MINUTE), zone }],
    ['start', { start: local(NOW - MINUTE), zone }],
    ['expires', { expires: local(NOW - MINUTE), zone }],
    ['expires', { start: local(NOW + 60 * MINUTE), expires: local(NOW + 30 * MINUTE), zone }],
    ['client', { assignee: 'client', client: ' ' }],
  ])('leads to %s when it is missing or wrong', async (name, values) => {
    const { form, sent } = show();
    const { without, ...written } = values;
    for (const box of form.querySelectorAll(`[type="checkbox"][name="${without}"]`)) box.checked = false;
    await send(form, written);
    expect(sent).toEqual([]);
    expect(document.activeElement.name).toBe(name);
    expect(form.querySelector(`[id$="-${name}-wrong"]`).textContent).not.toBe('');
  });

  it('asks for the phone number when the link goes by SMS', () => {
    const { form } = show({ panel: panel({ channels: ['sms', 'link'] }), contacts: [{ ...ADA, email: null }] });
    const data = new FormData(form);
    data.set('channels', 'sms');
    expect(SR.parts.fullFormReading.read(data, facts())).toEqual({ ok: false, field: 'phone' });
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
