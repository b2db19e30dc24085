const { readFileSync } = require('node:fs');
const path = require('node:path');
const { loadApp, scriptsOf, PAGES, APP } = require('./support/load-app.js');
const { pretendPlatform, pretendBrowser } = require('./support/pretend-platform.js');

loadApp();
const { morph, dom, readAnswer, presses, newRequest } = SR.parts;

beforeEach(() => SR.parts.words.choose(['en']));

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
    ['de', 'de'],
    ['sv', null],
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
        'scripts/texts/tags.js',
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
