import type { Installation } from '../../../core/ports/installation.ts';
import type { AgentFinder } from '../../oauth/find-agent.ts';
import type { OAuth } from '../../oauth/create-oauth.ts';
import type { Pages } from '../../pages/pages.ts';
import type { SignInService } from '../../sign-in/create-sign-in.ts';

/** What the pages and calls of the app's sign-in need of the rest of the server. */
export type OAuthDeps = {
  readonly oauth: OAuth;
  readonly installations: {
    find(id: string): Promise<{ readonly installation: Installation; readonly address: string } | null>;
  };
  readonly signIn: Pick<SignInService, 'signedIn' | 'checkForm' | 'signInUrl' | 'close'>;
  readonly findAgent: AgentFinder;
  readonly pages: Pages;
  /** Wrong codes, tokens and secrets a minute from one network address for one client; 60 unless given. */
  readonly failuresPerMinute?: number;
};
