import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import type { TimelineEntry } from '../../../core/ports/help-desk.ts';
import { createFreshservice } from './freshservice.ts';

const ORIGIN = 'https://acme.freshservice.com';
const MARKER = 'RS-000123-07-K7QX';
const LINE = `Ref ${MARKER}`;
const SINCE = Date.parse('2026-11-22T09:00:00Z');
const desk = () =>
  createFreshservice({ address: ORIGIN, apiKey: 'key', plan: 'enterprise', share: 1, now: () => SINCE });
const entry = (parts: Partial<TimelineEntry> = {}): TimelineEntry => ({
  ticketId: '7',
  marker: MARKER,
  paragraphs: ['Ana allowed access.'],
  links: [],
  visibility: 'private',
  notify: [],
  ...parts,
});
const made = { conversation: { id: 9001, user_id: 71, body_text: 'x' } };
const HTML = `<p>${LINE}<br>Ana allowed access.</p>`;
const LIST = '/api/v2/tickets/7/conversations';
const conversation = (id: number, parts: object = {}) => ({
  id,
  user_id: 71,
  incoming: false,
  body_text: `${LINE} Ana allowed access.`,
  created_at: '2026-11-22T09:30:00Z',
  ...parts,
});
const next = (url: string) => ({ Link: `<${url}>; rel="next"` });

describe('an entry of the timeline', () => {
  it('is a private note', async () => {
    nock(ORIGIN).post('/api/v2/tickets/7/notes', { body: HTML, private: true }).reply(201, made);
    expect(await desk().timeline.post(entry())).toEqual({ kind: 'done', value: { entryId: '9001' } });
  });

  it('is a public note where asked for', async () => {
    nock(ORIGIN).post('/api/v2/tickets/7/notes', { body: HTML, private: false }).reply(201, made);
    expect(await desk().timeline.post(entry({ visibility: 'public' }))).toMatchObject({ kind: 'done' });
  });

  it('has agents notified, each once, and nobody whose address is none', async () => {
    const body = { body: HTML, private: true, notify_emails: ['mara@kestrel.example', 'jun@kestrel.example'] };
    nock(ORIGIN).post('/api/v2/tickets/7/notes', body).reply(201, made);
    const notify = [
      'mara@kestrel.example',
      'Mara@Kestrel.example',
      'jun@kestrel.example',
      'x',
      'a@b.example, c@d.example',
    ];
    expect(await desk().timeline.post(entry({ notify }))).toMatchObject({ kind: 'done' });
  });

  it('is a reply that the requester gets', async () => {
    nock(ORIGIN).post('/api/v2/tickets/7/reply', { body: HTML }).reply(201, made);
    expect(await desk().timeline.reply(entry({ visibility: 'public' }))).toEqual({
      kind: 'done',
      value: { entryId: '9001' },
    });
  });

  it('is rewritten in place', async () => {
    nock(ORIGIN).put('/api/v2/conversations/9001', { body: HTML }).reply(200, made);
    expect(await desk().timeline.update('9001', entry())).toEqual({ kind: 'done', value: null });
  });

  it('that is gone cannot be rewritten', async () => {
    nock(ORIGIN).put('/api/v2/conversations/9001').reply(404);
    expect(await desk().timeline.update('9001', entry())).toMatchObject({ because: { code: 'not-found' } });
  });

  it.each([204, 404])('is removed, also when it is gone already (%d)', async (status) => {
    nock(ORIGIN).delete('/api/v2/conversations/9001').reply(status);
    expect(await desk().timeline.remove('9001')).toEqual({ kind: 'done', value: null });
  });

  it.each(['../tickets/7', '', '9001?x', 'x'])('with the id %p is never touched', async (id) => {
    expect(await desk().timeline.remove(id)).toMatchObject({ because: { code: 'invalid' } });
    expect(await desk().timeline.update(id, entry())).toMatchObject({ because: { code: 'invalid' } });
    expect(await desk().timeline.post(entry({ ticketId: id }))).toMatchObject({ because: { code: 'invalid' } });
    expect(await desk().timeline.reply(entry({ ticketId: id }))).toMatchObject({ because: { code: 'invalid' } });
    expect(await desk().timeline.find(id, MARKER, SINCE)).toMatchObject({ because: { code: 'invalid' } });
  });

  it('with a link that leads elsewhere is not written', async () => {
    const links = [{ label: 'Open', url: 'javascript:alert(1)' }];
    expect(await desk().timeline.post(entry({ links }))).toMatchObject({
      retry: { when: 'never' },
      because: { code: 'invalid' },
    });
  });
});

