import { z } from 'zod';
import { AWAITED } from '../../../core/session-request/values.ts';
import { NOTICE_MOMENTS, type NoticeMoment } from '../../notices/notice-choice.ts';

/** What agents are told. `link-asked`: somebody whose link has died asks for a new one. */
export const NOTICE_NEWS = [
  'joined',
  'ready',
  'moved',
  'reported',
  'link-asked',
  'call-back',
  'nobody-came',
  'handed-to-you',
  'taken-from-you',
] as const;
export type NoticeNews = (typeof NOTICE_NEWS)[number];

/** The moment that somebody chose to hear of, for each piece of news. */
export const MOMENT_OF: Readonly<Record<NoticeNews, NoticeMoment>> = {
  joined: 'joined',
  ready: 'ready',
  moved: 'moved',
  reported: 'reported',
  'link-asked': 'reported',
  'call-back': 'call-back',
  'nobody-came': 'nobody-came',
  'handed-to-you': 'assigned',
  'taken-from-you': 'assigned',
};

const news = {
  news: z.enum(NOTICE_NEWS),
  at: z.number(),
  /** Whose turn it is to hear that nobody came; null for other news. */
  told: z.enum(AWAITED).nullable(),
  /** Who handed or took it; null for other news. */
  by: z.string().nullable(),
};

/** News of a request, before it is known who hears it. */
export const noticeCall = z.object({
  ...news,
  /** All that the news covers: whoever chose one of them hears it. */
  moments: z.array(z.enum(NOTICE_MOMENTS)).readonly(),
  /** Id of an agent who looks at it already. */
  notTo: z.string().nullable(),
  /** The one it is about, where it is about one. */
  agent: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }).nullable(),
});
export type NoticeCall = z.infer<typeof noticeCall>;

/** The same for one person, by one way. */
export const noticeToOne = z.object({
  ...news,
  /** Null for an agent who is known to the help desk alone. */
  personId: z.string().nullable(),
  to: z.object({ name: z.string(), address: z.string() }),
  /** BCP 47. */
  language: z.string(),
});
export type NoticeToOne = z.infer<typeof noticeToOne>;
