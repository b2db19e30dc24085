const { readFileSync } = require('node:fs');
const path = require('node:path');
const { loadApp, scriptsOf, PAGES, APP } = require('./support/load-app.js');
const { view, waiting, ready, connected, closed, expired, NOW, MINUTE, MARA } = require('./support/answers.js');
const { pretendPlatform, pretendBrowser } = require('./support/pretend-platform.js');

loadApp();
const { words, times, sentences, morph, dom, problems, surroundings, readAnswer, presses, newRequest } = SR.parts;

beforeEach(() => words.choose(['en']));

describe('The languages', () => {
  const keys = (tag) => Object.keys(SR.languages[tag]).sort();
  const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

  it('have the same texts with the same places', () => {
    expect(keys('zh-TW')).toEqual(keys('en'));
    for (const key of keys('en')) {
      const missing = places(SR.languages.en[key]).filter((name) => !SR.languages['zh-TW'][key].includes(`{${name}}`));
      expect({ key, missing }).toEqual({ key, missing: [] });
    }
  });

  it.each([
    [['zh-TW'], 'zh-TW'],
    [['zh_tw'], 'zh-TW'],
    [['zh-Hant-HK'], 'zh-TW'],
    [['zh-CN', 'en-GB'], 'en'],
    [['de', 'zh-TW'], 'zh-TW'],
    [['en-GB', 'zh-TW'], 'en'],
    [[null, undefined, ''], 'en'],
    [['constructor'], 'en'],
  ])('for the wishes %j are %s', (wishes, tag) => {
    expect(words.bestOf(wishes)).toBe(tag);
  });

  it('fall back to English where a text is missing, and show the key where there is none at all', () => {
    words.choose(['zh-TW']);
    expect(document.documentElement.lang).toBe('zh-TW');
    expect(words.t('title')).toBe('遠端支援');
    expect(words.t('no.such.text')).toBe('no.such.text');
    expect(words.t('now.open', { name: '{time}' })).toContain('{time}');
    expect(words.nameOf('zh-TW')).toContain('中文');
    expect(words.nameOf('!!')).toBe('!!');
  });
});

describe('A moment', () => {
  it.each([
    ['2026-11-24T14:00', 'Asia/Taipei', Date.UTC(2026, 10, 24, 6)],
    // The clocks go forward over it, and back over it.
    ['2026-03-29T02:30', 'Europe/Berlin', Date.UTC(2026, 2, 29, 1, 30)],
    ['2026-10-25T02:30', 'Europe/Berlin', Date.UTC(2026, 9, 25, 0, 30)],
    ['2026-02-30T10:00', 'UTC', null],
    ['2026-13-01T10:00', 'UTC', null],
    ['soon', 'UTC', null],
    ['2026-11-24T14:00', 'Mars/Olympus', null],
  ])('%s in %s is read rightly', (local, zone, at) => {
    expect(times.momentOf(local, zone)).toBe(at);
  });

  it('is shown with day when it is not near, and with the other zone when that is another', () => {
    expect(times.moment(NOW, NOW)).not.toContain('2026');
    expect(times.moment(NOW + 30 * 60 * MINUTE, NOW)).toContain('2026');
    expect(times.appointment({ startAt: NOW, timeZone: 'Asia/Taipei' })).toContain('Asia/Taipei');
    expect(times.appointment({ startAt: NOW, timeZone: times.ownZone() })).not.toContain('(');
    expect(times.appointment({ startAt: NOW, timeZone: 'Mars/Olympus' })).not.toContain('Mars');
  });

  it.each([
    [-30_000, '30 seconds ago'],
    [5 * MINUTE, 'in 5 minutes'],
    [-3 * 60 * MINUTE, '3 hours ago'],
    [48 * 60 * MINUTE, 'in 2 days'],
  ])('%d ms away is "%s"', (gap, shown) => {
    expect(times.distance(NOW + gap, NOW)).toBe(shown);
  });

  it.each([
    [1000, '1 minute'],
    [60 * MINUTE, '1 hour'],
    [95 * MINUTE, '1 hour 35 minutes'],
  ])('a duration of %d ms is "%s"', (ms, shown) => {
    expect(times.duration(ms)).toBe(shown);
  });
});

