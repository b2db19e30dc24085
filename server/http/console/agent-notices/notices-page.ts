import { mayAdminister } from '../../../../core/people/rights.ts';
import type { PersonNotices } from '../../../notices/notice-choices.ts';
import type { AwayBecause } from '../../../notices/whereabouts.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.ts';
import { EMPTY_FORM, type FormState } from '../form-reading.ts';
import { fieldViews } from '../form-view.ts';
import { timeZones } from '../time-zones.ts';
import { needWorker, type SignedInVisit } from '../visit.ts';
import { momentSpecs, quietSpecs } from './notice-form.ts';

export const NOTICES_PATH = '/console/account/notices';

/** What came of a test, or what stands in the way. */
export type Tested = { readonly level: 'ok' | 'problem'; readonly text: string };

type Shown = {
  readonly form?: FormState;
  readonly chat?: FormState;
  readonly tested?: Tested;
  readonly status?: number;
};

/** How one hears of one's requests while one looks elsewhere. */
export async function noticesPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return showNotices(deps, visit, {});
}

export async function showNotices(deps: ConsoleDeps, visit: SignedInVisit, shown: Shown): Promise<Reply> {
  needWorker(visit);
  const { texts, person } = visit;
  const notices = await deps.people.noticeChoices.of(person.id);
  // Anybody who looks at this page is there; which help desk is closed is another matter.
  const away = await deps.people.whereabouts.away(person.id, { workingHours: null, showsLife: false });
  const form = shown.form ?? EMPTY_FORM;
  return consolePage(deps.pages, visit, {
    template: 'account-notices',
    title: texts.t('console.agentNotice.title'),
    area: 'account',
    status: shown.status ?? 200,
    view: {
      base: NOTICES_PATH,
      tested: shown.tested ?? null,
      moments: fieldViews(momentSpecs(notices.choice, person.email, texts), form, texts, 'n'),
      quiet: fieldViews(quietSpecs(notices.choice, visit.zone, texts), form, texts, 'q'),
      zones: timeZones(),
      isAdmin: mayAdminister(person),
      isAway: away === 'set',
      awayText: texts.t(awayKey(away)),
      ...chatView(notices, shown.chat ?? EMPTY_FORM, visit),
    },
  });
}

function chatView({ chatHost, chatTrouble }: PersonNotices, state: FormState, { texts }: SignedInVisit) {
  const label = texts.t('console.agentNotice.chatUrl');
  return {
    chatHost,
    chatTrouble,
    chatFields: fieldViews(
      [{ kind: 'password', name: 'url', label, required: true, autocomplete: 'off' }],
      state,
      texts,
      'c',
    ),
  };
}

function awayKey(away: AwayBecause | null) {
  switch (away) {
    case null:
      return 'console.agentNotice.awayHere';
    case 'set':
      return 'console.agentNotice.awaySet';
    case 'quiet-hours':
      return 'console.agentNotice.awayQuiet';
    case 'closed':
      return 'console.agentNotice.awayClosed';
    case 'silent':
      return 'console.agentNotice.awaySilent';
    default:
      return away satisfies never;
  }
}
