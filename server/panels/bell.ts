/** Wakes one who waits. A ring while nobody waits is kept, several count once. */
export type Bell = {
  ring(): void;
  rung(): Promise<void>;
};

export function createBell(): Bell {
  let isRung = false;
  let wake: (() => void) | null = null;
  return {
    ring: () => {
      isRung = true;
      wake?.();
    },
    rung: async () => {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      wake = null;
      isRung = false;
    },
  };
}
