import type { PanelRequest, WalkedDesk } from './panel-agent.ts';
import { type Surroundings, waitFor } from './surroundings.ts';
import { visitor } from './visitor.ts';

/** What a journey needs, and how it tells what happens. */
export type Journey = Pick<WalkedDesk, 'agent' | 'tickets'> & {
  readonly around: Surroundings;
  readonly say: (line: string) => void;
};

/** What the user sends with Allow: the tick, and of the agent's wishes control, but no files. */
export const ALLOW = { consent: 'yes', control: 'yes' };

/** Waits until the request is in this status; a record in a help desk follows a moment later. */
export function mustBe(agent: Journey['agent'], request: PanelRequest, status: string): Promise<PanelRequest> {
  const look = async (): Promise<PanelRequest | null> => {
    const now = await agent.read(request);
    return now.status === status ? now : null;
  };
  return waitFor(`${request.number} to be ${status}`, look, agent.lookEveryMs);
}

/** The agent launches, the user accepts in AnyDesk's own window, and nobody tells us: AnyDesk's record does. */
export async function connect({ agent, around }: Journey, request: PanelRequest): Promise<PanelRequest> {
  const { url, cookie } = await agent.openConnect(request);
  const page = visitor(url, cookie);
  await page.press('launch');
  await page.follow('launch-link');
  await around.accept();
  const connected = await mustBe(agent, request, 'Connected');
  if (connected.progress.toldBy !== 'remote-tool') throw new Error('not AnyDesk’s record told that it began');
  return connected;
}
