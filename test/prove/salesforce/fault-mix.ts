import type { FaultRuleInput } from '../../fakes/salesforce/control-client.ts';

const often = (probability: number): { readonly probability: number } => ({ probability });
const WRITE = { method: 'POST' } as const;

/** Everything that an org does to its callers, together on about one call of four. */
export const FAULT_MIX: readonly FaultRuleInput[] = [
  { on: WRITE, when: often(0.06), fault: { kind: 'lost-answer' } },
  { on: WRITE, when: often(0.04), fault: { kind: 'error', status: 503, body: 'html', done: true } },
  // What a second try meets while the first is still being carried out.
  { on: WRITE, when: often(0.03), fault: { kind: 'hidden', visibleAfterMs: 500, answer: 'lost' } },
  { when: often(0.04), fault: { kind: 'error', status: 502, body: 'empty', done: false } },
  { when: often(0.04), fault: { kind: 'reset' } },
  { when: often(0.02), fault: { kind: 'truncated' } },
  { when: often(0.02), fault: { kind: 'unauthorized' } },
  { when: often(0.03), fault: { kind: 'record', object: 'FeedItem', operation: 'insert' } },
  { when: often(0.03), fault: { kind: 'record', object: 'Session_Request__c' } },
];
