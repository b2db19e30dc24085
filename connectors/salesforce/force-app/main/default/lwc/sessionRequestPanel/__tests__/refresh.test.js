import { registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import { createRecord } from 'lightning/uiRecordApi';
import { emitErrors, labels, one, open, press, seconds, settle, words } from 'support/panel';
import { NOW, caseNode, cell, commandNode, inStatus, page, pageWith, requestNode, view } from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'UTC' }), { virtual: true });

const closed = inStatus('Closed', { closedAt: NOW, outcome: 'solved', note: '', reason: 'agent' });
const OTHER_CASE = '500000000000009AAA';
let visibility = 'visible';

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
  visibility = 'visible';
  Object.defineProperty(document, 'visibilityState', { get: () => visibility, configurable: true });
  createRecord.mockReset().mockResolvedValue({});
});

async function turn(state) {
  visibility = state;
  document.dispatchEvent(new CustomEvent('visibilitychange'));
  await settle();
}

describe('while a request is active and the page is seen', () => {
  it('asks every 5 seconds', async () => {
    const { refresh } = await open(pageWith(view()));
    await seconds(4);
    expect(refresh).toHaveBeenCalledTimes(0);
    await seconds(16);
    expect(refresh).toHaveBeenCalledTimes(4);
  });

  it('asks one question at a time, but does not wait for ever', async () => {
    const { refresh } = await open(pageWith(view()));
    refresh.mockReturnValue(new Promise(() => undefined));
    await seconds(30);
    expect(refresh).toHaveBeenCalledTimes(1);
    await seconds(10);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('says aloud what changed', async () => {
    const { element, emit } = await open(pageWith(view()));
    await emit(pageWith(inStatus('Waiting', { because: 'joined', askedAt: null })));
    const said = one(element, '.said');
    expect(said.getAttribute('role')).toBe('status');
    expect(said.textContent).toBe('RS-000123 is now: Waiting.');
  });

  it('keeps what it knows when asking fails, and recovers by itself', async () => {
    const { element, refresh, emit } = await open(pageWith(view()));
    refresh.mockRejectedValueOnce(new Error('offline'));
    await seconds(6);
    expect(words(element)).toContain('What is shown may be out of date');
    expect(words(element)).toContain('RS-000123');
    await emit(pageWith(view({ comment: 'here again' })));
    expect(words(element)).not.toContain('out of date');
  });
});

describe('when asking failed once and then nothing new is told, because nothing has changed', () => {
  it('no longer says that it may be out of date', async () => {
    const { element, refresh } = await open(pageWith(view()));
    refresh.mockRejectedValueOnce(new Error('offline'));
    await seconds(6);
    expect(words(element)).toContain('What is shown may be out of date');
    await seconds(7);
    expect(words(element)).not.toContain('out of date');
    expect(words(element)).toContain('RS-000123');
  });

  it('keeps saying so as long as the answer is an error', async () => {
    const { element, refresh } = await open(pageWith(view()));
    await emitErrors([{ message: 'Internal error' }], refresh);
    expect(words(element)).toContain('What is shown may be out of date');
    await seconds(12);
    expect(refresh).toHaveBeenCalled();
    expect(words(element)).toContain('What is shown may be out of date');
  });
});

describe('nothing is asked', () => {
  it('when no request is active', async () => {
    const { refresh } = await open(pageWith(closed));
    await seconds(120);
    expect(refresh).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('when the case has none', async () => {
    const { refresh } = await open(page());
    await seconds(120);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('after the last request ended', async () => {
    const { refresh, emit } = await open(pageWith(view()));
    await emit(pageWith(closed));
    await seconds(120);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('while the page is hidden; and at once when it is seen again', async () => {
    const { refresh } = await open(pageWith(view()));
    await turn('hidden');
    await seconds(120);
    expect(refresh).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
    await turn('visible');
    expect(refresh).toHaveBeenCalledTimes(1);
    await seconds(5);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('when the page was away for a moment only', async () => {
    const { refresh } = await open(pageWith(closed));
    await turn('hidden');
    await seconds(30);
    await turn('visible');
    expect(refresh).not.toHaveBeenCalled();
    await turn('hidden');
    await seconds(60);
    await turn('visible');
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('in a tab of the console that is not in front', async () => {
    const { element, refresh } = await open(pageWith(view()));
    element.checkVisibility = () => false;
    await seconds(60);
    expect(refresh).not.toHaveBeenCalled();
    element.checkVisibility = () => true;
    await seconds(2);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('after the panel was taken off the page', async () => {
    const { element, refresh } = await open(pageWith(view()));
    element.remove();
    await turn('visible');
    await seconds(120);
    expect(refresh).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
    expect(unregisterRefreshHandler).toHaveBeenCalled();
  });
});

describe('a command that has no answer yet', () => {
  it('keeps the panel asking, and no longer', async () => {
    const { element, refresh, emit } = await open(page());
    await press(element, 'Request session for Ada Example');
    const asked = refresh.mock.calls.length;
    await seconds(10);
    expect(refresh).toHaveBeenCalledTimes(asked + 2);
    const [[{ fields }]] = createRecord.mock.calls;
    const handledAt = new Date(NOW).toISOString();
    await emit(page({ commands: [commandNode({ key: fields.Client_Key__c, handledAt, result: 'Refused' })] }));
    await seconds(60);
    expect(refresh).toHaveBeenCalledTimes(asked + 2);
  });

  it('that was done keeps it asking until the record has followed, for half a minute at most', async () => {
    const { element, refresh, emit } = await open(page());
    await press(element, 'Request session for Ada Example');
    const [[{ fields }]] = createRecord.mock.calls;
    const { Client_Key__c: key } = fields;
    const handledAt = new Date(NOW).toISOString();
    const done = commandNode({ key, handledAt, result: 'Done', requestKey: null, resultKey: 'request-1' });
    await emit(page({ commands: [done] }));
    const asked = refresh.mock.calls.length;
    await seconds(10);
    expect(refresh).toHaveBeenCalledTimes(asked + 2);
    await emit(page({ requests: [requestNode(view())], commands: [done] }));
    expect(one(element, '.said').textContent).toBe('RS-000123 is now: Open.');
    await emit(pageWith(closed));
    await seconds(25);
    const last = refresh.mock.calls.length;
    await emit(pageWith(closed));
    await seconds(60);
    expect(refresh).toHaveBeenCalledTimes(last);
  });

  it('from an earlier visit does so, too', async () => {
    const { refresh } = await open(page({ commands: [commandNode({ requestKey: null, type: 'create-request' })] }));
    await seconds(5);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('that came too late does not', async () => {
    const late = commandNode({ handledAt: new Date(NOW).toISOString(), result: 'Too old' });
    const { refresh } = await open(page({ commands: [late] }));
    await seconds(60);
    expect(refresh).not.toHaveBeenCalled();
  });
});

describe('the panel looks again', () => {
  it('when the page is refreshed', async () => {
    const { refresh } = await open(page());
    const [, handler] = registerRefreshHandler.mock.calls.at(-1);
    await handler();
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('when the person asks for it', async () => {
    const { element, refresh } = await open(page());
    const button = one(element, 'lightning-button-icon');
    expect(button.alternativeText).toBe('Refresh');
    button.click();
    await settle();
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('when the person tries again after an error', async () => {
    const refresh = jest.fn(() => Promise.resolve());
    const { element } = await open();
    await emitErrors([{ message: 'Internal error' }], refresh);
    await press(element, 'Try again');
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('when another panel of the page has changed something on the same case, and only then', async () => {
    const elsewhere = await open(page({ cases: [caseNode({ Id: OTHER_CASE })] }), { recordId: OTHER_CASE });
    const beside = await open(page());
    const { element, refresh } = await open(page(), { withoutFrame: true });
    await press(element, 'Request session for Ada Example');
    // The platform's stand-in gives both panels of a case the same way to ask: once for each of them.
    expect([beside.refresh, refresh].map(({ mock }) => mock.calls.length)).toEqual([0, 2]);
    expect(elsewhere.refresh).not.toHaveBeenCalled();
  });
});

describe('another case on the same panel', () => {
  it('shows nothing of the one before', async () => {
    const { element, emit } = await open(pageWith(view()));
    element.recordId = '500000000000002AAA';
    await settle();
    expect(words(element)).toBe('Remote support Loading …');
    await emit(
      page({ cases: [{ ...caseNode(), Contact: { Name: cell('Bo Other'), Email: cell('bo@example.com') } }] }),
    );
    expect(labels(element)).toContain('Request session for Bo Other');
  });

  it('is not asked for while there is none', async () => {
    const { element, refresh } = await open(pageWith(view()));
    element.recordId = undefined;
    await settle();
    await seconds(20);
    expect(refresh).not.toHaveBeenCalled();
  });
});
