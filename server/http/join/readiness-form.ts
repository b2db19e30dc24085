import type { Readiness, ReadinessCheck, ReadinessResult } from '../../../core/session-request/readiness.ts';
import type { JoinForm } from './join-form.ts';
import { browserAge, visitorSystem } from './visitor-system.ts';

const RESULTS = { yes: 'good', no: 'problem', unsure: 'unsure', '': 'unsure' } as const;

/** What the browser tells and what the person said, together. What does not matter is left out: no rights are needed for what is there. */
export function readinessFrom(form: JoinForm, userAgent: string): Readiness {
  const system = form.system === '' ? visitorSystem(userAgent) : form.system;
  const findings: { readonly check: ReadinessCheck; readonly result: ReadinessResult }[] = [
    { check: 'this-device', result: RESULTS[form.here] },
    { check: 'browser', result: browserAge(userAgent) },
    { check: 'client', result: RESULTS[form.client] },
  ];
  if (form.client !== 'yes') findings.push({ check: 'install-rights', result: RESULTS[form.install] });
  if (system === 'macos') findings.push({ check: 'screen-recording', result: RESULTS[form.screen] });
  return { system, findings };
}

/** Checks that are not good yet, each with a text of its own that says what to do. */
export function openPoints(readiness: Readiness | null): readonly ReadinessCheck[] {
  return (readiness?.findings ?? []).flatMap(({ check, result }) => (result === 'good' ? [] : [check]));
}
