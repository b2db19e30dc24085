import { isAccessible, labels, one, open, words } from 'support/panel';
import { NOW, action, inStatus, page, pageWith } from 'support/rows';

jest.mock('@salesforce/i18n/lang', () => ({ default: 'zh-TW' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'Asia/Taipei' }), { virtual: true });
jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
});

it('an agent who has chosen Traditional Chinese reads the panel in it', async () => {
  const { element, emit } = await open(page());
  expect(labels(element)).toEqual(['為 Ada Example 建立連線請求', '更多選項']);
  const progress = { because: 'joined', askedAt: NOW };
  await emit(pageWith(inStatus('Waiting', progress, { actions: [action('ask-for-access')] })));
  expect(words(one(element, 'c-session-request-status'))).toBe('等待中');
  expect(words(element)).toContain('已在 晚上11:00 請 Ada Example 同意連線');
  expect(labels(element)).toContain('請求同意');
  await isAccessible(element);
});
