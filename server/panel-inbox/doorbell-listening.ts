import type { InboxDesk } from './inbox-desk.ts';

export type DoorbellListening = {
  /** Listens at this help desk from now on; null: at none. The same one again changes nothing, and none is listened to after the stop. */
  at(desk: InboxDesk | null, position: string | null): Promise<void>;
  /** While it hears, nobody need ask often. */
  hears(): boolean;
  /** A press came without its ring: until the next ring nothing is heard here, whatever the connection says. */
  missedOne(): void;
  stop(): Promise<void>;
};

type ListeningDeps = {
  readonly ring: (position: string | null) => void;
  readonly onState: (isListening: boolean, because: string) => void;
};

const HEARD = 'A press rang again.';
const MISSED = 'A press came without its ring: check that the flow of the doorbell is active in the org.';

/** Listens for what rings at one help desk at a time. */
export function createDoorbellListening({ ring, onState }: ListeningDeps): DoorbellListening {
  let heard: { readonly desk: InboxDesk; stop(): Promise<void> } | null = null;
  // What one that was stopped still says counts no more.
  let current: object | null = null;
  let isListening = false;
  let isDeaf = false;
  let isOver = false;
  const leave = async (): Promise<void> => {
    const last = heard;
    heard = null;
    current = null;
    isListening = false;
    isDeaf = false;
    await last?.stop();
  };
  const hearAgain = (): void => {
    isDeaf = false;
    if (isListening) onState(true, HEARD);
  };
  const listenAt = (desk: InboxDesk, position: string | null): void => {
    if (desk.doorbell === null) return;
    const me = {};
    current = me;
    const listening = desk.doorbell.listen({
      position,
      ring: (at) => {
        if (current !== me) return;
        if (at !== null && isDeaf) hearAgain();
        ring(at);
      },
      onState: (now, because) => {
        if (current !== me) return;
        isListening = now;
        onState(now, because);
      },
    });
    heard = { desk, stop: () => listening.stop() };
  };
  return {
    at: async (desk, position) => {
      if (desk === (heard?.desk ?? null)) return;
      await leave();
      if (desk !== null && !isOver) listenAt(desk, position);
    },
    hears: () => isListening && !isDeaf,
    missedOne: () => {
      if (!isListening || isDeaf) return;
      isDeaf = true;
      onState(false, MISSED);
    },
    stop: async () => {
      isOver = true;
      await leave();
    },
  };
}
