import type { Intent, MoveLimits } from '../../../../core/session-request/values.ts';
import type { NotedReadiness } from '../../../../core/session-request/readiness.ts';
import type { RequestView } from '../../../../core/view/request-view.ts';
import type { Visit } from '../visit.ts';

/** What is intended, agreed and found out about a request, in words; empty for nothing yet. */
export function moreFacts(view: RequestView, visit: Visit): Readonly<Record<string, string>> {
  const { texts, zone } = visit;
  const { progress } = view;
  return {
    readiness: view.readiness === null ? '' : readinessWord(view.readiness, visit),
    intents: doing(view.intents, visit),
    wishes: doing(view.wishes, visit),
    sessionLink: view.sessionLink ?? '',
    opens: view.status === 'Open' && view.opensAt !== null ? texts.shortDateTime(view.opensAt, zone) : '',
    moves: view.moveLimits === null ? '' : movesWord(view.moveLimits, visit),
    toldBy: progress.kind === 'connected' ? texts.t(`console.toldBy.${progress.toldBy}`) : '',
    rating: progress.kind === 'closed' ? ratingWord(progress.rating, visit) : '',
  };
}

function readinessWord({ at, system, findings }: NotedReadiness, { texts, zone }: Visit): string {
  const checked = texts.t('console.fact.checked', {
    system: texts.lookUp(`system.${system}`),
    time: texts.shortDateTime(at, zone),
  });
  const open = findings.flatMap(({ check, result }) =>
    result === 'good' ? [] : [texts.lookUp(`timeline.readiness.${result}.${check}`)],
  );
  return [checked, ...(open.length > 0 ? open : [texts.t('timeline.readiness.allGood')])].join(' ');
}

function doing(intents: readonly Intent[], { texts }: Visit): string {
  return intents.length === 0 ? '' : texts.list(intents.map((intent) => texts.t(`console.intent.${intent}`)));
}

function movesWord({ earliestAt, latestAt }: MoveLimits, { texts, zone }: Visit): string {
  const [from, until] = [texts.shortDateTime(earliestAt, zone), texts.shortDateTime(latestAt, zone)];
  return texts.t('console.fact.movesBetween', { from, until });
}

function ratingWord(rating: Extract<RequestView['progress'], { kind: 'closed' }>['rating'], { texts }: Visit): string {
  if (rating === null) return '';
  const stars = texts.t('console.fact.ratingOf', { stars: String(rating.stars) });
  return [stars, rating.comment].filter(Boolean).join(' · ');
}
