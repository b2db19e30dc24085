const { loadApp } = require('./support/load-app.js');
const { pretendPlatform, pretendBrowser, settle } = require('./support/pretend-platform.js');
const { view, ready, closed, expired, NOW, MINUTE } = require('./support/answers.js');
const { text, said, main, press, control, has } = require('./support/page.js');

loadApp();

const list = (requests, change = {}) => ({
  access: 'granted',
  requests,
  next: null,
  counts: { upcoming: 2, active: 1001, past: 14 },
  at: NOW,
  ...change,
});

async function open(...answers) {
  document.body.innerHTML = '<main id="main"></main><p id="said"></p>';
  const platform = pretendPlatform({ data: { ticket: undefined, requester: undefined } });
  platform.answer('listRequests', ...answers);
  const browser = pretendBrowser();
  await SR.parts.requestsPage.start(platform.client, browser.environment);
  await settle();
  return { ...platform, browser, queries: () => platform.calls.map(({ query }) => query) };
}

describe('The page with all requests', () => {
  it('begins with what is going on, and counts the lists', async () => {
    const { queries } = await open(
      list([view(), view({ id: 'r2', number: 'RS-000002', status: 'Ready', progress: ready })]),
    );
    expect(queries()[0]).toEqual({ list: 'active', protocol: '1' });
    expect([...main().querySelectorAll('nav button')].map((one) => one.textContent)).toEqual([
      'Upcoming (2)',
      'Active (1000+)',
      'Past (14)',
      'Refresh',
    ]);
    expect(main().querySelectorAll('tbody tr')).toHaveLength(2);
    expect(said()).toBe('2 shown.');
  });

  it('shows another list', async () => {
    const past = [
      view({ status: 'Closed', progress: closed }),
      view({ id: 'r2', status: 'Expired', progress: expired }),
      view({ id: 'r3', schedule: { startAt: NOW + MINUTE, timeZone: 'Asia/Taipei' }, ticket: null }),
    ];
    const { queries } = await open(list([view()]), list(past));
    await press('Past');
    expect(queries()[1].list).toBe('past');
    expect(control('Past').getAttribute('aria-current')).toBe('true');
    expect(text()).toContain('No ticket');
  });

  it('searches when somebody has stopped typing, and shows the newest answer only', async () => {
    const { queries, answer, browser } = await open(list([view()]));
    const late = {};
    answer('listRequests', (call) =>
      call.query.search === 'a'
        ? new Promise((resolve) => Object.assign(late, { resolve }))
        : list([view({ id: 'r9', number: 'RS-000009' })]),
    );
    const field = document.getElementById('search');
    const type = (value) => {
      field.value = value;
      field.dispatchEvent(new Event('input'));
    };
    type('a');
    await browser.pass(400);
    type('ad');
    type('ada');
    await browser.pass(400);
    expect(queries().map(({ search }) => search)).toEqual([undefined, 'a', 'ada']);
    late.resolve({ status: 200, response: JSON.stringify(list([view({ id: 'old', number: 'RS-OLD' })])) });
    await settle();
    expect(text()).toContain('RS-000009');
    expect(text()).not.toContain('RS-OLD');
  });

  it('shows more below what is there, each once', async () => {
    const { queries } = await open(list([view()], { next: 'c2' }), list([view(), view({ id: 'r2' })]));
    await press('Show more');
    expect(queries()[1].cursor).toBe('c2');
    expect(main().querySelectorAll('tbody tr')).toHaveLength(2);
    expect(has('Show more')).toBe(false);
  });

  it('opens the ticket of a row, by mouse and by keyboard, once', async () => {
    const { triggered } = await open(list([view()]));
    main().querySelector('tbody tr').click();
    main().querySelector('tbody button').click();
    await settle();
    expect(triggered).toEqual([
      { name: 'click', options: { id: 'ticket', value: '42' } },
      { name: 'click', options: { id: 'ticket', value: '42' } },
    ]);
  });

  it('says so when the help desk does not open the ticket', async () => {
    const { client } = await open(list([view()]));
    client.interface.trigger = () => Promise.reject(new Error('no'));
    main().querySelector('tbody button').click();
    await settle();
    expect(said()).toContain('Look for its number there.');
  });

  it.each([
    ['nothing is going on', list([]), 'Nothing is going on at the moment.'],
    ['the agent may see no tickets', list([], { access: 'refused' }), 'does not let you see any tickets'],
    ['nobody signed in', { status: 401, headers: {}, response: 'not authorized' }, 'Press Authorize'],
    ['the server is away', { status: 502, headers: {}, response: '' }, 'The server cannot be reached.'],
  ])('says so when %s', async (_what, answer, sentence) => {
    await open(answer);
    expect(text()).toContain(sentence);
  });

  it('says so when a search finds nothing', async () => {
    const { browser } = await open(list([view()]), list([]));
    const field = document.getElementById('search');
    field.value = 'zebra';
    field.dispatchEvent(new Event('input'));
    await browser.pass(400);
    expect(text()).toContain('Nothing was found for “zebra”.');
  });

  it('asks again by itself while the help desk is asked what the agent may see', async () => {
    const { browser } = await open(list([], { access: 'checking' }), list([view()]));
    expect(text()).toContain('This takes a few seconds.');
    await browser.pass(3000);
    expect(text()).toContain('RS-000001');
  });

  it('tries again on a press', async () => {
    await open({ status: 502, headers: {}, response: '' }, list([view()]));
    await press('Try again');
    expect(text()).toContain('RS-000001');
  });
});
