import type { Fault, FaultRuleInput } from '../../fakes/freshservice/control-client.ts';

/** A bad day at the help desk: one call in five goes wrong, most of them after the entry was written. `lateMs`: latest late commit. */
export function deskFaults(lateMs: number): readonly FaultRuleInput[] {
  const on = { route: 'create-note' } as const;
  const rule = (probability: number, fault: Fault): FaultRuleInput => ({ on, when: { probability }, fault });
  const late = (answer: 'given' | 'lost' | 'error', share: number): Fault => ({
    kind: 'late-commit',
    commitAfterMs: Math.round(lateMs * share),
    answer,
  });
  return [
    rule(0.03, { kind: 'lost-answer' }),
    rule(0.02, late('lost', 1)),
    rule(0.02, late('error', 0.6)),
    rule(0.02, late('given', 1)),
    rule(0.02, { kind: 'error', status: 500, body: 'json', done: true }),
    rule(0.02, { kind: 'error', status: 502, body: 'html', done: false }),
    rule(0.02, { kind: 'error', status: 500, body: 'empty', done: false }),
    rule(0.01, { kind: 'truncated' }),
    rule(0.01, { kind: 'malformed-json' }),
    rule(0.02, { kind: 'reset' }),
    rule(0.003, { kind: 'rate-limited', retryAfter: '1' }),
    rule(0.05, { kind: 'slow', delayMs: 60, bytesPerSecond: null }),
    { on: { route: 'list-conversations' }, when: { probability: 0.02 }, fault: { kind: 'reset' } },
  ];
}
