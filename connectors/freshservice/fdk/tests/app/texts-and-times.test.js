const { loadApp } = require('./support/load-app.js');
const { view, waiting, ready, connected, closed, expired, NOW, MINUTE, MARA } = require('./support/answers.js');
const { text } = require('./support/page.js');

loadApp();
const { words, times, sentences } = SR.parts;

beforeEach(() => SR.parts.words.choose(['en']));

describe('The languages', () => {
  it('are all known by name before they are fetched', () => {
    expect([...SR.parts.tags.all].sort()).toEqual(Object.keys(SR.languages).sort());
  });

  it.each([
    [['zh-TW'], 'zh-TW'],
    [['zh_tw'], 'zh-TW'],
    [['zh-Hant-HK'], 'zh-TW'],
    [['zh-MO'], 'zh-TW'],
    [['zh-CN', 'en-GB'], 'zh-CN'],
    [['zh-SG'], 'zh-CN'],
    [['de-AT', 'zh-TW'], 'de'],
    [['pt', 'en'], 'pt-BR'],
    [['ar-EG'], 'ar'],
    [['sv', 'ja'], 'ja'],
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
