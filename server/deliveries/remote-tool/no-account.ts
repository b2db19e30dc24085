import type { NotDone } from '../../../core/ports/answer.ts';

export function noAccount(): NotDone {
  const because = { code: 'not-configured', message: 'The AnyDesk account is not connected any more.' } as const;
  return { kind: 'not-done', retry: { when: 'never' }, because };
}
