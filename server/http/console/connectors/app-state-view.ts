import type { AppInstall } from '../../../app-install/app-installs.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { isPublicHttps } from './is-public-https.ts';
import { moment, type SignedInVisit } from '../visit.ts';

/** What the app inside the help desk told of itself, as sentences. */
export type AppStateView = {
  readonly state: 'never' | 'installed' | 'removed';
  readonly lines: readonly string[];
};

export async function appStateView(
  { people, publicUrl }: Pick<ConsoleDeps, 'people' | 'publicUrl'>,
  visit: SignedInVisit,
  installationId: string,
): Promise<AppStateView> {
  const app = await people.appInstalls.find(installationId);
  const { texts } = visit;
  if (app === null) return { state: 'never', lines: notYet(publicUrl, visit) };
  const at = (time: number): string => moment(visit, time);
  if (app.uninstalledAt !== null) {
    return { state: 'removed', lines: [texts.t('console.appState.removed', { time: at(app.uninstalledAt) })] };
  }
  return { state: 'installed', lines: [...whichApp(app, visit), lastHeard(app, visit)] };
}

/** What is missing without the app, how it is installed, and what would stop that. */
function notYet(publicUrl: string, { texts }: SignedInVisit): readonly string[] {
  const blocked = isPublicHttps(publicUrl) ? [] : [texts.t('console.appState.address', { address: publicUrl })];
  return [texts.t('console.appState.never'), ...blocked, texts.t('console.appState.how')];
}

function whichApp({ installedAt, updatedAt, version, domain }: AppInstall, visit: SignedInVisit): readonly string[] {
  const { texts } = visit;
  const since = texts.t('console.appState.since', { time: moment(visit, installedAt), version });
  const account = domain === null ? [] : [texts.t('console.appState.account', { account: domain })];
  const updated =
    updatedAt > installedAt ? [texts.t('console.appState.updated', { time: moment(visit, updatedAt) })] : [];
  return [since, ...account, ...updated];
}

function lastHeard({ lastEventAt }: AppInstall, visit: SignedInVisit): string {
  if (lastEventAt === null) return visit.texts.t('console.appState.notHeard');
  return visit.texts.t('console.appState.heard', { time: moment(visit, lastEventAt) });
}
