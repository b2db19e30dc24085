import { all, button, emitErrors, emitRights, isAccessible, labels, one, open, words } from 'support/panel';
import {
  MINUTE,
  NOW,
  action,
  caseNode,
  cell,
  contactWith,
  inStatus,
  page,
  pageWith,
  requestNode,
  supplied,
  view,
} from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'UTC' }), { virtual: true });

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
});

describe('while nothing is known', () => {
  it('says that it is loading', async () => {
    const { element } = await open();
    expect(words(element)).toContain('Loading');
    await isAccessible(element);
  });
});

describe('a case without requests', () => {
  it('offers one press for the contact, by mail', async () => {
    const { element } = await open(page());
    expect(labels(element)).toEqual(['Request session for Ada Example', 'More options']);
    expect(words(element)).toContain('An e-mail with the link goes to ada@example.com.');
    await isAccessible(element);
  });

  it('takes what a web form supplied where there is no contact', async () => {
    const { element } = await open(page({ cases: [supplied('Grace Web', 'grace@example.com', null)] }));
    expect(button(element, 'Request session for Grace Web')).toBeDefined();
  });

  it('says that the address is missing, and offers a link to copy', async () => {
    const { element } = await open(page({ cases: [contactWith({ Email: cell(null) })] }));
    expect(words(element)).toContain('No e-mail address of Ada Example is known.');
    expect(labels(element)).toEqual(['Add an e-mail address', 'Make a link to copy', 'More options']);
    await isAccessible(element);
  });

  it('asks who needs help where the case names nobody', async () => {
    const { element } = await open(page({ cases: [caseNode({ Contact: null })] }));
    expect(words(element)).toContain('This case names nobody. Say who needs help.');
    expect(labels(element)).toContain('Create request');
    await isAccessible(element);
  });

  it('offers nothing to somebody who may only look', async () => {
    const { element } = await open(page());
    await emitRights(false);
    expect(labels(element)).toEqual([]);
    expect(words(element)).toContain('You may look, but not change anything.');
    await isAccessible(element);
  });

  it('offers nothing to somebody whose rights cannot be read', async () => {
    const { element } = await open(page());
    await emitRights(null);
    expect(labels(element)).toEqual([]);
  });

  it('says when the case is closed', async () => {
    const { element } = await open(page({ cases: [caseNode({ IsClosed: { value: true } })] }));
    expect(words(element)).toContain('This case is closed.');
  });
});

const closed = { closedAt: NOW, outcome: 'solved', note: 'New driver', reason: 'agent', newLinkAskedAt: null };

describe('several requests', () => {
  const past = inStatus('Closed', closed, { id: 'old', number: 'RS-000100', createdAt: NOW - 3000 * MINUTE });
  const planned = (id, minutes) =>
    view({ id, number: `RS-${id}`, schedule: { startAt: NOW + minutes * MINUTE, timeZone: 'UTC' } });

  it('stand apart by what is going on, planned and over', async () => {
    const { element } = await open(pageWith(planned('b', 90), view(), past));
    const numbers = (root) => all(root, '.number').map(({ textContent }) => textContent);
    expect(numbers(one(element, '[data-fold="upcoming"]'))).toEqual(['RS-b']);
    expect(numbers(one(element, '[data-fold="past"]'))).toEqual(['RS-000100']);
    expect(words(element)).toContain('Past (1)');
    expect(labels(element)).toContain('Another device or person');
    await isAccessible(element);
  });

  it('show the next planned one openly when nothing else goes on', async () => {
    const { element } = await open(pageWith(planned('later', 500), planned('next', 90)));
    expect(one(element, '.number').textContent).toBe('RS-next');
    expect(all(one(element, '[data-fold="upcoming"]'), '.number')).toHaveLength(1);
  });

  it('tell where older ones are', async () => {
    const { element } = await open(page({ requests: [requestNode(past)], hasMore: true }));
    expect(words(element)).toContain('Older requests are in the related list');
  });
});

describe('an older panel with a newer server', () => {
  it.each([
    ['the record says so', { viewVersion: 2 }],
    ['the view says so', { view: JSON.stringify(view({ viewVersion: 2 })) }],
  ])('shows what it knows and changes nothing, when %s', async (_name, more) => {
    const { element } = await open(page({ requests: [requestNode(view({ actions: [action('claim')] }), more)] }));
    expect(words(element)).toContain('The support server is newer than this panel.');
    expect(words(element)).toContain('Ada Example');
    expect(words(one(element, 'c-session-request-status'))).toBe('Open');
    expect(button(element, 'Take it')).toBeUndefined();
    await isAccessible(element);
  });
});

describe('when there is no answer', () => {
  it.each([
    [
      'the object is not there for this person',
      [{ message: "Field 'Session_Request__c' in type 'RecordQuery' is undefined", extensions: {} }],
      'No access to session requests',
    ],
    ['Salesforce has a fault', [{ message: 'Internal error' }], 'The requests of this case cannot be read'],
  ])('says what to do when %s', async (_name, errors, heading) => {
    const { element } = await open();
    await emitErrors(errors);
    expect(words(element)).toContain(heading);
    expect(labels(element)).toEqual(['Try again']);
    await isAccessible(element);
  });

  it('takes what can be used of an answer that has errors beside it, and else says why there is none', async () => {
    const { element, emitBoth } = await open();
    const errors = [{ message: 'No such type Session_Request_Command__c' }];
    await emitBoth({ uiapi: { query: { ...page().uiapi.query, commands: null } } }, errors);
    expect(words(element)).toContain('No access to session requests');
    await emitBoth(page(), errors);
    expect(words(element)).toContain('No session request for this case yet.');
  });

  it('says that the case cannot be read', async () => {
    const { element } = await open(page({ cases: [] }));
    expect(words(element)).toContain('This case cannot be read');
    await isAccessible(element);
  });

  it('says that the answer is not understood', async () => {
    const { element } = await open({ uiapi: { query: { cases: null } } });
    expect(words(element)).toContain('The answer cannot be read');
  });

  it('keeps what is known, with its age, while Salesforce does not answer', async () => {
    const { element } = await open(pageWith(view()));
    jest.setSystemTime(NOW + 3 * MINUTE);
    await emitErrors([{ message: 'Internal error' }]);
    expect(words(element)).toContain('RS-000123');
    expect(words(element)).toContain('What is shown may be out of date');
    expect(words(element)).toContain('This is how it was 3 minutes ago.');
    await isAccessible(element);
  });

  it('leaves nothing standing that somebody may no longer see', async () => {
    const { element } = await open(pageWith(view()));
    await emitErrors([{ message: 'No such type Session_Request__c' }]);
    expect(words(element)).not.toContain('Ada');
  });
});

describe('a test account', () => {
  it('says so', async () => {
    const { element } = await open(pageWith(view({ context: { environment: 'test' } })));
    expect(words(element)).toContain('Test account');
  });
});

describe('in the window of a quick action', () => {
  it('shows no second title', async () => {
    const { element } = await open(page(), { withoutFrame: true });
    expect(one(element, 'h2')).toBeUndefined();
    await isAccessible(element);
  });
});