describe('What is going on', () => {
  const say = (change) => sentences.whatIsGoingOn(view(change), NOW);

  it.each([
    [{}, 'Ada Obi has not joined yet.'],
    [{ schedule: { startAt: NOW + 60 * MINUTE, timeZone: 'UTC' } }, 'Planned for'],
    [{ progress: waiting }, 'has joined and has not allowed access yet'],
    [{ progress: { ...waiting, askedAt: NOW } }, 'was asked for access at'],
    [{ progress: { ...waiting, because: 'denied' } }, 'Ada Obi said no.'],
    [{ progress: { ...waiting, because: 'withdrawn' } }, 'has withdrawn access'],
    [{ progress: { ...waiting, because: 'lapsed' } }, 'The permission has lapsed.'],
    [{ progress: { ...waiting, because: 'ended-by-recipient' } }, 'Ada Obi ended the session.'],
    [{ progress: ready }, 'Press Connect.'],
    [{ progress: { ...ready, launchedBy: 'Mara' } }, 'Mara is connecting.'],
    [{ progress: { ...ready, unanswered: true } }, 'no session has begun'],
    [{ progress: { ...ready, mayReconnectUntil: NOW } }, 'You may connect again until'],
    [{ progress: connected }, 'In session since'],
    [{ progress: { ...connected, agent: 'Mara' } }, 'Mara is in session since'],
    [{ progress: { ...connected, endAsked: true } }, 'Is it over?'],
    [{ progress: closed }, 'Solved.'],
    [{ progress: { ...closed, reason: 'reported' } }, 'reported this as not their request'],
    [{ progress: { ...closed, newLinkAskedAt: NOW } }, 'asked for a new link'],
    [{ progress: expired }, 'Reopen it to go on.'],
    [{ progress: { kind: 'levitating' } }, ''],
  ])('with %j is said', (change, sentence) => {
    expect(say(change)).toContain(sentence);
    if (sentence === '') expect(say(change)).toBe('');
  });

  it.each([
    [{ kind: 'unassigned' }, 'Nobody yet'],
    [{ kind: 'agent', agent: MARA }, 'Mara Lindqvist'],
    [{ kind: 'client', address: '1234567890' }, 'AnyDesk client 1 234 567 890'],
    [{ kind: 'client', address: 'front@desk' }, 'AnyDesk client front@desk'],
    [{ kind: 'queue', queueId: 'q1', name: 'Field team' }, 'Queue Field team'],
    [{ kind: 'queue', queueId: 'q1' }, 'Queue q1'],
  ])('and who has it: %j', (assignee, shown) => {
    expect(sentences.whoHasIt(assignee)).toBe(shown);
  });
});

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
    const { contact } = await read({ requester: { name: 'Ada', phone: '0912 345 678' } });
    expect(contact.phone).toBeNull();
  });
});

describe('A page that is drawn anew', () => {
  it('keeps the nodes, and what a person did to them', () => {
    const { h } = dom;
    const place = h(
      'div',
      {},
      h('p', { 'data-key': 'a' }, 'one'),
      h('input', { value: 'x' }),
      h('details', {}, 'd'),
      'text',
    );
    document.body.append(place);
    const [first, input, details] = place.children;
    input.value = 'typed';
    details.open = true;
    input.focus();
    morph.morph(
      place,
      h(
        'div',
        { class: 'new' },
        h('h2', {}, 'head'),
        h('p', { 'data-key': 'a' }, 'two'),
        h('input', { value: 'y' }),
        h('details', {}, 'd'),
      ),
    );
    expect(place.children[1]).toBe(first);
    expect(first.textContent).toBe('two');
    expect(document.activeElement).toBe(input);
    expect(input.value).toBe('typed');
    expect(details.open).toBe(true);
    expect(place.className).toBe('new');
    expect(place.textContent).toBe('headtwod');
  });

  it('leaves the state of the vendor’s elements and of parts that look after themselves alone', () => {
    const { h } = dom;
    const place = h('div', {}, h('fw-skeleton', { class: 'hydrated' }, 'a'), h('p', { 'data-own': true }, 'kept'));
    morph.morph(place, h('div', {}, h('fw-skeleton', { width: '5px' }, 'b'), h('p', { 'data-own': true }, 'lost')));
    expect(place.firstChild.className).toBe('hydrated');
    expect(place.firstChild.getAttribute('width')).toBe('5px');
    expect(place.textContent).toBe('bkept');
  });

  it('says which place is missing', () => {
    expect(() => dom.at('nowhere')).toThrow('The page has no place named nowhere');
  });
});

