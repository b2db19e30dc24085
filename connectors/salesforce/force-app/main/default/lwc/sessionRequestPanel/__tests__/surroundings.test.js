import { all, emitSurroundings, one, open, settle, words } from '../../../../../../lwc-tests/panel';
import { page, requestNode, view } from '../../../../../../lwc-tests/rows';

const CONTEXT = {
  queues: [{ id: 'queue-1', name: 'Service desk' }],
  channels: ['email', 'sms', 'link'],
  timeZone: 'Asia/Taipei',
  environment: 'test',
};
const newest = (nodes) => ({ uiapi: { query: { newest: { edges: nodes.map((node) => ({ node })) } } } });
const told = (context) => newest([requestNode(view({ context }))]);
const TEST_BANNER = 'test';

afterEach(() => document.body.replaceChildren());

async function formOf(element) {
  const fold = all(element, 'details').find((each) => each.querySelector('c-session-request-full-form'));
  if (fold) {
    fold.open = true;
    fold.dispatchEvent(new CustomEvent('toggle'));
    await settle();
  }
  return words(element);
}

describe('before a case has a request', () => {
  it('the panel knows from the newest request of another case that this is a test', async () => {
    const { element } = await open(page());
    const before = words(element);
    await emitSurroundings(told(CONTEXT));
    expect(words(element).length).toBeGreaterThan(before.length);
    expect(words(element).toLowerCase()).toContain(TEST_BANNER);
    expect(before.toLowerCase()).not.toContain(TEST_BANNER);
  });

  it('the forms offer its queues and ways to send', async () => {
    const { element } = await open(page());
    await emitSurroundings(told(CONTEXT));
    const form = one(element, 'c-session-request-new');
    expect(form.context.surroundings.queues).toEqual(CONTEXT.queues);
    expect(form.context.surroundings.timeZone).toBe('Asia/Taipei');
    expect(form.channels).toEqual(CONTEXT.channels);
    expect(await formOf(element)).not.toBe('');
  });

  it.each([
    ['there is none anywhere', newest([])],
    ['it tells nothing of the kind', newest([requestNode(view())])],
    ['it cannot be read', newest([requestNode(view(), { view: 'no json' })])],
    ['the answer has no form', {}],
  ])('the panel makes do with what the admin has set where the panel is placed, when %s', async (_, data) => {
    const { element } = await open(page(), { offerSms: true });
    await emitSurroundings(data);
    const form = one(element, 'c-session-request-new');
    expect(form.channels).toEqual(['email', 'sms', 'link']);
    expect(form.context.surroundings.queues).toEqual([]);
  });
});

describe('once a case has a request that tells it', () => {
  it("the case's own counts, and nothing else is asked", async () => {
    const own = { ...CONTEXT, environment: 'production', queues: [] };
    const { element } = await open(page({ requests: [requestNode(view({ context: own }))] }));
    await emitSurroundings(told(CONTEXT));
    expect(words(element).toLowerCase()).not.toContain(TEST_BANNER);
  });
});
