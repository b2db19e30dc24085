import { mayCommand } from '../../../core/people/rights.ts';
import { VIEW_VERSION } from '../../../core/view/request-view.ts';
import type { z } from 'zod';
import type { AskAgain } from '../../panels/panel-watches.ts';
import type { AgentCaller } from '../../panel-api/agent-caller.ts';
import type { ApiDeps } from './api-deps.ts';
import { OLDEST_APP_PROTOCOL, SERVER_PROTOCOL } from './app-schema.ts';
import { writePosition } from './panel-position.ts';
import type { panelStateSchema, panelTicketSchema, watchAnswerSchema } from './panel-schema.ts';
import type { TicketPicture } from './ticket-picture.ts';
import { panelContext } from '../../panel-api/panel-context.ts';
import { panelViewsWith } from '../../panel-api/panel-view.ts';

type AnswerDeps = Pick<ApiDeps, 'links' | 'core' | 'directory'>;
type PanelState = Readonly<z.input<typeof panelStateSchema>>;
type WatchAnswer = Readonly<z.input<typeof watchAnswerSchema>>;

export async function panelState(
  deps: AnswerDeps,
  caller: AgentCaller,
  picture: TicketPicture,
  askAgain: AskAgain | null,
): Promise<PanelState> {
  const { installation, person, proof } = caller;
  const { name, environment, settings } = installation;
  const { queues, channels, timeZone, languages } = await panelContext(deps.directory, installation);
  return {
    protocol: SERVER_PROTOCOL,
    minPanel: OLDEST_APP_PROTOCOL,
    viewVersion: VIEW_VERSION,
    installation: {
      name,
      company: settings.company,
      environment,
      language: settings.language,
      languages: languages === null ? null : [...languages],
      timeZone,
    },
    me: { id: person.id, name: person.name, email: person.email, proof, mayCommand: mayCommand(person) },
    ...ticketPart(deps, caller, picture),
    queues: [...queues],
    channels: [...channels],
    next: picture.next,
    position: writePosition([[picture.ticketId, picture.digest]]),
    at: deps.core.clock.now(),
    askAgain,
  };
}

/** What one ticket looks like now, for an answer of `watch`. */
export function ticketPart(
  deps: Omit<AnswerDeps, 'directory'>,
  caller: AgentCaller,
  picture: TicketPicture,
): WatchAnswer['tickets'][string] {
  return {
    access: picture.access,
    ticket: panelTicket(picture),
    contacts: [...(picture.facts?.contacts ?? [])],
    requests: panelViewsWith(deps, caller, picture.requests, picture) as PanelState['requests'],
  };
}

/** Until the help desk has told, the newest request remembers what the panel called the ticket. */
function panelTicket({ ticketId: id, facts, requests }: TicketPicture): z.input<typeof panelTicketSchema> {
  if (facts !== null) return { id, number: facts.number, subject: facts.subject, state: facts.state };
  const remembered = requests[0]?.request.ticket;
  return { id, number: remembered?.number ?? '', subject: remembered?.subject ?? '', state: 'unknown' };
}
