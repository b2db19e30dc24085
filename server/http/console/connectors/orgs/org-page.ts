import type { Finding } from '../../../../../core/ports/answer.ts';
import { orgSettings } from '../../../../../core/ports/installation.ts';
import type { BellState } from '../../../../panel-inbox/inbox-store.ts';
import type { InstallationRow } from '../../../../storage/store.ts';
import type { Reply } from '../../../reply.ts';
import { accountView } from '../account-view.ts';
import type { ConnectorShown } from '../connector-shown.ts';
import type { ConsoleDeps } from '../../console-deps.ts';
import { consolePage } from '../../console-page.ts';
import { moment, type SignedInVisit } from '../../visit.ts';
import { credentialsSpecs } from './credentials-form.ts';
import { orgGroups } from './org-form.ts';

/** The org's own flow or a relay may ring by these; the app has no use for an API secret. */
const RING_PURPOSES = ['webhook-header', 'webhook-signing'] as const;

/** One Salesforce org: test, what it told of itself, sign-in, secrets, settings, removal. */
export async function showOrg(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  row: InstallationRow,
  shown: ConnectorShown,
): Promise<Reply> {
  const { texts } = visit;
  const { id, name, environment, settings } = row.installation;
  const view = await accountView(deps, visit, row, shown, {
    groups: orgGroups({ name, environment, settings }, texts),
    keyFields: credentialsSpecs(texts),
    purposes: RING_PURPOSES,
  });
  return consolePage(deps.pages, visit, {
    template: 'org',
    title: name,
    area: 'connectors',
    status: shown.status ?? 200,
    trouble: shown.trouble ?? null,
    view: {
      ...view,
      inbox: await inboxLines(deps, visit, row),
      agentsSignIn: (await deps.orgs.signIns.clients.shown(id)) !== null,
      isKeyOpen: shown.key !== undefined,
    },
  });
}

type Line = { readonly isTrouble: boolean; readonly text: string };

const line = (text: string, isTrouble = false): Line => ({ isTrouble, text });

/** Which org it is and when it was last asked, as sentences; the first is the most important. */
async function inboxLines(
  { orgs }: ConsoleDeps,
  visit: SignedInVisit,
  { installation: { id, environment, settings } }: InstallationRow,
): Promise<readonly Line[]> {
  const { texts } = visit;
  const { account, askedAt, trouble, bell } = await orgs.inboxOf(id);
  const isSandboxAtWork = account?.isSandbox === true && environment === 'production';
  return [
    ...(trouble === null ? [] : [line(texts.t('console.org.trouble', { because: trouble }), true)]),
    ...(isSandboxAtWork ? [line(texts.t('console.org.sandboxAtWork'), true)] : []),
    line(
      askedAt === null
        ? texts.t('console.org.neverAsked')
        : texts.t('console.org.asked', { time: moment(visit, askedAt) }),
    ),
    ...(bell === null ? [] : [bellLine(visit, bell, orgSettings(settings).pollSeconds)]),
    ...(account === null
      ? []
      : [
          line(
            texts.t(account.isSandbox ? 'console.org.isSandbox' : 'console.org.is', {
              name: account.name,
              id: account.accountId,
            }),
          ),
        ]),
  ];
}

function bellLine(visit: SignedInVisit, { isHeard, because, since }: BellState, pollSeconds: number): Line {
  const { texts } = visit;
  const time = moment(visit, since);
  return isHeard
    ? line(texts.t('console.org.bellHeard', { time }))
    : line(texts.t('console.org.bellUnheard', { time, count: pollSeconds, because }), true);
}

export function refusesSignIn(findings: readonly Finding[]): boolean {
  return findings.some(({ check, level }) => check === 'credentials' && level === 'problem');
}
