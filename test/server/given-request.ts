import { randomUUID } from 'node:crypto';
import type { PanelView } from '../../server/panel-api/panel-view.ts';
import { joinClient } from '../support/join-client.ts';
import type { PanelAnswer, PanelClient } from '../support/panel-client.ts';
import type { JsonBody } from './valid-bodies.ts';

export const STEPS = ['Open', 'Waiting', 'Ready', 'Connected', 'Closed'] as const;
export type Step = (typeof STEPS)[number];

/** What was carried out. Throws with the problem when it was refused. */
export function carriedOut(answer: PanelAnswer): Extract<PanelAnswer, { ok: true }> {
  if (!answer.ok) throw new Error(`Refused with ${answer.status}: ${JSON.stringify(answer.problem)}`);
  return answer;
}

/** A command with an id of its own. */
export async function give(panel: PanelClient, requestId: string, body: JsonBody): Promise<PanelView> {
  return carriedOut(await panel.command(requestId, { commandId: randomUUID(), ...body })).request;
}

/** A new request, brought to `step` by the presses of panel and recipient. `over` replaces fields of the creation. */
export async function givenRequest(panel: PanelClient, step: Step, over: JsonBody = {}): Promise<PanelView> {
  const commandId = randomUUID();
  const made = await panel.create({
    commandId,
    ticket: { id: '1042', number: 'INC-1042', subject: 'Outlook keeps asking for my password' },
    recipient: { name: 'Hannah Osei', email: `hannah.${commandId}@kestrel.example` },
    channels: ['link'],
    ...over,
  });
  let request = carriedOut(made).request;
  const user = joinClient(request.joinUrl ?? '');
  for (const next of STEPS.slice(1, STEPS.indexOf(step) + 1)) {
    request = await advance(next, panel, request, user);
    if (request.status !== next) throw new Error(`The request is ${request.status} instead of ${next}.`);
  }
  return request;
}

async function advance(
  to: Step,
  panel: PanelClient,
  request: PanelView,
  user: ReturnType<typeof joinClient>,
): Promise<PanelView> {
  switch (to) {
    case 'Open':
      return request;
    case 'Waiting':
      await user.walk('join');
      return panel.read(request.id);
    case 'Ready':
      await user.walk('address', { address: '123 456 789' });
      await user.walk('allow', { consent: 'yes' });
      return panel.read(request.id);
    case 'Connected':
      return give(panel, request.id, { type: 'start-session' });
    case 'Closed':
      return give(panel, request.id, { type: 'close-request', outcome: 'solved' });
    default:
      return to satisfies never;
  }
}
