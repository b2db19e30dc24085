const { loadApp } = require('./support/load-app.js');
const { pretendPlatform, pretendBrowser, settle } = require('./support/pretend-platform.js');
const { view, panel, refusal, ADA } = require('./support/answers.js');
const { text, main, send, formWith } = require('./support/page.js');

loadApp();

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
