import type { ReadinessResult, System } from '../../../core/session-request/readiness.ts';

/** The system a browser says it runs on: decides which instructions come first, nothing else. */
export function visitorSystem(userAgent: string): System {
  if (/Android/.test(userAgent)) return 'android';
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  if (/Windows/.test(userAgent)) return 'windows';
  if (/Macintosh/.test(userAgent)) return 'macos';
  if (/Linux|X11|CrOS/.test(userAgent)) return 'linux';
  return 'other';
}

export const isPhone = (system: System): boolean => system === 'android' || system === 'ios';

/** Versions with which these pages were made to work. The order matters: Edge and Opera also call themselves Chrome, and all of them Safari. */
const OLDEST: readonly (readonly [RegExp, number])[] = [
  [/Edg\/(\d+)/, 100],
  [/Firefox\/(\d+)/, 100],
  [/Chrome\/(\d+)/, 100],
  [/Version\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari/, 15],
];

/** Whether the browser is new enough for these pages, as far as it tells. */
export function browserAge(userAgent: string): ReadinessResult {
  if (/MSIE |Trident\//.test(userAgent)) return 'problem';
  for (const [pattern, oldest] of OLDEST) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return Number(version) >= oldest ? 'good' : 'problem';
  }
  return 'unsure';
}
