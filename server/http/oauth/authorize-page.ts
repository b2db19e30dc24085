import { mayCommand } from '../../../core/people/rights.ts';
import { authorizePath } from '../../oauth/authorize-path.ts';
import type { Reply } from '../reply.ts';
import { policyOfFormLeadingTo } from '../security-headers.ts';
import type { OpenedAuthorize } from './enter-authorize.ts';
import type { OwnAgent } from './find-own-agent.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { oauthPage, type OAuthPage, textsOf } from './oauth-page.ts';

/** "Let the app act for you?", or why that cannot be asked now; always with a way on. `own` is as the help desk just said. */
export function authorizePage({ pages }: Pick<OAuthDeps, 'pages'>, opened: OpenedAuthorize, own: OwnAgent): Reply {
  const { asks, signedIn, installation, account, authorize } = opened;
  const { person, csrf } = signedIn;
  const words = textsOf(opened.request, asks, person.language);
  const path = authorizePath(asks);
  const view = {
    csrf,
    path,
    name: person.name,
    email: person.email,
    installation: installation.name,
    account,
    isTest: installation.environment === 'test',
    isViewer: !mayCommand(person),
    agent: own.kind === 'found' ? own.agent : null,
  };
  const headers = { 'content-security-policy': policyOfFormLeadingTo(...placesBehind(authorize.redirect)) };
  const { t } = words;
  const pageOf = (own: OwnAgent): Pick<OAuthPage, 'template' | 'status' | 'title'> => {
    switch (own.kind) {
      case 'found':
        return { template: 'ask', status: 200, title: t('oauth.ask.title') };
      case 'none':
        return { template: 'no-agent', status: 200, title: t('oauth.noAgent.title') };
      case 'unreachable':
        return { template: 'unreachable', status: 503, title: t('oauth.unreachable.title') };
      default:
        return own satisfies never;
    }
  };
  return oauthPage(pages, words, asks, { ...pageOf(own), view, headers });
}

/**
 * Where the form may lead: to the platform, and from there wherever it takes the person, which it does not say beforehand. On this machine
 * the pretended platform has several ports.
 */
function placesBehind(redirect: string): readonly string[] {
  const { protocol, hostname } = new URL(redirect);
  return protocol === 'https:' ? ['https:'] : ['https:', `http://${hostname}:*`];
}
