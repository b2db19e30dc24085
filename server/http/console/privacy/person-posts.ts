import type { ErasurePreview } from '../../../privacy/preview.ts';
import type { Subject } from '../../../privacy/subject.ts';
import { type Reply, seeOther } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.ts';
import { EMPTY_FORM, type FormState, withError } from '../form-reading.ts';
import { type FieldSpec, fieldViews } from '../form-view.ts';
import type { SignedInVisit } from '../visit.ts';
import { confirmationIn, subjectIn } from './privacy-forms.ts';
import { PRIVACY_PATH, showPrivacy } from './privacy-page.ts';

const COUNTS = [
  'requests',
  'active',
  'former',
  'asAgent',
  'events',
  'deliveries',
  'tickets',
  'auditRows',
  'signIns',
] as const satisfies readonly (keyof ErasurePreview)[];

/** What is kept of a person. By a form and not by an address: an address would stand in histories and logs. */
export async function personPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const form = subjectIn(visit);
  if (!form.ok) return showPrivacy(deps, visit, { status: 422, who: form.state });
  return showPerson(deps, visit, form.subject, EMPTY_FORM, 200);
}

/** Begins to erase, once the person's address was typed again. */
export async function erasePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const form = subjectIn(visit);
  if (!form.ok) return showPrivacy(deps, visit, { status: 422, who: form.state });
  const { subject } = form;
  const { isConfirmed, closesActive } = confirmationIn(visit, subject);
  const again = (name: string, key: 'typedWrong' | 'closesActiveNeeded') => {
    const error = { key: `console.privacy.${key}`, params: { who: nameOf(subject) } } as const;
    return showPerson(deps, visit, subject, withError(EMPTY_FORM, name, error), 422);
  };
  if (!isConfirmed) return again('typed', 'typedWrong');
  const started = await deps.privacy.erasures.start(visit.person, subject, closesActive);
  if (started.ok) return seeOther(`${PRIVACY_PATH}/erasures/${started.id}`);
  return started.because === 'active'
    ? again('closesActive', 'closesActiveNeeded')
    : showPerson(deps, visit, subject, EMPTY_FORM, 409);
}

/** What is typed to confirm: the address, or the number where there is none. */
function nameOf({ email, phone }: Subject): string {
  return email ?? phone ?? '';
}

async function showPerson(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  subject: Subject,
  state: FormState,
  status: number,
): Promise<Reply> {
  const { texts } = visit;
  const preview = await deps.privacy.erasures.preview(subject);
  const who = nameOf(subject);
  return consolePage(deps.pages, visit, {
    template: 'privacy-person',
    title: texts.t('console.privacy.personTitle'),
    area: 'privacy',
    status,
    view: {
      who: [subject.email, subject.phone].filter((one) => one !== null).join(', '),
      email: subject.email ?? '',
      phone: subject.phone ?? '',
      isNothing: preview.isNothing,
      nothing: texts.t('console.privacy.nothing', { who }),
      counts: COUNTS.filter((name) => preview[name] > 0).map((name) => ({
        label: texts.lookUp(`console.privacy.counts.${name}`),
        count: texts.number(preview[name]),
      })),
      names: preview.names.length === 0 ? '' : texts.t('console.privacy.names', { names: texts.list(preview.names) }),
      warnings: warningsOf(preview, visit),
      mayErase: preview.account?.isActive !== true,
      fields: fieldViews(confirmSpecs(preview, who, visit), state, texts),
    },
  });
}

function warningsOf({ names, account, settings }: ErasurePreview, { texts }: SignedInVisit): readonly string[] {
  const warnings: string[] = [];
  if (names.length > 1) warnings.push(texts.t('console.privacy.severalNames'));
  if (account !== null) warnings.push(texts.t('console.privacy.account', { name: account.name }));
  if (account?.isActive === true) warnings.push(texts.t('console.privacy.accountActive'));
  if (settings.length > 0) warnings.push(texts.t('console.privacy.settings', { names: texts.list(settings) }));
  return warnings;
}

function confirmSpecs({ active }: ErasurePreview, who: string, { texts }: SignedInVisit): readonly FieldSpec[] {
  const label = texts.t('console.privacy.typed', { who });
  const typed: FieldSpec = { kind: 'text', name: 'typed', label, value: '', required: true };
  if (active === 0) return [typed];
  return [
    { kind: 'checkbox', name: 'closesActive', label: texts.t('console.privacy.closesActive'), checked: false },
    typed,
  ];
}
