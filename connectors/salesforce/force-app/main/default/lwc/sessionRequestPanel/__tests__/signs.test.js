import { createRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { isAccessible, labels, lastWritten, open, parametersOf, press, words } from 'support/panel';
import { MINUTE, NOW, action, inStatus, page, requestNode, view } from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'UTC' }), { virtual: true });

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
  createRecord.mockReset().mockResolvedValue({ id: 'a02' });
  notifyRecordUpdateAvailable.mockReset().mockResolvedValue();
});

const show = async (of) => (await open(page({ requests: [requestNode(of)] }))).element;

describe('beside a request', () => {
  const callBack = { phone: '+886912345678', when: '<b>after 15:00</b>', askedAt: NOW };

  it('stands that the user wants to be called, with number and time as they were typed', async () => {
    const element = await show(view({ callBack, actions: [action('note-called-back')] }));
    expect(words(element)).toContain('Ada Example asks to be called: +886912345678');
    expect(words(element)).toContain('When: <b>after 15:00</b>');
    await isAccessible(element);
  });

  it('stands a press for the agent who called', async () => {
    const element = await show(view({ callBack, actions: [action('note-called-back')] }));
    await press(element, 'I called');
    expect(lastWritten()).toMatchObject({ Type__c: 'note-called-back', Request_Key__c: 'request-1' });
  });

  it('stands since when AnyDesk does not answer', async () => {
    const progress = { startedAt: NOW - 40 * MINUTE, toldBy: 'remote-tool', agent: null, endAsked: false };
    const element = await show(inStatus('Connected', progress, { silentSince: NOW - 20 * MINUTE }));
    expect(words(element)).toMatch(/Since 2:40.* AnyDesk’s record cannot be read in full; this state may be old\./);
  });

  it('stands a session that may belong to it, which one press attaches', async () => {
    const unmatched = { session: 'account/77', startedAt: NOW, address: '123456789' };
    const element = await show(view({ unmatched }));
    expect(words(element)).toContain('with 123 456 789 fits no request');
    await press(element, 'Attach it here');
    expect(lastWritten()).toMatchObject({ Type__c: 'attach-session', Request_Key__c: 'request-1' });
    expect(parametersOf(lastWritten())).toEqual({ session: 'account/77' });
  });

  it.each([
    ['an older server', {}],
    ['a server that writes something else', { callBack: 'yes', silentSince: 'now', unmatched: [1] }],
  ])('stands nothing of %s', async (_who, more) => {
    const element = await show({
      ...view(),
      callBack: undefined,
      silentSince: undefined,
      unmatched: undefined,
      ...more,
    });
    expect(words(element)).not.toMatch(/asks to be called|has not answered|fits no request/);
    expect(labels(element)).not.toContain('Attach it here');
  });
});
