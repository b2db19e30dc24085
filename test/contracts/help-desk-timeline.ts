import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from '../../core/ports/help-desk.ts';
import { anEntry } from './help-desk-world.ts';
import type { HelpDeskTraits, HelpDeskWorld, Here } from './help-desk-world.ts';

const OTHER_MARKER = 'RS-000123-08-PM2W';

/** Posts an entry to the world's ticket and gives its id. */
export async function posted(world: HelpDeskWorld, parts: Partial<TimelineEntry> = {}): Promise<string> {
  const answer = await world.desk.timeline.post(anEntry(world.ticket.id, parts));
  if (answer.kind !== 'done') throw new Error(`not posted: ${JSON.stringify(answer)}`);
  return answer.value.entryId;
}

/** The ids found by the usual marker. */
export async function found(world: HelpDeskWorld, marker = 'RS-000123-07-K7QX', since = 0): Promise<readonly string[]> {
  const answer = await world.desk.timeline.find(world.ticket.id, marker, since);
  if (answer.kind !== 'done') throw new Error(`not found: ${JSON.stringify(answer)}`);
  return answer.value.map(({ entryId }) => entryId);
}

/** Part of the contract of `HelpDesk`: writing entries and finding them again. */
export function describeTimeline(here: Here, traits: HelpDeskTraits): void {
  describe('an entry', () => {
    it('is in the timeline under the id that was given, with its text and marker, and private', async () => {
      const world = here();
      const id = await posted(world, { paragraphs: ['First line\nsecond line', 'Next paragraph'] });
      const entry = (await world.entries(world.ticket.id)).find((each) => each.id === id);
      expect(entry?.isPrivate).toBe(true);
      expect(entry?.text).toMatch(/RS-000123-07-K7QX/);
      expect(entry?.text.replaceAll(/\s+/g, ' ')).toMatch(/First line second line Next paragraph/);
    });

    it('is public where asked for', async () => {
      const world = here();
      const id = await posted(world, { visibility: 'public' });
      expect((await world.entries(world.ticket.id)).find((each) => each.id === id)?.isPrivate).toBe(false);
    });

    it('keeps hostile text as text', async () => {
      const world = here();
      const hostile = `<script>alert('x')</script> <b onclick="go()">bold</b> &lt; {{ticket.id}} 王小明 ليلى 👩‍💻`;
      const id = await posted(world, { paragraphs: [hostile] });
      const text = (await world.entries(world.ticket.id)).find((each) => each.id === id)?.text ?? '';
      expect(text).toContain(hostile);
    });

    it('is not written with a link that leads to a script', async () => {
      const world = here();
      const links = [{ label: 'Open', url: 'javascript:alert(1)' }];
      const answer = await world.desk.timeline.post(anEntry(world.ticket.id, { links }));
      expect(answer).toMatchObject({ kind: 'not-done', retry: { when: 'never' } });
      expect(await world.entries(world.ticket.id)).toEqual([]);
    });

    it('tells the agents who are to be notified', async () => {
      const world = here();
      await posted(world, { notify: ['mara.lindqvist@kestrel.example'] });
      expect(await world.notified(world.ticket.id)).toContain('mara.lindqvist@kestrel.example');
    });

    it('that answers the requester is public and reaches them', async () => {
      const world = here();
      const { desk, ticket } = world;
      const answer = await desk.timeline.reply(anEntry(ticket.id, { visibility: 'public' }));
      expect(answer).toMatchObject({ kind: 'done' });
      expect(await world.notified(ticket.id)).toContain(ticket.requesterEmail);
      expect(await found(world)).toHaveLength(1);
    });

    it('cannot be written to a ticket that is not there', async () => {
      const { desk, unusedIds } = here();
      expect(await desk.timeline.post(anEntry(unusedIds.ticket))).toMatchObject({
        kind: 'not-done',
        retry: { when: 'never' },
        because: { code: 'not-found' },
      });
    });

    it('is rewritten in place, as often as one likes', async () => {
      const world = here();
      const id = await posted(world);
      const later = anEntry(world.ticket.id, { paragraphs: ['Closed: solved.'] });
      expect(await world.desk.timeline.update(id, later)).toEqual({ kind: 'done', value: null });
      expect(await world.desk.timeline.update(id, later)).toEqual({ kind: 'done', value: null });
      const [entry, ...more] = await world.entries(world.ticket.id);
      expect([entry?.id, more]).toEqual([id, []]);
      expect(entry?.text).toMatch(/Closed: solved\./);
      expect(await found(world)).toEqual([id]);
    });

    it('that is gone cannot be rewritten', async () => {
      const { desk, ticket, unusedIds } = here();
      expect(await desk.timeline.update(unusedIds.entry, anEntry(ticket.id))).toMatchObject({
        kind: 'not-done',
        because: { code: 'not-found' },
      });
    });

    it('is removed, and stays removed', async () => {
      const world = here();
      const id = await posted(world);
      expect(await world.desk.timeline.remove(id)).toEqual({ kind: 'done', value: null });
      expect(await world.desk.timeline.remove(id)).toEqual({ kind: 'done', value: null });
      expect(await world.entries(world.ticket.id)).toEqual([]);
    });
  });

  describe('finding entries by their marker', () => {
    it('finds none in an empty timeline', async () => {
      expect(await found(here())).toEqual([]);
    });

    it('finds the one that carries it, and no other', async () => {
      const world = here();
      const id = await posted(world);
      await posted(world, { marker: OTHER_MARKER });
      await world.someoneWrites(world.ticket.id, 'I called them.');
      expect(await found(world)).toEqual([id]);
    });

    if (traits.copies) {
      it('finds all copies, the oldest first', async () => {
        const world = here();
        const ids = [await posted(world), await posted(world), await posted(world)];
        expect(await found(world)).toEqual(ids);
      });
    } else {
      it('finds the one that there is, however often it was written', async () => {
        const world = here();
        const id = await posted(world);
        expect([await posted(world), await posted(world)]).toEqual([id, id]);
        expect(await found(world)).toEqual([id]);
        expect(await world.entries(world.ticket.id)).toHaveLength(1);
      });
    }

    it('finds it behind more than a page of others', async () => {
      const world = here();
      const first = await posted(world);
      for (let other = 0; other < 120; other += 1) await world.someoneWrites(world.ticket.id, `Note ${other}`);
      const last = await posted(world);
      expect(await found(world)).toEqual([...new Set([first, last])]);
    });

    it('leaves out entries older than asked for', async () => {
      const world = here();
      await posted(world);
      expect(await found(world, undefined, world.now() + 60_000)).toEqual([]);
    });

    it('takes no quotation for an entry: copies are removed, and a quotation is what somebody wrote', async () => {
      const world = here();
      const id = await posted(world);
      const text = (await world.entries(world.ticket.id))[0]?.text ?? '';
      await world.someoneWrites(world.ticket.id, `What does this mean? ${text}`);
      await world.someoneWrites(world.ticket.id, text);
      await world.requesterAnswers(world.ticket.id, `I can be there at two. > ${text}`);
      await world.requesterAnswers(world.ticket.id, text);
      expect(await found(world)).toEqual([id]);
    });
  });
}
