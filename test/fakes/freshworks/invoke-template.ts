import { setTimeout as pause } from 'node:timers/promises';
import type { AppFolder, Template } from './app-folder.ts';
import type { CallFault } from './call-faults.ts';
import type { InstalledApp } from './installed-app.ts';
import type { Platform } from './platform.ts';
import { prepareCall, type PreparedCall, readInvokeOptions } from './prepare-call.ts';
import { ownAnswer, sendCall, type TemplateAnswer, TOO_MANY } from './send-call.ts';
import type { Sources } from './substitute.ts';

/** Who invokes: a page in this agent's browser, or server.js. */
export type Invoker = { readonly side: 'front'; readonly agentId: string } | { readonly side: 'server' };

export type Invocation = {
  readonly answer: TemplateAnswer;
  /** The integration that the agent has to authorize first; the platform's page offers it. */
  readonly authorize: string | null;
};

/** Carries out a template call as the platform does: fills it, counts it, sends it, tries again where the template says so. */
export async function invokeTemplate(
  platform: Platform,
  app: InstalledApp,
  invoker: Invoker,
  name: string,
  given: unknown,
): Promise<Invocation> {
  const template = app.folder.templates.get(name);
  if (template === undefined) return refused(400, `There is no request template "${name}".`);
  const { oauth } = template.options;
  if (oauth === undefined)
    return { answer: await fillAndSend({ platform, app, invoker, name, template }, given, null), authorize: null };
  if (invoker.side === 'server') return refused(400, 'An agent-level token cannot be used from server.js.');
  const { agentId } = invoker;
  const token = await platform.broker.token(app, oauth, agentId);
  if (token === null) return unauthorized(oauth);
  const call = { platform, app, invoker, name, template };
  const first = await fillAndSend(call, given, token);
  if (first.status !== 401) return { answer: first, authorize: null };
  const renewed = await platform.broker.renew(app, oauth, agentId);
  if (renewed === null) return unauthorized(oauth);
  const second = await fillAndSend(call, given, renewed);
  if (second.status !== 401) return { answer: second, authorize: null };
  platform.broker.forget(agentId);
  return unauthorized(oauth);
}

function refused(status: number, sentence: string): Invocation {
  return { answer: ownAnswer(status, sentence), authorize: null };
}

function unauthorized(integration: string): Invocation {
  return { answer: ownAnswer(401, `The agent has not authorized ${integration}.`), authorize: integration };
}

type Call = {
  readonly platform: Platform;
  readonly app: InstalledApp;
  readonly invoker: Invoker;
  readonly name: string;
  readonly template: Template;
};

async function fillAndSend(call: Call, given: unknown, token: string | null): Promise<TemplateAnswer> {
  const { app, invoker, template } = call;
  let prepared: PreparedCall;
  try {
    prepared = prepareCall(template, readInvokeOptions(given), invoker.side, sourcesOf(app, template, given, token));
  } catch (error) {
    return ownAnswer(400, Error.isError(error) ? error.message : 'The template cannot be filled.');
  }
  const { maxAttempts, retryDelay } = template.options;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await oneAttempt(call, prepared);
    const again = answer !== TOO_MANY && (answer.status === 429 || answer.status >= 500);
    if (!again || attempt >= maxAttempts) return answer;
    await pause(retryDelay, undefined, { signal: call.platform.closing });
  }
}

function sourcesOf(app: InstalledApp, template: Template, given: unknown, accessToken: string | null): Sources {
  const integration = integrationOf(app.folder, template);
  return {
    fields: app.folder.settings,
    iparams: app.iparams,
    oauthFields: integration?.oauth_iparams ?? {},
    oauthIparams: integration === undefined ? {} : app.oauthIparams,
    context: readInvokeOptions(given).context,
    accessToken,
  };
}

function integrationOf(folder: AppFolder, { options }: Template): AppFolder['integrations'][string] | undefined {
  return options.oauth === undefined ? undefined : folder.integrations[options.oauth];
}

/** Every attempt counts towards the 50 of a minute, also one that fails. */
async function oneAttempt({ platform, app, invoker, name }: Call, prepared: PreparedCall): Promise<TemplateAnswer> {
  const at = platform.clock.now();
  const began = performance.now();
  const note = (answer: TemplateAnswer, fault: CallFault['kind'] | null): TemplateAnswer => {
    const { side } = invoker;
    const agentId = invoker.side === 'front' ? invoker.agentId : null;
    const { method, url } = prepared;
    const tookMs = Math.round(performance.now() - began);
    const path = url.pathname + url.search;
    platform.calls.add({ at, template: name, side, agentId, method, path, status: answer.status, fault, tookMs });
    return answer;
  };
  if (!platform.limits.templates.take(at)) return note(TOO_MANY, null);
  const fault = platform.faults.strike(name, invoker.side);
  if (fault?.kind === 'no-authorization' && invoker.side === 'front') {
    platform.broker.forget(invoker.agentId);
    return note(ownAnswer(401, 'The authorization is gone.'), fault.kind);
  }
  const { closing } = platform;
  const sent = {
    hosts: platform.settings.hosts,
    timeoutMs: platform.settings.shortTimeoutMs ?? app.callTimeoutMs,
    closing,
  };
  return note(await sendCall(prepared, fault, sent), fault?.kind ?? null);
}