describe('looking for an entry', () => {
  it('reads all pages', async () => {
    nock(ORIGIN)
      .get(`${LIST}?per_page=100`)
      .reply(
        200,
        { conversations: [conversation(1, { body_text: 'Hello' })] },
        next(`${ORIGIN}${LIST}?per_page=100&page=2`),
      );
    nock(ORIGIN)
      .get(`${LIST}?per_page=100&page=2`)
      .reply(200, { conversations: [conversation(3)] }, next(`${ORIGIN}${LIST}?per_page=100&page=3`));
    nock(ORIGIN)
      .get(`${LIST}?per_page=100&page=3`)
      .reply(200, { conversations: [conversation(2, { created_at: '2026-11-22T09:29:00Z' })] });
    expect(await desk().timeline.find('7', MARKER, SINCE)).toEqual({
      kind: 'done',
      value: [{ entryId: '2' }, { entryId: '3' }],
    });
  });

  it('reads all pages even when that takes more calls than there are at the moment', async () => {
    const poor = createFreshservice({ address: ORIGIN, apiKey: 'key', plan: 'starter', now: () => SINCE });
    let pages = 0;
    nock(ORIGIN)
      .get(LIST)
      .query(true)
      .times(40)
      .reply(() => {
        pages += 1;
        const link = pages < 40 ? next(`${ORIGIN}${LIST}?page=${pages + 1}`) : {};
        return [200, { conversations: pages < 40 ? [] : [conversation(1)] }, link];
      });
    expect(await poor.timeline.find('7', MARKER, SINCE)).toEqual({ kind: 'done', value: [{ entryId: '1' }] });
    expect(poor.budget.take(SINCE)).not.toBeNull();
  });

  it('finds nothing in an empty timeline', async () => {
    nock(ORIGIN).get(`${LIST}?per_page=100`).reply(200, { conversations: [] });
    expect(await desk().timeline.find('7', MARKER, SINCE)).toEqual({ kind: 'done', value: [] });
  });

  it('never concludes "absent" from a part of the list', async () => {
    nock(ORIGIN)
      .get(`${LIST}?per_page=100`)
      .reply(200, { conversations: [] }, next(`${ORIGIN}${LIST}?per_page=100&page=2`));
    nock(ORIGIN).get(`${LIST}?per_page=100&page=2`).reply(500);
    expect(await desk().timeline.find('7', MARKER, SINCE)).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
  });

  it('never concludes "absent" from a record it cannot read', async () => {
    nock(ORIGIN)
      .get(`${LIST}?per_page=100`)
      .reply(200, { conversations: [{ body_text: LINE }] });
    expect(await desk().timeline.find('7', MARKER, SINCE)).toMatchObject({ kind: 'not-done', retry: { when: 'soon' } });
  });

  it.each(['https://evil.example/api/v2/x', 'http://acme.freshservice.com/api/v2/x', `${ORIGIN}/other`])(
    'does not follow the list to %s',
    async (url) => {
      nock(ORIGIN)
        .get(`${LIST}?per_page=100`)
        .reply(200, { conversations: [conversation(1)] }, next(url));
      expect(await desk().timeline.find('7', MARKER, SINCE)).toMatchObject({
        retry: { when: 'never' },
        because: { code: 'refused' },
      });
    },
  );

  it('ends when the list leads back to itself', async () => {
    nock(ORIGIN)
      .get(`${LIST}?per_page=100`)
      .reply(200, { conversations: [] }, next(`${ORIGIN}${LIST}?page=2`));
    nock(ORIGIN)
      .get(`${LIST}?page=2`)
      .reply(200, { conversations: [] }, next(`${ORIGIN}${LIST}?page=2`));
    expect(await desk().timeline.find('7', MARKER, SINCE)).toMatchObject({ because: { code: 'refused' } });
  });

  it('ends when the list never does', async () => {
    let pages = 0;
    nock(ORIGIN)
      .get(LIST)
      .query(true)
      .times(50)
      .reply(() => {
        pages += 1;
        return [200, { conversations: [] }, next(`${ORIGIN}${LIST}?page=${pages + 1}`)];
      });
    expect(await desk().timeline.find('7', MARKER, SINCE)).toMatchObject({ because: { code: 'refused' } });
    expect(pages).toBe(50);
  });

  it.each(['', 'RS', 'RS-1.*', 'Ref RS-000123'])('by the marker %p is refused', async (marker) => {
    expect(await desk().timeline.find('7', marker, SINCE)).toMatchObject({ because: { code: 'invalid' } });
  });
});