describe('What one press asks for', () => {
  it.each([
    ['zh-TW', 'zh-TW'],
    ['en-US', 'en'],
    ['de', null],
    [null, null],
  ])('in the language %s is sent as %s', (language, sent) => {
    expect(newRequest.knownLanguage(language)).toBe(sent);
  });

  it('has an id that nobody guesses', () => {
    expect(presses.randomId()).toMatch(/^[0-9a-f]{32}$/);
    expect(presses.randomId()).not.toBe(presses.randomId());
  });

  it('is not sent to an address that an id would bend', async () => {
    const { client, calls } = pretendPlatform();
    const server = SR.parts.serverCalls.make(client, { way: 'oauth', mayAssert: false, agent: null });
    const answer = await server.call('readLog', { context: { request: '../../admin' } });
    expect(answer.ok).toBe(false);
    expect(calls).toEqual([]);
  });
});

describe('The browser', () => {
  it('gives what the pages need, with or without its newer parts', async () => {
    const first = SR.parts.browser.browser();
    expect(SR.parts.browser.browser().browserId).toBe(first.browserId);
    expect(first.languages().length).toBeGreaterThan(0);
    expect(Math.abs(first.now() - Date.now())).toBeLessThan(1000);
    expect(first.isVisible()).toBe(true);
    await expect(first.lock('x', () => Promise.resolve())).rejects.toThrow('no locks');
    await expect(first.copyText('x')).rejects.toThrow('copy');
    expect(first.openChannel('x')).toBeNull();
    await new Promise((resolve) => first.later(1, resolve));
    first.later(1, () => {
      throw new Error('was cancelled');
    })();
    const seen = jest.fn();
    first.onVisibility(seen);
    first.onFocus(seen);
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('focus'));
    expect(seen).toHaveBeenCalledTimes(2);
    jest.useFakeTimers();
    const tick = jest.fn();
    first.every(10, tick);
    jest.advanceTimersByTime(35);
    jest.useRealTimers();
    expect(tick).toHaveBeenCalledTimes(3);
  });

  it('gives each tab an id of its own where it may not remember one', () => {
    const get = jest.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new Error('blocked');
    });
    expect(SR.parts.browser.browser().browserId).not.toBe(SR.parts.browser.browser().browserId);
    get.mockRestore();
  });
});

describe('A page', () => {
  it.each([
    ['panel', 'No session'],
    ['requests', 'Session requests'],
  ])('starts as %s', async (name, sentence) => {
    document.body.innerHTML = '<main id="main"></main><p id="said"></p>';
    document.documentElement.dataset.page = name;
    const { client, answer } = pretendPlatform();
    answer('openPanel', require('./support/answers.js').panel());
    answer('listRequests', { requests: [], next: null, counts: { upcoming: 0, active: 0, past: 0 } });
    await SR.parts.start.start(() => Promise.resolve(client), pretendBrowser().environment);
    await require('./support/pretend-platform.js').settle();
    expect(document.body.textContent).toContain(sentence);
  });

  it('says so when the platform does not start it', async () => {
    await SR.parts.start.start(() => Promise.reject(new Error('no')), pretendBrowser().environment);
    expect(document.getElementById('main').textContent).toBe(
      'The help desk did not start this app. Load the page again.',
    );
  });

  it('starts by itself, and says so when the platform’s script is missing', async () => {
    require(path.join(APP, 'scripts/main.js'));
    await require('./support/pretend-platform.js').settle();
    expect(document.getElementById('main').textContent).toContain('Load the page again.');
  });

  it.each(PAGES)(
    '%s loads the platform’s script and the language first, no code in itself, and nothing from elsewhere but Crayons',
    (page) => {
      const html = readFileSync(path.join(APP, `${page}.html`), 'utf8');
      expect(html).toContain('<script src="{{{appclient}}}"></script>');
      expect(html).not.toMatch(/<script[^>]*>\s*[^<\s]/);
      expect(html).not.toMatch(/\son\w+=|style=/);
      expect([...html.matchAll(/https?:\/\/[^"]+/g)].map(([address]) => address)).toEqual([
        'https://cdn.jsdelivr.net/npm/@freshworks/crayons@4.2.0/dist/crayons/crayons.esm.js',
      ]);
      expect(scriptsOf(page).slice(0, 4)).toEqual([
        'scripts/namespace.js',
        'scripts/texts/en.js',
        'scripts/texts/zh-TW.js',
        'scripts/words.js',
      ]);
      expect(scriptsOf(page).at(-1)).toBe('scripts/main.js');
    },
  );

  it('cannot be changed by what comes after it', () => {
    expect(() => {
      'use strict';
      SR.parts.words = null;
    }).toThrow();
    expect(() => SR.share('words', {})).toThrow();
    expect(readAnswer.parseRecord('[1]')).toBeNull();
  });
});
