import type { LoggedCall } from '../../fakes/salesforce/control-client.ts';

/** What an org was called for. Sign-ins count against no limit. */
export type CallPurpose = 'look for commands' | 'look for changed cases' | 'sign in' | 'write' | 'read' | 'notify';

export function purposeOf({ path, route, requestBody }: LoggedCall): CallPurpose {
  const words = readable(path) + (route === 'composite' ? readable(requestBody) : '');
  if (route === 'token') return 'sign in';
  if (words.includes('FROM Session_Request_Command__c')) return 'look for commands';
  // Once a minute at most, however many requests are active; the org's own name once a day.
  if (words.includes('FROM Case WHERE Id IN') || words.includes('FROM Organization')) return 'look for changed cases';
  if (route === 'action') return 'notify';
  return route === 'query' || route === 'query-more' || route === 'read' ? 'read' : 'write';
}

/** Calls that are made because there are requests: all but the looks that go on anyway. */
export function ofRequests(calls: readonly LoggedCall[]): readonly LoggedCall[] {
  const anyway: readonly CallPurpose[] = ['look for commands', 'look for changed cases', 'sign in'];
  return calls.filter((call) => !anyway.includes(purposeOf(call)));
}

export function looksForCommands(calls: readonly LoggedCall[]): number {
  return calls.filter((call) => purposeOf(call) === 'look for commands').length;
}

/** Queries stand in addresses, also in those of a call of several. */
function readable(text: string): string {
  return text.replaceAll(/%[0-9A-F]{2}/gi, (code) => String.fromCodePoint(Number.parseInt(code.slice(1), 16)));
}
