import type { AppInstall } from '../../app-install/app-installs.ts';
import type { ConsoleDeps } from './console-deps.ts';
import { moment, type SignedInVisit } from './visit.ts';

/** What the app inside the help desk told of itself, as sentences. */
export type AppStateView = {
  readonly state: 'never' | 'installed' | 'removed';
  readonly lines: readonly string[];
};

export async function appStateView(
  { people }: Pick<ConsoleDeps, 'people'>,
  visit: SignedInVisit,
  installationId: string,
): Promise<AppStateView> {
  const app = await people.appInstalls.find(installationId);
  if (app === null) return { state: 'never', lines: [visit.texts.t('console.appState.never')] };
  const { texts } = visit;
  const at = (time: number): string => moment(visit, time);
  if (app.uninstalledAt !== null) {
    return { state: 'removed', lines: [texts.t('console.appState.removed', { time: at(app.uninstalledAt) })] };
  }
  return { state: 'installed', lines: [...whichApp(app, visit), lastHeard(app, visit)] };
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
