import type { Finding } from '../../../../../core/ports/answer.ts';
import { orgSettings } from '../../../../../core/ports/installation.ts';
import type { BellState } from '../../../../panel-inbox/inbox-store.ts';
import type { InstallationRow } from '../../../../storage/store.ts';
import { MOST_VALID_SECRETS } from '../../../../installations/install-secrets.ts';
import { SECRET_HEADER } from '../../../webhooks/verify-webhook.ts';
import type { Reply } from '../../../reply.ts';
import type { ConnectorShown } from '../connector-shown.ts';
import { CONNECTORS, hostOf } from '../connectors-page.ts';
import type { ConsoleDeps } from '../../console-deps.ts';
import { consolePage } from '../../console-page.ts';
import { EMPTY_FORM } from '../../form-reading.ts';
import { fieldViews } from '../../form-view.ts';
import { timeZones } from '../../time-zones.ts';
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
  const { installation, address } = row;
  const { id, name, environment, settings } = installation;
  const groups = orgGroups({ name, environment, settings }, texts);
  const secrets = await deps.people.installSecrets.valid(id);
  const typeName = {
    kind: 'text',
    name: 'confirm',
    label: texts.t('console.connector.typeName', { name }),
    value: '',
    required: true,
  } as const;
  return consolePage(deps.pages, visit, {
    template: 'org',
    title: name,
    area: 'connectors',
    status: shown.status ?? 200,
    trouble: shown.trouble ?? null,
    view: {
      base: `${CONNECTORS}/${id}`,
      address: hostOf(address),
      isTest: environment === 'test',
      hasKey: row.sealedCredentials !== null,
      inbox: await inboxLines(deps, visit, row),
      agentsSignIn: (await deps.orgs.signIns.clients.shown(id)) !== null,
      findings: shown.findings ?? [],
      secret: shown.secret ?? null,
      secrets: RING_PURPOSES.map((purpose) => {
        const own = secrets.filter((secret) => secret.purpose === purpose);
        return {
          purpose,
          secrets: own.map((secret) => ({ id: secret.id, made: moment(visit, secret.createdAt) })),
          mayMake: own.length < MOST_VALID_SECRETS,
        };
      }),
      webhookUrl: `${deps.publicUrl}/webhooks/salesforce/${id}`,
      secretHeader: SECRET_HEADER,
      groups: groups.map((group) => ({
        name: group.name,
        fields: fieldViews(group.specs, shown.settings ?? EMPTY_FORM, texts, 's'),
      })),
      isSettingsOpen: shown.settings !== undefined,
      key: fieldViews(credentialsSpecs(texts), shown.key ?? EMPTY_FORM, texts, 'k'),
      isKeyOpen: shown.key !== undefined,
      removal: fieldViews([typeName], shown.removal ?? EMPTY_FORM, texts, 'r'),
      isRemovalOpen: shown.removal !== undefined,
      zones: timeZones(),
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
