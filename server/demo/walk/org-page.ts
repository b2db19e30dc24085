/** A page of the org in one person's browser, as far as a panel on it goes: it leaves commands and reads records, with that person's rights. */
export type OrgPage = {
  /** Gives the record's id. */
  leaveCommand(command: LeftCommand): Promise<string>;
  /** Null while there is no answer. */
  answerTo(commandId: string): Promise<CommandAnswer | null>;
  /** The view that the server wrote for panels; null while there is none. */
  view(requestKey: string): Promise<string | null>;
};

export type LeftCommand = {
  readonly caseId: string;
  readonly type: string;
  /** Null: a new request. */
  readonly requestKey: string | null;
  readonly parameters: object;
  readonly clientKey: string;
};

export type CommandAnswer = { readonly result: string; readonly message: string; readonly requestKey: string };

const ANSWER_FIELDS = ['Handled_At__c', 'Result__c', 'Result_Message__c', 'Result_Key__c'];
const VIEW_QUERY = `query view($key: String) { uiapi { query {
  Session_Request__c(where: { External_Key__c: { eq: $key } }, first: 1) { edges { node { View__c { value } } } }
} } }`;

type Field = { readonly value: string | null };
type Views = {
  readonly Session_Request__c: { readonly edges: readonly { readonly node: { readonly View__c: Field } }[] };
};
type ViewAnswer = { readonly data: { readonly uiapi: { readonly query: Views } } };

/** Opens a page with the token of somebody's browser, by the newest version that the org knows. */
export async function orgPage(orgUrl: string, token: string): Promise<OrgPage> {
  const versions = (await (await fetch(`${orgUrl}/services/data`)).json()) as readonly { readonly url: string }[];
  const base = orgUrl + (versions.at(-1)?.url ?? '');
  const call = async <Value>(path: string, body?: object): Promise<Value> => {
    const answer = await fetch(base + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text) as Value;
  };
  return {
    leaveCommand: async ({ caseId, type, requestKey, parameters, clientKey }) => {
      const fields = {
        Case__c: caseId,
        Type__c: type,
        Parameters__c: JSON.stringify(parameters),
        Client_Key__c: clientKey,
        Panel_Version__c: 1,
        ...(requestKey === null ? {} : { Request_Key__c: requestKey }),
      };
      const record = { apiName: 'Session_Request_Command__c', fields };
      return (await call<{ readonly id: string }>('/ui-api/records', record)).id;
    },
    answerTo: async (id) => {
      const names = ANSWER_FIELDS.map((name) => `Session_Request_Command__c.${name}`).join(',');
      const path = `/ui-api/records/${id}?fields=${names}`;
      const { fields } = await call<{ readonly fields: Readonly<Record<string, Field>> }>(path);
      if ((fields['Handled_At__c']?.value ?? null) === null) return null;
      const text = (name: string): string => fields[name]?.value ?? '';
      return { result: text('Result__c'), message: text('Result_Message__c'), requestKey: text('Result_Key__c') };
    },
    view: async (key) => {
      const { data } = await call<ViewAnswer>('/graphql', { query: VIEW_QUERY, variables: { key } });
      return data.uiapi.query.Session_Request__c.edges[0]?.node.View__c.value ?? null;
    },
  };
}
