import type { ProviderLook } from '../../../sign-in/oidc/look-at-provider.ts';
import type { ShownProvider } from '../../../sign-in/oidc/provider-settings.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.ts';
import { EMPTY_FORM, type FormState, readForm, withError } from '../form-reading.ts';
import { fieldViews } from '../form-view.ts';
import { providerReaders, providerSpecs, settingsOf } from './provider-form.ts';
import type { SignedInVisit } from '../visit.ts';

const PATH = '/console/sign-in-provider';

/** How people sign in with their account at the company's own provider. */
export async function providerPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return show(deps, visit, EMPTY_FORM, [], 200);
}

export async function providerPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const form = readForm(visit.request.body, providerReaders(deps));
  if (!form.ok) return show(deps, visit, form.state, [], 422);
  const settings = settingsOf(form.values, deps);
  const { clientSecret } = form.values;
  const before = await deps.oidc.settings.shown();
  const keeps = clientSecret === '' && before?.hasSecret === true;
  // Otherwise the stored secret, which nobody may see, could be sent to a provider of somebody's choice.
  if (keeps && (before.issuer !== settings.issuer || before.clientId !== settings.clientId)) {
    const state = withError(form.state, 'clientSecret', { key: 'console.provider.secretAgain' });
    return show(deps, visit, state, [], 422);
  }
  const replacement = clientSecret === '' ? null : clientSecret;
  await deps.oidc.settings.save(visit.person, settings, keeps ? undefined : replacement);
  return doneAt(PATH, 'provider-saved');
}

export async function providerRemovePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  await deps.oidc.settings.remove(visit.person);
  return doneAt(PATH, 'provider-removed');
}

/** Reads the provider's description and says what it found. */
export async function providerTestPost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const look = await deps.oidc.test();
  return look === null
    ? show(deps, visit, EMPTY_FORM, [], 409)
    : show(deps, visit, EMPTY_FORM, findings(look, visit), 200);
}

type Finding = { readonly level: 'ok' | 'problem'; readonly text: string };

function findings(look: ProviderLook, { texts }: SignedInVisit): readonly Finding[] {
  if (!look.ok) return [{ level: 'problem', text: texts.t(`console.provider.trouble.${look.trouble.code}`) }];
  const { issuer, host, unknownScopes } = look;
  const found: Finding[] = [
    { level: 'ok', text: texts.t('console.provider.found', { issuer, host }) },
    { level: 'ok', text: texts.t(`console.provider.client.${look.client}`) },
  ];
  if (unknownScopes.length > 0) {
    const scopes = texts.list([...unknownScopes]);
    found.push({ level: 'problem', text: texts.t('console.provider.unknownScopes', { scopes }) });
  }
  if (!look.checksProofKey) found.push({ level: 'problem', text: texts.t('console.provider.noProofKey') });
  return found;
}

async function show(
  deps: ConsoleDeps,
  visit: SignedInVisit,
  state: FormState,
  tested: readonly Finding[],
  status: number,
): Promise<Reply> {
  const { texts } = visit;
  const shown = await deps.oidc.settings.shown();
  return consolePage(deps.pages, visit, {
    template: 'sign-in-provider',
    title: texts.t('console.area.sign-in-provider'),
    area: 'sign-in-provider',
    status,
    view: {
      isSet: shown !== null,
      isOpenToAll: shown !== null && isOpenToAll(shown),
      redirectUri: deps.oidc.redirectUri,
      tested,
      fields: fieldViews(providerSpecs(shown, visit), state, texts),
    },
  });
}

/** At a provider where everybody can have an account, that is everybody. */
function isOpenToAll(shown: ShownProvider): boolean {
  return shown.addsPeople && shown.roleWithoutGroup !== null && shown.emailDomains.length === 0;
}
