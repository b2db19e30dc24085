import type { Installation } from '../../../core/ports/installation.ts';
import type { SessionTotals } from '../../../core/session-request/states.ts';
import type { Actor, AgentRef, Assignee, EpochMs, Outcome } from '../../../core/session-request/values.ts';
import { reasonText } from '../../texts/reason-text.ts';
import type { TextParams, Texts } from '../../texts/texts.ts';
import { plainLine } from '../plain-line.ts';

const NAME_CHARS = 100;
const PROSE_CHARS = 1_000;

/** The words of one entry: texts, time zone and the people it is about. */
export type Teller = {
  readonly recipient: string;
  readonly sessions: SessionTotals;
  readonly say: (key: TimelineText, params?: TextParams) => string;
  readonly who: (actor: Actor) => string;
  readonly agent: (agent: AgentRef) => string;
  readonly assignee: (assignee: Assignee) => string;
  readonly outcome: (outcome: Outcome) => string;
  /** `time` and `zone` for a text that names a moment. */
  moment(at: EpochMs): { readonly time: string; readonly zone: string };
  duration(ms: number): string;
  name(text: string): string;
  prose(text: string): string;
  /** Why something did not arrive. */
  reason(sentence: string): string;
  channels(channels: readonly string[]): string;
};

const name = (text: string): string => plainLine(text, NAME_CHARS);

/** A text of the section `timeline`, without the section's name. */
export type TimelineText =
  Extract<Parameters<Texts['t']>[0], `timeline.${string}`> extends `timeline.${infer Name}` ? Name : never;

export function createTeller(
  texts: Texts,
  installation: Installation,
  about: { readonly recipient: string; readonly sessions: SessionTotals },
): Teller {
  const zone = installation.settings.timeZone;
  const say = (key: TimelineText, params: TextParams = {}): string => texts.t(`timeline.${key}`, params);
  const recipient = name(about.recipient);
  return {
    recipient,
    sessions: about.sessions,
    say,
    who: (actor) => {
      switch (actor.kind) {
        case 'agent':
          return actor.proof === 'signed-in'
            ? name(actor.agent.name)
            : say('who.unverified', { name: name(actor.agent.name) });
        case 'recipient':
          return recipient;
        case 'remote-tool':
          return say('who.remoteTool');
        case 'help-desk':
          return say('who.helpDesk');
        case 'system':
          return say('who.system');
        default:
          return actor satisfies never;
      }
    },
    agent: (agent) => name(agent.name),
    assignee: (assignee) => assigneeName(assignee, say),
    outcome: (outcome) => texts.lookUp(`outcome.${camelCase(outcome)}`),
    moment: (at) => ({ time: texts.shortDateTime(at, zone), zone }),
    duration: (ms) => texts.duration(ms),
    name,
    prose: (text) => plainLine(text, PROSE_CHARS),
    reason: (sentence) => plainLine(reasonText(texts, sentence), PROSE_CHARS),
    channels: (channels) => texts.list(channels.map((channel) => texts.lookUp(`timeline.channel.${channel}`))),
  };
}

function assigneeName(assignee: Assignee, say: Teller['say']): string {
  switch (assignee.kind) {
    case 'unassigned':
      return say('assignee.unassigned');
    case 'agent':
      return name(assignee.agent.name);
    case 'client':
      return say('assignee.client', { address: name(assignee.address) });
    case 'queue':
      return say('assignee.queue', { queue: name(assignee.name) });
    default:
      return assignee satisfies never;
  }
}

/** `not-solved` is `notSolved` among the texts. */
function camelCase(text: string): string {
  return text.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
