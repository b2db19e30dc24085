import type { Side } from './substitute.ts';

/** One attempt of a template call. Headers and bodies are not kept: they hold secrets and people's names. */
export type TemplateCallSeen = {
  readonly n: number;
  readonly at: number;
  readonly template: string;
  readonly side: Side;
  /** Null: server.js. */
  readonly agentId: string | null;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly fault: string | null;
  readonly tookMs: number;
};

export type TemplateCallLog = {
  add(call: Omit<TemplateCallSeen, 'n'>): void;
  list(after: number): readonly TemplateCallSeen[];
  clear(): void;
};

const KEPT = 10_000;

export function templateCallLog(): TemplateCallLog {
  let calls: TemplateCallSeen[] = [];
  let last = 0;
  return {
    add(call) {
      last += 1;
      calls.push({ n: last, ...call });
      if (calls.length > 2 * KEPT) calls = calls.slice(-KEPT);
    },
    list: (after) => calls.filter(({ n }) => n > after),
    clear() {
      calls = [];
    },
  };
}
