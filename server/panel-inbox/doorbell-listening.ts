import type { HelpDesk } from '../../core/ports/help-desk.ts';

export type DoorbellListening = {
  /** Listens at this help desk from now on; null: at none. The same one again changes nothing. */
  at(desk: HelpDesk | null, position: string | null): Promise<void>;
  /** While it hears, nobody need ask often. */
  hears(): boolean;
  stop(): Promise<void>;
};

type ListeningDeps = {
  readonly ring: (position: string | null) => void;
  readonly onState: (isListening: boolean, because: string) => void;
};

/** Listens for what rings at one help desk at a time. */
export function createDoorbellListening({ ring, onState }: ListeningDeps): DoorbellListening {
  let heard: { readonly desk: HelpDesk; stop(): Promise<void> } | null = null;
  let isListening = false;
  const stop = async (): Promise<void> => {
    const last = heard;
    heard = null;
    isListening = false;
    await last?.stop();
  };
  return {
    at: async (desk, position) => {
      if (desk === (heard?.desk ?? null)) return;
      await stop();
      if (desk === null || desk.doorbell === null) return;
      const listening = desk.doorbell.listen({
        position,
        ring,
        onState: (now, because) => {
          if (heard?.desk === desk || heard === null) isListening = now;
          onState(now, because);
        },
      });
      heard = { desk, stop: () => listening.stop() };
    },
    hears: () => isListening,
    stop,
  };
}
