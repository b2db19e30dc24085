import { emitLog, isAccessible, one, open, openLog, words } from 'support/panel';
import { MINUTE, NOW, action, cell, inStatus, pageWith, view } from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'UTC' }), { virtual: true });

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
});

describe('what happened to a request', () => {
  const entry = (id, text) => ({ node: { Id: id, at: cell(new Date(NOW - MINUTE).toISOString()), text: cell(text) } });
  const log = (edges, hasNextPage = false) => ({ uiapi: { query: { events: { edges, pageInfo: { hasNextPage } } } } });

  it('is read when somebody opens it', async () => {
    const { element } = await open(pageWith(view({ actions: [action('claim')] })));
    await openLog(element);
    await emitLog(log([entry('e2', 'Joined'), entry('e1', 'Made by Mara')], true));
    const told = words(one(element, 'c-session-request-log')).replace(/\u202f/g, ' ');
    expect(told).toContain('2:59 PM Joined 2:59 PM Made by Mara');
    expect(told).toContain('Older entries are in the related list');
    await isAccessible(element);
  });

  it('is read again when the request moves on, and when it is opened again', async () => {
    const again = jest.fn(() => Promise.reject(new Error('offline')));
    const { element, emit } = await open(pageWith(view()));
    await openLog(element);
    await emitLog(log([]), again);
    await emit(pageWith(inStatus('Waiting', { because: 'joined', askedAt: null })));
    expect(again).toHaveBeenCalledTimes(1);
    await openLog(element);
    expect(again).toHaveBeenCalledTimes(2);
  });

  it('may be nothing yet', async () => {
    const { element } = await open(pageWith(view()));
    await openLog(element);
    await emitLog(log([]));
    expect(words(one(element, 'c-session-request-log'))).toContain('Nothing has been written down yet.');
  });

  it('says when it cannot be read', async () => {
    const { element } = await open(pageWith(view()));
    await openLog(element);
    await emitLog({ uiapi: { query: { events: null } } });
    expect(words(one(element, 'c-session-request-log'))).toContain('cannot be read at the moment');
  });
});
