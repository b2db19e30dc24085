import type { FaultRuleInput } from '../../fakes/salesforce/control-client.ts';

const often = (probability: number): { readonly probability: number } => ({ probability });
const WRITE = { method: 'POST' } as const;

/** Everything that an org does to its callers, together on about one call of seven. */
export const FAULT_MIX: readonly FaultRuleInput[] = [
  { on: WRITE, when: often(0.03), fault: { kind: 'lost-answer' } },
  { on: WRITE, when: often(0.02), fault: { kind: 'error', status: 503, body: 'html', done: true } },
  { when: often(0.02), fault: { kind: 'error', status: 502, body: 'empty', done: false } },
  { when: often(0.02), fault: { kind: 'reset' } },
  { when: often(0.01), fault: { kind: 'truncated' } },
  { when: often(0.01), fault: { kind: 'unauthorized' } },
  { when: often(0.02), fault: { kind: 'record', object: 'FeedItem', operation: 'insert' } },
  { when: often(0.02), fault: { kind: 'record', object: 'Session_Request__c' } },
];
