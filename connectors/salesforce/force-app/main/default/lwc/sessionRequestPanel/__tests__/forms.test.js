import { createRecord } from 'lightning/uiRecordApi';
import {
  button,
  field,
  fieldsOf,
  isAccessible,
  lastWritten,
  open,
  parametersOf,
  press,
  watchField,
  words,
  write,
  writeAll,
  written,
} from 'support/panel';
import { CASE_ID, MINUTE, NOW, answered, caseNode, inStatus, page, pageWith, view } from 'support/rows';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ default: 'UTC' }), { virtual: true });

const iso = (at) => new Date(at).toISOString();

beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ['queueMicrotask', 'nextTick'] });
  createRecord.mockReset().mockResolvedValue({});
});

describe('the form with every field', () => {
  async function opened(data = page(), properties = {}) {
    const found = await open(data, properties);
    await press(found.element, 'More options');
    return found;
  }

  it('is filled with what the case knows', async () => {
    const { element } = await opened();
    expect(fieldsOf(element)).toEqual([
      'name',
      'email',
      'phone',
      'channels',
      'language',
      'intents',
      'comment',
      'start',
      'expires',
      'zone',
      'moveFrom',
      'moveUntil',
      'assignee',
    ]);
    expect(field(element, 'name').value).toBe('Ada Example');
    expect(field(element, 'email').value).toBe('ada@example.com');
    expect(field(element, 'channels').value).toEqual(['email']);
    await isAccessible(element);
  });

  it('offers only the ways that the admin or the server allow', async () => {
    const ways = (element) => field(element, 'channels').options.map(({ value }) => value);
    expect(ways((await opened()).element)).toEqual(['email', 'link']);
    expect(ways((await opened(page(), { offerSms: true, offerReply: true })).element)).toEqual([
      'email',
      'sms',
      'ticket',
      'link',
    ]);
    const told = inStatus('Closed', { closedAt: NOW }, { context: { channels: ['sms', 'smoke'], queues: [] } });
    expect(ways((await opened(pageWith(told))).element)).toEqual(['sms']);
  });

  it('offers the languages that a request here tells, and every one while none does', async () => {
    const tags = (element) => field(element, 'language').options.map(({ value }) => value);
    expect(tags((await opened()).element)).toHaveLength(15);
    const told = inStatus('Closed', { closedAt: NOW }, { context: { languages: ['de', 'ja', 'xx'], queues: [] } });
    expect(tags((await opened(pageWith(told))).element).toSorted()).toEqual(['', 'de', 'ja']);
  });

  it('makes a planned request for somebody else', async () => {
    const { element } = await opened();
    await write(element, 'name', ' Grace Hopper ');
    await write(element, 'email', 'grace@example.com');
    await write(element, 'phone', '');
    await write(element, 'channels', ['email', 'link']);
    await write(element, 'language', 'zh-TW');
    await write(element, 'comment', 'Second floor');
    await write(element, 'zone', 'Asia/Taipei');
    await write(element, 'start', iso(NOW + 60 * MINUTE));
    await write(element, 'expires', iso(NOW + 600 * MINUTE));
    await write(element, 'assignee', 'unassigned');
    await press(element, 'Create request');
    expect(parametersOf(lastWritten())).toEqual({
      ticket: { id: CASE_ID, number: '00001001', subject: 'No sound' },
      recipient: { name: 'Grace Hopper', email: 'grace@example.com', phone: null },
      channels: ['email', 'link'],
      intents: ['view', 'control'],
      moveLimits: null,
      language: 'zh-TW',
      comment: 'Second floor',
      schedule: { startAt: NOW + 60 * MINUTE, timeZone: 'Asia/Taipei' },
      expiresAt: NOW + 600 * MINUTE,
      assignee: { kind: 'unassigned' },
      another: false,
    });
  });

  it('shows the chosen zone’s clock', async () => {
    const { element } = await opened();
    await write(element, 'zone', 'Asia/Taipei');
    expect([field(element, 'start').timezone, field(element, 'expires').timezone]).toEqual([
      'Asia/Taipei',
      'Asia/Taipei',
    ]);
  });

  it.each([
    ['name', { name: '  ' }, 'Write the name of the person who needs help.'],
    ['email', { email: 'ada' }, 'Write an e-mail address such as ada@example.com'],
    ['email', { email: '' }, 'or choose another way to send the link.'],
    ['phone', { phone: '55-01' }, 'Write the number with its country code'],
    ['phone', { channels: ['sms'], phone: '' }, 'Write the number with its country code'],
    ['channels', { channels: [] }, 'Choose at least one way for the link.'],
    ['start', { start: iso(NOW - MINUTE) }, 'Choose a time that is still to come.'],
    ['start', { start: 'soon' }, 'Choose a time that is still to come.'],
    ['expires', { start: iso(NOW + 9 * MINUTE), expires: iso(NOW + 5 * MINUTE) }, 'Choose a time after the start.'],
    ['client', { assignee: 'client' }, 'Write the address that the AnyDesk client shows.'],
  ])('says beside the field %s what is wrong with %p', async (name, values, sentence) => {
    const { element } = await opened();
    await writeAll(element, values);
    const { said, focus } = watchField(element, name);
    await press(element, 'Create request');
    expect(said).toHaveBeenLastCalledWith(expect.stringContaining(sentence));
    expect(focus).toHaveBeenCalledTimes(1);
    expect(written()).toHaveLength(0);
  });

  it('stays as it was written until the request is made, and is gone then', async () => {
    const { element, emit } = await opened();
    await write(element, 'comment', 'Keep me');
    await press(element, 'Create request');
    expect(button(element, 'One moment …')).toBeDefined();
    await press(element, 'One moment …');
    expect(written()).toHaveLength(1);
    const { Client_Key__c: key } = lastWritten();
    await emit(
      page({ commands: [answered('Refused', { key, type: 'create-request', requestKey: null, message: 'No.' })] }),
    );
    expect(words(element)).toContain('Not done: a new session request. No.');
    expect(field(element, 'comment').value).toBe('Keep me');
    await press(element, 'Create request');
    const done = answered('Done', { key: lastWritten().Client_Key__c, type: 'create-request', requestKey: null });
    await emit(page({ commands: [done] }));
    expect(fieldsOf(element)).toEqual([]);
  });

  it('is closed by cancelling', async () => {
    const { element } = await opened();
    await press(element, 'Cancel');
    expect(fieldsOf(element)).toEqual([]);
    expect(written()).toHaveLength(0);
  });

  it('begins with the e-mail address where only that is missing', async () => {
    const { element } = await open(page({ cases: [caseNode({ Contact: { Name: { value: 'Bo' } } })] }));
    const focus = jest.spyOn(HTMLElement.prototype, 'focus');
    await press(element, 'Add an e-mail address');
    expect(focus.mock.contexts.map(({ name }) => name)).toEqual(['email']);
    focus.mockRestore();
    expect(field(element, 'channels').value).toEqual(['link']);
  });

  it('for another device or person fills in nobody, and says that it is another', async () => {
    const { element } = await open(pageWith(view()));
    await press(element, 'Another device or person');
    expect(field(element, 'name').value).toBe('');
    await write(element, 'name', 'Bo');
    await write(element, 'channels', ['link']);
    await press(element, 'Create request');
    expect(parametersOf(lastWritten())).toMatchObject({ another: true, recipient: { name: 'Bo', email: null } });
  });
});
