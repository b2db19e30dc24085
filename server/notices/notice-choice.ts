import { z } from 'zod';
import { timeZone } from '../outside-text.ts';

/** What an agent may want to hear of. `assigned`: a request was handed to him, or taken from him. */
export const NOTICE_MOMENTS = ['joined', 'ready', 'moved', 'call-back', 'reported', 'nobody-came', 'assigned'] as const;
export type NoticeMoment = (typeof NOTICE_MOMENTS)[number];

/** The ways by which he can hear. `help-desk`: the help desk's own notice, where its account is set up for it. */
export const NOTICE_WAYS = ['help-desk', 'browser', 'mail', 'chat'] as const;
export type NoticeWay = (typeof NOTICE_WAYS)[number];

/** Minutes after midnight on the wall clock. From 22:00 to 7:00 goes over midnight. */
export type QuietHours = { readonly fromMinute: number; readonly toMinute: number; readonly timeZone: string };

/** What a person wants to hear of, by which ways, and when not. */
export type NoticeChoice = {
  readonly ways: Readonly<Record<NoticeMoment, readonly NoticeWay[]>>;
  readonly quiet: QuietHours | null;
};

/** For whoever has chosen nothing. Mail only where somebody waits in vain. */
export const USUAL_CHOICE: NoticeChoice = {
  ways: {
    joined: ['help-desk'],
    ready: ['help-desk', 'browser', 'chat'],
    moved: ['help-desk', 'browser'],
    'call-back': ['help-desk', 'browser', 'mail', 'chat'],
    reported: ['help-desk', 'browser', 'chat'],
    'nobody-came': ['browser', 'mail', 'chat'],
    assigned: ['browser', 'chat'],
  },
  quiet: null,
};

const minute = z.number().int().min(0).max(1439);
const ways = z.array(z.enum(NOTICE_WAYS)).readonly();

/** As it is stored. A moment that came later is as usual. */
const storedChoice = z.object({
  ways: z.partialRecord(z.enum(NOTICE_MOMENTS), ways),
  quiet: z.object({ fromMinute: minute, toMinute: minute, timeZone }).nullable(),
});

export function readChoice(json: string | null): NoticeChoice {
  if (json === null) return USUAL_CHOICE;
  const stored = storedChoice.parse(JSON.parse(json));
  return { quiet: stored.quiet, ways: { ...USUAL_CHOICE.ways, ...stored.ways } };
}
