import { describe, expect, it } from '@jest/globals';
import { findEntries } from './find-entries.ts';
import type { WireConversation } from './wire.ts';

const MARKER = 'RS-000123-07-K7QX';
const OUR_AGENT = '71';
const LINE = `Ref ${MARKER}`;

let nextId = 1;
const conversation = (parts: Partial<WireConversation>): WireConversation => ({
  id: String(nextId++),
  user_id: OUR_AGENT,
  body: null,
  body_text: `${LINE} Mara asked Ana for a session.`,
  incoming: false,
  created_at: 1000,
  ...parts,
});
const found = (conversations: readonly WireConversation[], since = 0): readonly string[] =>
  findEntries(conversations, MARKER, since).map(({ entryId }) => entryId);

describe('looking for an entry by its marker', () => {
  it('finds the entry that begins with it', () => {
    expect(found([conversation({ id: '5' }), conversation({ id: '6', body_text: 'Something else' })])).toEqual(['5']);
  });

  it('finds it whatever the help desk did to the spaces', () => {
    expect(found([conversation({ id: '5', body_text: `\n  Ref\u00A0${MARKER}\n\nMara asked` })])).toEqual(['5']);
  });

  it('finds it in the HTML when the plain text is missing', () => {
    expect(found([conversation({ id: '5', body_text: null, body: `<div><p>${LINE}<br>Mara</p></div>` })])).toEqual([
      '5',
    ]);
  });

  it('names all copies, the oldest first, by age and then by id', () => {
    const copies = [
      conversation({ id: '10', created_at: 2000 }),
      conversation({ id: '9', created_at: 2000 }),
      conversation({ id: '30', created_at: 1000 }),
    ];
    expect(found(copies)).toEqual(['30', '9', '10']);
  });

  it('leaves out what is older than asked for, and keeps what has no date', () => {
    const entries = [conversation({ id: '1', created_at: 999 }), conversation({ id: '2', created_at: null })];
    expect(found(entries, 1000)).toEqual(['2']);
  });

  it('does not take another entry for it whose marker only begins alike', () => {
    expect(
      found([conversation({ body_text: `Ref ${MARKER}2 text` }), conversation({ body_text: `Ref ${MARKER}-2` })]),
    ).toEqual([]);
  });

  describe('never takes for a copy of the entry, because copies are removed,', () => {
    const ours = conversation({ id: '100', created_at: 1000 });

    it("a requester's answer that quotes it below", () => {
      expect(found([ours, conversation({ body_text: `Thanks! > ${LINE} Mara asked Ana`, created_at: 2000 })])).toEqual([
        '100',
      ]);
    });

    it("a requester's answer that is all there is, because the entry was removed", () => {
      expect(found([conversation({ incoming: true, user_id: '500' })])).toEqual([]);
    });

    it("a colleague's copy that is younger than asked for, while the entry is older", () => {
      expect(found([ours, conversation({ user_id: '72', created_at: 2000 })], 1500)).toEqual([]);
    });

    it("a requester's answer that consists of nothing else", () => {
      expect(found([ours, conversation({ incoming: true, user_id: '500', created_at: 2000 })])).toEqual(['100']);
    });

    it("a colleague's note that was pasted from it", () => {
      expect(found([ours, conversation({ user_id: '72', created_at: 2000 })])).toEqual(['100']);
    });

    it('a note that only mentions the marker', () => {
      expect(found([ours, conversation({ body_text: `See ${LINE}`, created_at: 2000 })])).toEqual(['100']);
      expect(found([conversation({ body_text: `I called her an hour ago about this one, see ${LINE}` })])).toEqual([]);
    });
  });
});
