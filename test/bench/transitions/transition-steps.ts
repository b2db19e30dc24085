/** What every request goes through, over and over: half of it plain changes, half of it changes of status. */
const STEPS = [
  { type: 'add-comment', text: 'The printer answers again, the queue does not.' },
  { type: 'extend' },
  { type: 'close-request', outcome: 'solved', note: 'New driver.' },
  { type: 'reopen-request' },
  { type: 'close-request', outcome: 'cancelled', note: '' },
  { type: 'reopen-request' },
] as const;

const AGENT = { id: '27000000201', name: 'Mara Lindqvist', email: 'mara@kestrel.example' };
const DAY_MS = 86_400_000;

/** The body of a request's `count`-th command. No two are the same. */
export function transitionBody(run: string, target: number, count: number, now: number): string {
  const step = STEPS[count % STEPS.length] ?? STEPS[0];
  const command = step.type === 'extend' ? { ...step, expiresAt: now + DAY_MS + count } : step;
  return JSON.stringify({ commandId: `${run}-${target}-${count}`, agent: AGENT, ...command });
}

export const TRANSITION_AGENT = AGENT;
