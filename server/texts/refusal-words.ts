import type { Refusal } from '../../core/session-request/refusals.ts';
import type { Texts } from './texts.ts';

/** Why something was not done, in a reader's words. `zone` is the IANA name in which he is told times. */
export function refusalWords(refusal: Refusal, texts: Texts, zone: string): string {
  const at = 'againAt' in refusal ? refusal.againAt : 'latest' in refusal ? refusal.latest : null;
  return texts.lookUp(`refusal.${refusal.reason}`, {
    time: at === null ? '' : texts.shortDateTime(at, zone),
    agent: 'by' in refusal ? refusal.by.name : '',
    status: 'status' in refusal ? texts.lookUp(`status.${refusal.status.toLowerCase()}`) : '',
  });
}
