import type { Texts } from '../texts/texts.ts';
import type { SeenSession } from './seen-sessions.ts';

/** What is written into the log of a request whose status the session cannot change any more. */
export function sessionNote({ startedAt, endedAt, isOver }: SeenSession, texts: Texts, zone: string): string {
  const start = texts.shortDateTime(startedAt, zone);
  if (!isOver || endedAt === null) return texts.t('console.sessions.noteRunning', { start });
  const duration = texts.duration(endedAt - startedAt);
  return texts.t('console.sessions.note', { start, end: texts.shortDateTime(endedAt, zone), duration });
}
