import type { RetentionCounts } from '../../../privacy/retention.ts';
import { RETENTION_KINDS } from '../../../privacy/retention-settings.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.ts';
import { EMPTY_FORM, type FormState } from '../form-reading.ts';
import { fieldViews } from '../form-view.ts';
import { retentionIn, retentionSpecs, subjectSpecs } from './privacy-forms.ts';
import { moment, type SignedInVisit } from '../visit.ts';

export const PRIVACY_PATH = '/console/privacy';

type Shown = {
  readonly status?: number;
  readonly who?: FormState;
  readonly days?: FormState;
  /** What tonight's work would remove. */
  readonly counts?: RetentionCounts;
};

/** Looking for a person, erasures so far, and how long what is kept. */
export async function privacyPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return showPrivacy(deps, visit, {});
}

export async function retentionPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const form = retentionIn(visit);
  if (!form.ok) return showPrivacy(deps, visit, { status: 422, days: form.state });
  await deps.privacy.retention.save(visit.person, form.retention);
  return doneAt(PRIVACY_PATH, 'retention-saved');
}

/** Counts what would go under the times as they were typed, and changes nothing. */
export async function retentionTryPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const form = retentionIn(visit);
  if (!form.ok) return showPrivacy(deps, visit, { status: 422, days: form.state });
  return showPrivacy(deps, visit, { days: form.state, counts: await deps.privacy.retention.dryRun(form.retention) });
}

export async function showPrivacy(deps: ConsoleDeps, visit: SignedInVisit, shown: Shown): Promise<Reply> {
  const { texts } = visit;
  const { erasures, retention } = deps.privacy;
  const list = await erasures.list();
  const days = retentionSpecs(await retention.read(), visit);
  return consolePage(deps.pages, visit, {
    template: 'privacy',
    title: texts.t('console.area.privacy'),
    area: 'privacy',
    status: shown.status ?? 200,
    view: {
      who: fieldViews(subjectSpecs(visit), shown.who ?? EMPTY_FORM, texts, 'who'),
      days: fieldViews(days, shown.days ?? EMPTY_FORM, texts, 'days'),
      counts: shown.counts === undefined ? null : countsShown(shown.counts, visit),
      erasures: list.map(({ id, pseudonym, startedAt, doneAt: done }) => ({
        href: `${PRIVACY_PATH}/erasures/${id}`,
        pseudonym,
        started: moment(visit, startedAt),
        done: done === null ? '' : moment(visit, done),
      })),
    },
  });
}

function countsShown(counts: RetentionCounts, { texts }: SignedInVisit) {
  return RETENTION_KINDS.map((kind) => ({
    label: texts.lookUp(`console.privacy.kinds.${kind}`),
    count: texts.number(counts[kind]),
  }));
}
