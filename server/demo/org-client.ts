/** What the demo needs of the fake org: its own control API. */
export type OrgClient = {
  /** The record ids of its users, by mail address. */
  userIds(): Promise<ReadonlyMap<string, string>>;
  /** What its users are called, by record id. */
  userNames(): Promise<ReadonlyMap<string, string>>;
  /** The record ids of its cases, by number as people read it. */
  caseIds(): Promise<ReadonlyMap<string, string>>;
  /** A token of this user's own browser. */
  session(userId: string): Promise<string>;
  /** What stands in the feed of a case, oldest first. */
  feed(caseId: string): Promise<readonly FeedPost[]>;
};

export type FeedPost = { readonly Body: string; readonly CreatedById: string };

export function orgClient(orgUrl: string): OrgClient {
  const call = async <Value>(path: string, body?: object): Promise<Value> => {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${orgUrl}/__control${path}`, body === undefined ? {} : sent);
    if (!answer.ok) throw new Error(`the demo's Salesforce org answered ${answer.status}`);
    return (await answer.json()) as Value;
  };
  const pairs = async (object: string, key: string, value: string): Promise<ReadonlyMap<string, string>> => {
    const records = await call<readonly Record<string, string>[]>(`/records?object=${object}`);
    return new Map(records.map((one) => [one[key] ?? '', one[value] ?? '']));
  };
  return {
    userIds: () => pairs('User', 'Email', 'Id'),
    userNames: () => pairs('User', 'Id', 'Name'),
    caseIds: () => pairs('Case', 'CaseNumber', 'Id'),
    session: async (userId) => (await call<{ readonly token: string }>('/sessions', { userId })).token,
    feed: async (caseId) => (await call<{ readonly feed: readonly FeedPost[] }>(`/case?id=${caseId}`)).feed,
  };
}
