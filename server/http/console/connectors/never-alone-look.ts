import type { Finding } from '../../../../core/ports/answer.ts';
import { mayCommand } from '../../../../core/people/rights.ts';
import type { Installation } from '../../../../core/ports/installation.ts';
import { AWAITED, type Awaited } from '../../../../core/session-request/values.ts';
import { silenced } from '../../../notices/whereabouts.ts';
import { placeOf } from '../../../notices/who-hears.ts';
import type { PersonRecord } from '../../../people/person-record.ts';
import type { Queue } from '../../../people/queues.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import type { SignedInVisit } from '../visit.ts';

/** More names than this say nothing more. */
const MOST_SHOWN = 20;

type Line = { readonly finding: Finding; readonly hears: boolean; readonly byMail: boolean };

/** Who would hear at this moment that somebody waits in vain, and what stands in the way. Tells nobody anything. */
export async function lookWhoWouldHear(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  installation: Installation,
): Promise<readonly Finding[]> {
  const { texts } = visit;
  const tells = installation.settings.lifecycle.nobodyCameTells;
  const all = await deps.people.persons.list();
  const people = all.filter((person) => person.disabledAt === null && mayCommand(person));
  const queues = (await deps.people.queues.list()).filter(
    (queue) => queue.installationId === null || queue.installationId === installation.id,
  );
  const lines: Line[] = [];
  for (const told of AWAITED) {
    const step = texts.t(`console.neverAlone.tell.${told}`);
    if (!tells.includes(told)) {
      lines.push(silent(finding('warning', step, texts.t('console.neverAlone.notChosen'))));
      continue;
    }
    lines.push(...emptyQueues(told, queues, step, visit));
    for (const person of calledBy(told, people, queues).slice(0, MOST_SHOWN)) {
      lines.push(await lineOf(deps, visit, installation, { person, told, step }));
    }
  }
  const hears = lines.some((line) => line.hears);
  const mail = deps.demoMailbox ?? (await deps.people.mailSettings.shown());
  const mailIsMissing = mail === null && lines.some(({ byMail }) => byMail);
  return [
    finding(hears ? 'ok' : 'problem', '', texts.t(`console.neverAlone.${hears ? 'fine' : 'nobodyAtAll'}`)),
    ...(mailIsMissing ? [finding('problem', '', texts.t('console.neverAlone.noMail'))] : []),
    ...lines.map((line) => line.finding),
  ];
}

function finding(level: Finding['level'], step: string, text: string): Finding {
  return { check: 'never-alone', level, message: step === '' ? text : `${step}: ${text}`, mend: null };
}

function silent(told: Finding): Line {
  return { finding: told, hears: false, byMail: false };
}

function calledBy(told: Awaited, people: readonly PersonRecord[], queues: readonly Queue[]): readonly PersonRecord[] {
  switch (told) {
    case 'assignee':
      return people;
    case 'queue': {
      const members = new Set(queues.flatMap(({ memberIds }) => memberIds));
      return people.filter(({ id }) => members.has(id));
    }
    case 'admin':
      return people.filter(({ role }) => role === 'admin');
    default:
      return told satisfies never;
  }
}

function emptyQueues(told: Awaited, queues: readonly Queue[], step: string, { texts }: SignedInVisit): readonly Line[] {
  if (told !== 'queue') return [];
  if (queues.length === 0) return [silent(finding('warning', step, texts.t('console.neverAlone.noQueues')))];
  return queues
    .filter(({ memberIds }) => memberIds.length === 0)
    .map(({ name }) => silent(finding('warning', step, texts.t('console.neverAlone.noMembers', { queue: name }))));
}

async function lineOf(
  deps: ConsoleDeps,
  { texts }: SignedInVisit,
  installation: Installation,
  { person, told, step }: { readonly person: PersonRecord; readonly told: Awaited; readonly step: string },
): Promise<Line> {
  const notices = await deps.people.noticeChoices.of(person.id);
  const isSilent = silenced(notices, deps.core.clock.now()) !== null;
  const wanted = notices.choice.ways['nobody-came'].filter(
    (way) => way !== 'help-desk' && (way !== 'chat' || notices.chatHost !== null),
  );
  // An admin is written to in any case: behind him there is nobody.
  const ways = isSilent ? (told === 'admin' ? (['mail'] as const) : []) : wanted;
  const { name, email } = person;
  if (ways.length === 0) {
    const key = isSilent ? 'console.neverAlone.silent' : 'console.neverAlone.noWay';
    return silent(finding('warning', step, texts.t(key, { name })));
  }
  const away = await deps.people.whereabouts.away(person.id, placeOf(installation));
  const key = away === null ? 'console.neverAlone.here' : 'console.neverAlone.hereAway';
  const shown = texts.list(
    ways.map((way) => texts.t(`console.agentNotice.way.${way}`, way === 'mail' ? { email } : {})),
  );
  return {
    finding: finding('ok', step, texts.t(key, { name, ways: shown })),
    hears: true,
    byMail: ways.some((way) => way === 'mail'),
  };
}
