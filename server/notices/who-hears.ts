import type { Installation } from '../../core/ports/installation.ts';
import { PANELS_STAY_INSIDE } from '../../core/ports/installation.ts';
import { mayCommand, maySee } from '../../core/people/rights.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { AgentRef } from '../../core/session-request/values.ts';
import type { NoticeCall } from '../deliveries/notices/notice-payload.ts';
import type { PersonRecord } from '../people/person-record.ts';
import type { Persons } from '../people/persons.ts';
import type { Queues } from '../people/queues.ts';
import { type NoticeWay, USUAL_CHOICE } from './notice-choice.ts';
import type { NoticeChoices } from './notice-choices.ts';
import { type Place, silenced, type Whereabouts } from './whereabouts.ts';

/** Somebody who hears of it, and how. */
export type Hearer = {
  /** Null for an agent who is known to the help desk alone. */
  readonly personId: string | null;
  readonly name: string;
  readonly email: string | null;
  /** BCP 47; empty: not known. */
  readonly language: string;
  readonly ways: readonly Exclude<NoticeWay, 'help-desk'>[];
};

export type HearerDeps = {
  readonly persons: Pick<Persons, 'find' | 'findByEmail' | 'list'>;
  readonly queues: Pick<Queues, 'find'>;
  readonly choices: Pick<NoticeChoices, 'of'>;
  readonly whereabouts: Pick<Whereabouts, 'away'>;
  readonly now: () => number;
};

/** One of those who are called, before anybody asked what he wants. */
type Called = { readonly agent: AgentRef; readonly person: PersonRecord | null; readonly isLastResort: boolean };

export function placeOf({ helpDesk, settings }: Installation): Place {
  return { workingHours: settings.lifecycle.workingHours, showsLife: !PANELS_STAY_INSIDE[helpDesk] };
}

/** Who hears of the news: those in charge of the request, less those who want quiet, each by the ways he chose. */
export async function whoHears(
  deps: HearerDeps,
  call: NoticeCall,
  request: SessionRequest,
  installation: Installation,
): Promise<readonly Hearer[]> {
  const called = await whoIsCalled(deps, call, request, installation);
  const once = new Map(called.map((one) => [one.person?.id ?? one.agent.id, one]));
  const hearers = await Promise.all(
    [...once].filter(([id]) => id !== call.notTo).map(([, one]) => hearerOf(deps, call, one)),
  );
  return hearers.filter(({ ways }) => ways.length > 0);
}

async function whoIsCalled(
  deps: HearerDeps,
  call: NoticeCall,
  request: SessionRequest,
  installation: Installation,
): Promise<readonly Called[]> {
  switch (call.news) {
    case 'handed-to-you':
    case 'taken-from-you':
      return call.agent === null ? [] : agentCalled(deps, call.agent);
    case 'nobody-came':
      if (call.told === 'queue') return queueCalled(deps, request);
      return call.told === 'admin' ? adminsCalled(deps) : inCharge(deps, request, installation);
    case 'reported':
      return [...(await inCharge(deps, request, installation)), ...(await adminsCalled(deps))];
    case 'joined':
    case 'ready':
    case 'moved':
    case 'link-asked':
    case 'call-back':
      return inCharge(deps, request, installation);
    default:
      return call.news satisfies never;
  }
}

/** The agent in charge, and the queue where he is away; else the queue; else whoever made the request. */
async function inCharge(
  deps: HearerDeps,
  request: SessionRequest,
  installation: Installation,
): Promise<readonly Called[]> {
  const { assignee, createdBy } = request;
  if (assignee.kind === 'queue') return queueCalled(deps, request);
  if (assignee.kind === 'agent') {
    const agent = await agentCalled(deps, assignee.agent);
    const id = agent[0]?.person?.id ?? assignee.agent.id;
    const isAway = agent.length === 0 || (await deps.whereabouts.away(id, placeOf(installation))) !== null;
    return isAway ? [...agent, ...(await queueCalled(deps, request))] : agent;
  }
  return createdBy.kind === 'agent' ? agentCalled(deps, createdBy.agent) : [];
}

/** Nobody, where his account was disabled. */
async function agentCalled({ persons }: HearerDeps, agent: AgentRef): Promise<readonly Called[]> {
  const byId = await persons.find(agent.id);
  const person = byId ?? (agent.email === null ? null : await persons.findByEmail(agent.email));
  if (person !== null && !works(person)) return [];
  return [{ agent, person, isLastResort: false }];
}

async function queueCalled({ persons, queues }: HearerDeps, request: SessionRequest): Promise<readonly Called[]> {
  const queueId = 'queueId' in request.assignee ? request.assignee.queueId : null;
  const queue = queueId === null ? null : await queues.find(queueId);
  const members = await Promise.all((queue?.memberIds ?? []).map((id) => persons.find(id)));
  return members
    .filter((person) => person !== null && works(person) && maySee(person, request))
    .flatMap((person) => (person === null ? [] : [calledPerson(person, false)]));
}

async function adminsCalled({ persons }: HearerDeps): Promise<readonly Called[]> {
  const admins = (await persons.list()).filter((person) => person.role === 'admin' && works(person));
  return admins.map((person) => calledPerson(person, true));
}

function calledPerson(person: PersonRecord, isLastResort: boolean): Called {
  const { id, name, email } = person;
  return { agent: { id, name, email }, person, isLastResort };
}

function works(person: PersonRecord): boolean {
  return person.disabledAt === null && mayCommand(person);
}

async function hearerOf(deps: HearerDeps, call: NoticeCall, called: Called): Promise<Hearer> {
  const { agent, person } = called;
  if (person === null) {
    const ways = chosen(USUAL_CHOICE, call).filter((way) => way === 'mail');
    return { personId: null, name: agent.name, email: agent.email, language: '', ways };
  }
  const { id: personId, name, email, language } = person;
  const notices = await deps.choices.of(personId);
  const ways = chosen(notices.choice, call).filter((way) => way !== 'chat' || notices.chatHost !== null);
  const isSilent = silenced(notices, deps.now()) !== null;
  // Behind the admins there is nobody: a mail disturbs no sleep, and must not be missing in the morning.
  const left = call.news === 'nobody-came' && called.isLastResort ? (['mail'] as const) : [];
  return { personId, name, email, language: language ?? '', ways: isSilent ? left : ways };
}

function chosen(choice: typeof USUAL_CHOICE, { moments }: NoticeCall): readonly Exclude<NoticeWay, 'help-desk'>[] {
  const ways = new Set(moments.flatMap((moment) => choice.ways[moment]));
  return (['browser', 'mail', 'chat'] as const).filter((way) => ways.has(way));
}
