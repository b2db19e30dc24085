import { DAY } from '../../builders/times.ts';

/** Makes values that no other command of the run carries, so that its event can be told from all others. */
export type Mint = {
  /** A command id, and text for comments and notes. */
  id(): string;
  /** An AnyDesk address. */
  address(): string;
  /** A moment about a day from now. */
  expiry(): number;
};

export function createMint(run: string, now: number): Mint {
  let made = 0;
  const next = (): number => {
    made += 1;
    return made;
  };
  return {
    id: () => `${run}-${next()}`,
    address: () => String(100_000_000 + next()),
    expiry: () => now + DAY + next(),
  };
}
