const { loadApp } = require('./support/load-app.js');
const { pretendPlatform } = require('./support/pretend-platform.js');

loadApp();
const { problems, surroundings } = SR.parts;

beforeEach(() => SR.parts.words.choose(['en']));

describe('A rejection of the platform', () => {
  it.each([
    [null, 'oauth', 'unreachable'],
    ['boom', 'oauth', 'unreachable'],
    [new Error('network'), 'oauth', 'unreachable'],
    [{ status: 429 }, 'oauth', 'limited'],
    [{ message: 'Rate limit exceeded' }, 'asserted', 'limited'],
    [{ status: 403, response: 'denied' }, 'oauth', 'sign-in'],
    [{ message: 'OAuth token missing' }, 'oauth', 'sign-in'],
    [{ status: 403, response: 'denied' }, 'asserted', 'not-configured'],
    [{ status: 302, response: '' }, 'asserted', 'not-configured'],
    [{ message: 'iparam server_host is undefined' }, 'asserted', 'not-configured'],
    [{ status: 504 }, 'oauth', 'slow'],
    [{ message: 'Timed out' }, 'oauth', 'slow'],
    [{ status: 503 }, 'oauth', 'unreachable'],
    [{ status: 500, response: '{"type":"about:blank"}' }, 'oauth', 'fault'],
    [{ status: 200, response: 5 }, 'oauth', 'fault'],
  ])('%j by %s is read as %s', (rejection, way, kind) => {
    expect(problems.readProblem(rejection, way).kind).toBe(kind);
  });

  it('keeps the wait that it names, and no more than a minute', () => {
    const wait = (value) => problems.readProblem({ status: 429, headers: { 'retry-after': value } }, 'oauth').waitMs;
    expect([wait('5'), wait('9999'), wait('soon'), wait('-1')]).toEqual([5000, 60_000, 60_000, 60_000]);
  });

  it('is told in our words where the server has some of its own', () => {
    const response = JSON.stringify({
      type: 'urn:session-requests:problem:internal',
      title: 'x',
      status: 500,
      errors: [{ path: 'a' }],
    });
    const problem = problems.readProblem({ status: 500, response }, 'oauth');
    expect(problem).toMatchObject({ kind: 'fault', fields: ['a'] });
    expect(problems.sentence(problems.make('refused'))).toBe('The server did not do it.');
  });
});

describe('What the help desk says of the page', () => {
  const read = (data, iparams) => surroundings.read(pretendPlatform({ data, ...(iparams && { iparams }) }).client);

  it('is read in every form that is known', async () => {
    const { ticket, contact, agent, language, settings } = await read({
      ticket: { id: 9, subject: ' A ' },
      requester: {
        requester: { first_name: 'Ada', last_name: 'Obi', primary_email: 'a@b.example', mobile: '+886 912 345 678' },
      },
      loggedInUser: { loggedInUser: { user: { user_id: 3, first_name: 'Mara', language: 'zh-TW' } } },
    });
    expect(ticket).toEqual({ id: '9', number: '#9', subject: 'A' });
    expect(contact).toMatchObject({ name: 'Ada Obi', email: 'a@b.example', phone: '+886 912 345 678' });
    expect(agent).toEqual({ id: '3', name: 'Mara', email: null });
    expect(language).toBe('zh-TW');
    expect(settings).toEqual({ isKnown: true, host: 'support.kestrel.example', mayAssert: false });
  });

  it('may be nonsense', async () => {
    const nothing = await read({ ticket: 'x', requester: 7, loggedInUser: [] }, 'y');
    expect(nothing).toEqual({
      ticket: null,
      contact: null,
      agent: null,
      language: null,
      settings: { isKnown: false, host: null, mayAssert: false },
    });
  });

  it('never fills in a number that the server would refuse', async () => {
    for (const phone of ['12', '+0 123 456 789', 'call Ada 0912 345 678', '0912 345 678 ext. 5', '0'.repeat(40)]) {
      const { contact } = await read({ requester: { name: 'Ada', phone } });
      expect(contact.phone).toBeNull();
    }
    const { contact } = await read({ requester: { name: 'Ada', phone: '0912 345 678' } });
    expect(contact.phone).toBe('0912 345 678');
  });
});
