/** A command that was sent, and what its sender was told. */
export type SentCommand = {
  /** Text that only this command's event carries. */
  readonly evidence: string;
  /** For reports: `close-request 7`. */
  readonly what: string;
  readonly requestId: string | null;
  readonly outcome: Outcome;
};

export type Outcome =
  /** `seq`: the event's place in the request's log, as the answer told it; null when it told none. */
  | { readonly kind: 'acknowledged'; readonly requestId: string; readonly seq: number | null }
  | { readonly kind: 'refused' }
  /** No answer came: carried out or not, nobody knows. */
  | { readonly kind: 'doubtful' };

export const PRESS_EVENTS = { join: 'recipient-joined', allow: 'access-granted', deny: 'access-denied' } as const;
export type CountedPress = keyof typeof PRESS_EVENTS;

/** Presses of one kind on one request's page. They carry no id, so they are counted. */
export type PressCount = {
  readonly requestId: string;
  readonly press: CountedPress;
  acknowledged: number;
  doubtful: number;
};

/** Everything that was asked of the server, kept outside of it. */
export type Journal = {
  /** Writes down or, after a repeat, replaces the outcome. */
  note(command: SentCommand): void;
  notePress(requestId: string, press: CountedPress, outcome: Outcome['kind']): void;
  commands(): readonly SentCommand[];
  presses(): readonly PressCount[];
};

export function createJournal(): Journal {
  const commands = new Map<string, SentCommand>();
  const presses = new Map<string, PressCount>();
  return {
    note: (command) => void commands.set(command.evidence, command),
    notePress: (requestId, press, outcome) => {
      const key = `${press} ${requestId}`;
      const count = presses.get(key) ?? { requestId, press, acknowledged: 0, doubtful: 0 };
      presses.set(key, count);
      if (outcome === 'acknowledged') count.acknowledged += 1;
      if (outcome === 'doubtful') count.doubtful += 1;
    },
    commands: () => [...commands.values()],
    presses: () => [...presses.values()],
  };
}
