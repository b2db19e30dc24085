import type { Finding } from '../../core/ports/answer.ts';

export function wellDone(check: string, message: string): Finding {
  return { check, level: 'ok', message, mend: null };
}

/** Something works less well than it could. */
export function warning(check: string, message: string, mend: string): Finding {
  return { check, level: 'warning', message, mend };
}

/** Something will not work. */
export function problem(check: string, message: string, mend: string): Finding {
  return { check, level: 'problem', message, mend };
}
