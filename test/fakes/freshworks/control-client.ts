import type { z } from 'zod';
import type { CallFaultRuleInput } from './call-faults.ts';
import type { TemplateCallSeen } from './call-log.ts';
import type { CONTROL_BODIES, SetUpOutcome } from './control.ts';
import type { HandlerRun } from './event-log.ts';
import type { Invocation } from './invoke-template.ts';
import type { PlatformSettings } from './platform.ts';

type Body<Name extends keyof typeof CONTROL_BODIES> = z.input<(typeof CONTROL_BODIES)[Name]>;

/** Every control route of the pretended platform. All reject with its sentence when it refuses. */
export type PlatformControl = {
  /** POST /control/install: runs onAppInstall; `message` is what the admin would read. */
  install(body: Body<'install'>): Promise<SetUpOutcome>;
  /** POST /control/update: reads the app's folder anew and runs afterAppUpdate. */
  update(body?: Body<'update'>): Promise<SetUpOutcome>;
  uninstall(): Promise<SetUpOutcome>;
  /** POST /control/faults: replaces all rules; none: all is well. */
  faults(rules: readonly CallFaultRuleInput[], seed?: number): Promise<void>;
  settings(body: Body<'settings'>): Promise<PlatformSettings>;
  /** POST /control/clock: limits, stored values and tokens follow; delays are real time. */
  advance(advanceMs: number): Promise<void>;
  forgetAuthorizations(agentId?: string): Promise<void>;
  /** GET /control/calls: attempts of template calls, oldest first. */
  calls(after?: number): Promise<readonly TemplateCallSeen[]>;
  forgetCalls(): Promise<void>;
  /** GET /control/events: what became of events and functions of server.js. */
  events(): Promise<readonly HandlerRun[]>;
  fireSchedule(name: string): Promise<HandlerRun | null>;
  /** As a page of the app in this agent's browser would: not a control route, the page's own. */
  invoke(agentId: number | string, template: string, options?: unknown): Promise<Invocation>;
};

/** Speaks to the platform, whether it runs in this process or in another. `url` as it was announced. */
export function platformControl(url: string): PlatformControl {
  const call = async <Result>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Result> => {
    const sent =
      body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(url + path, { method, ...sent });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The fake refused ${method} ${path}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Result;
  };
  return {
    install: (body) => call('POST', '/control/install', body),
    update: (body = {}) => call('POST', '/control/update', body),
    uninstall: () => call('POST', '/control/uninstall', {}),
    faults: async (rules, seed = 1) => void (await call('POST', '/control/faults', { rules, seed })),
    settings: (body) => call('POST', '/control/settings', body),
    advance: async (advanceMs) => void (await call('POST', '/control/clock', { advanceMs })),
    forgetAuthorizations: async (agentId) => void (await call('POST', '/control/forget-authorizations', { agentId })),
    calls: (after = 0) => call('GET', `/control/calls?after=${String(after)}`),
    forgetCalls: async () => void (await call('DELETE', '/control/calls')),
    events: () => call('GET', '/control/events'),
    fireSchedule: (name) => call('POST', '/control/schedules/fire', { name }),
    invoke: (agentId, template, options = {}) =>
      call('POST', `/agent/${String(agentId)}/invoke`, { template, options }),
  };
}
