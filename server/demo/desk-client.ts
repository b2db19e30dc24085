/** What the demo needs of the fake help desk: its own control API. */
export type DeskClient = {
  agents(): Promise<readonly DeskAgent[]>;
  tickets(): Promise<readonly { readonly ticket: { readonly id: number } }[]>;
};

export type DeskAgent = { readonly id: number; readonly email: string | null };

export function deskClient(deskUrl: string): DeskClient {
  const read = async <Value>(path: string): Promise<Value> => {
    const answer = await fetch(`${deskUrl}/__control${path}`);
    if (!answer.ok) throw new Error(`the demo's help desk answered ${answer.status}`);
    return (await answer.json()) as Value;
  };
  return { agents: () => read('/agents'), tickets: () => read('/tickets') };
}
