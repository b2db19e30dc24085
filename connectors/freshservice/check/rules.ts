import type { Rule } from './rule.ts';
import { engines, exactDependencies, usedDependencies } from './rules/engines.ts';
import {
  configFiles,
  fileNames,
  noSourceMaps,
  noToolState,
  oneSettingsPage,
  packedKinds,
  readmePresent,
} from './rules/files.ts';
import { knownData, openedPages } from './rules/front-names.ts';
import { calledFunctions, functionNames, functionTimeouts } from './rules/functions.ts';
import { eventHandlers, exportsForm, handlersExported, setupHandlers } from './rules/handlers.ts';
import { allowedHosts } from './rules/hosts.ts';
import { noInlineHandler, noInlineScript, pageClient, pageFiles } from './rules/html.ts';
import { iparamHandlers, iparamKeys, iparamOptions, iparamRegex, secretIsSecure } from './rules/iparam-values.ts';
import { iparamsShape, noTypeAttributes } from './rules/iparams-shape.ts';
import { jsonReadable } from './rules/json-readable.ts';
import { manifestShape } from './rules/manifest-shape.ts';
import { knownModules, nothingEmpty, notOnlyCommon } from './rules/modules.ts';
import { oauthShape } from './rules/oauth-shape.ts';
import {
  agentTokenInFront,
  oauthAddresses,
  oauthCount,
  oauthSecretOutside,
  oauthSettings,
  oauthUsed,
} from './rules/oauth-values.ts';
import { noOldKeys, platformVersion } from './rules/old-keys.ts';
import { packageSize } from './rules/package-size.ts';
import { iconSize, iconsWhereSeen, placeFiles } from './rules/places.ts';
import {
  contextInFront,
  secretsInHeaders,
  substitutionKnown,
  substitutionSyntax,
  tokenWithOauth,
} from './rules/request-substitutions.ts';
import { changesOnce, requestHost, requestOptions, requestPath } from './rules/request-values.ts';
import { requestNames, requestsShape } from './rules/requests-shape.ts';
import { relativeRequires } from './rules/requires.ts';
import { noSecrets, nothingPrivate } from './rules/secrets.ts';
import { templatesDeclared, templatesKnown, templatesUsed } from './rules/template-names.ts';

/** Everything that is checked beside the lint, in the order in which it is told. */
export const RULES: readonly Rule[] = [
  jsonReadable,
  manifestShape,
  noOldKeys,
  platformVersion,
  engines,
  exactDependencies,
  usedDependencies,
  knownModules,
  notOnlyCommon,
  nothingEmpty,
  placeFiles,
  iconsWhereSeen,
  iconSize,
  exportsForm,
  handlersExported,
  setupHandlers,
  eventHandlers,
  functionNames,
  functionTimeouts,
  calledFunctions,
  relativeRequires,
  knownData,
  openedPages,
  requestsShape,
  requestNames,
  requestHost,
  requestPath,
  requestOptions,
  changesOnce,
  templatesDeclared,
  templatesKnown,
  templatesUsed,
  substitutionSyntax,
  substitutionKnown,
  secretsInHeaders,
  contextInFront,
  tokenWithOauth,
  iparamsShape,
  noTypeAttributes,
  iparamKeys,
  iparamOptions,
  iparamRegex,
  iparamHandlers,
  secretIsSecure,
  oauthShape,
  oauthCount,
  oauthAddresses,
  oauthSettings,
  oauthSecretOutside,
  oauthUsed,
  agentTokenInFront,
  noInlineScript,
  noInlineHandler,
  pageFiles,
  pageClient,
  allowedHosts,
  configFiles,
  oneSettingsPage,
  readmePresent,
  noToolState,
  packedKinds,
  fileNames,
  noSourceMaps,
  noSecrets,
  nothingPrivate,
  packageSize,
];
