import type { LintRule } from 'eslint';
import { noCrossScopeAssign } from './cross-scope.ts';
import { noDependencyMismatch } from './dependencies.ts';
import { noDeprecatedApis, noUnpkgCdn } from './outdated.ts';
import { noHtmlInjection, noWindowState } from './page-safety.ts';
import { noLoggingRejections, noUnhandledPromise } from './promises.ts';
import { noNonClientRequestModel, noProxyRequests } from './requests.ts';

/** The FDK's eight rules beside ESLint's, in our own words, and two that we add. */
export const OWN_RULES: Readonly<Record<string, LintRule>> = {
  'no-non-client-request-model': noNonClientRequestModel,
  'no-unhandled-promise': noUnhandledPromise,
  'no-logging-rejections': noLoggingRejections,
  'no-cross-scope-assign': noCrossScopeAssign,
  'no-dependency-mismatch': noDependencyMismatch,
  'no-unpkg-cdn': noUnpkgCdn,
  'no-proxy-requests': noProxyRequests,
  'no-deprecated-apis': noDeprecatedApis,
  'no-html-injection': noHtmlInjection,
  'no-window-state': noWindowState,
};
