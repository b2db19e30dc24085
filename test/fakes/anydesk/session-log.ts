import type { EndedBy, Session } from './desk-records.ts';

const FIRST_SID = 900_537_412;

export type NewSession = Omit<Session, 'sid'>;

/** Every session there was, newest last. */
export class SessionLog {
  readonly #sessions = new Map<number, Session>();
  #nextSid: number;

  constructor(firstSid: number = FIRST_SID) {
    this.#nextSid = firstSid;
  }

  add(session: NewSession): Session {
    const added = { ...session, sid: this.#nextSid };
    this.#nextSid += 1;
    this.#sessions.set(added.sid, added);
    return added;
  }

  all(): readonly Session[] {
    return [...this.#sessions.values()];
  }

  find(sid: number): Session | null {
    return this.#sessions.get(sid) ?? null;
  }

  /** The running session that this device takes part in, on either side. */
  runningOf(cid: number): Session | null {
    return this.all().findLast((session) => session.endedAt === null && takesPart(session, cid)) ?? null;
  }

  lastOf(cid: number): Session | null {
    return this.all().findLast((session) => takesPart(session, cid)) ?? null;
  }

  /** Null when there is no such session or it was over already. */
  end(sid: number, by: EndedBy, at: number): Session | null {
    const session = this.find(sid);
    if (session === null || session.endedAt !== null) return null;
    return this.#replace({ ...session, endedAt: at, endedBy: by });
  }

  comment(sid: number, text: string | null): Session | null {
    const session = this.find(sid);
    return session === null ? null : this.#replace({ ...session, comment: text });
  }

  clear(): void {
    this.#sessions.clear();
  }

  #replace(session: Session): Session {
    this.#sessions.set(session.sid, session);
    return session;
  }
}

function takesPart(session: Session, cid: number): boolean {
  return session.from.cid === cid || session.to.cid === cid;
}
