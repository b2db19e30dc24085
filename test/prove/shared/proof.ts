/** What a proof came to. One line of JSON each. */
export type ProofResult = {
  readonly name: string;
  readonly seed: number;
  readonly scale: number;
  /** How many things were looked at. */
  readonly checked: number;
  readonly violations: number;
  readonly ok: boolean;
  readonly details: Readonly<Record<string, unknown>>;
};

export type ProofOptions = {
  readonly scale: number;
  readonly seed: number;
  readonly store: 'sqlite' | 'postgres' | 'both';
  /** A line for whoever waits. */
  readonly tell: (line: string) => void;
};

export type Proof = {
  readonly summary: string;
  readonly defaultScale: number;
  run(options: ProofOptions): Promise<readonly ProofResult[]>;
};

const SHOWN = 20;

/** Counts what was checked, and keeps what was found wrong in words. */
export type Findings = {
  /** Something was looked at; `wrong` says what was found, null: all well. */
  check(wrong: string | null): void;
  checked(): number;
  violations(): readonly string[];
};

export function createFindings(): Findings {
  const wrong: string[] = [];
  let checked = 0;
  return {
    check: (what) => {
      checked += 1;
      if (what !== null) wrong.push(what);
    },
    checked: () => checked,
    violations: () => wrong,
  };
}

export function proofResult(
  name: string,
  { scale, seed }: Pick<ProofOptions, 'scale' | 'seed'>,
  findings: Findings,
  details: Readonly<Record<string, unknown>>,
): ProofResult {
  const wrong = findings.violations();
  const shown = wrong.length === 0 ? {} : { wrong: wrong.slice(0, SHOWN) };
  const [checked, violations] = [findings.checked(), wrong.length];
  return { name, seed, scale, checked, violations, ok: violations === 0, details: { ...details, ...shown } };
}
