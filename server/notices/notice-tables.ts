import type { Generated } from 'kysely';

/** Times are epoch milliseconds. */
export type NoticeTables = {
  readonly agent_notice: {
    person_id: string;
    /** A NoticeChoice as JSON; null: as usual. */
    choice: string | null;
    /** AES-256-GCM text: whoever has the address can write into the chat. */
    sealed_chat: string | null;
    /** What may be shown of it. */
    chat_host: string | null;
    /** One sentence why the last notice did not reach the chat; null when it did. */
    chat_trouble: string | null;
    /** Since when the person has set himself away. */
    away_since: number | null;
  };
  /** The last sign of life in console or panel. */
  readonly agent_seen: { person_id: string; seen_at: number };
  /** Kept for an hour: what open consoles show. */
  readonly browser_notice: {
    position: Generated<number>;
    id: string;
    person_id: string;
    request_id: string;
    title: string;
    body: string;
    language: string;
    at: number;
  };
};
