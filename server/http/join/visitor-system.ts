import type { System } from './join-view.ts';

/** The system a browser says it runs on: decides which instructions come first, nothing else. */
export function visitorSystem(userAgent: string): System {
  if (/Android|iPhone|iPad|iPod/.test(userAgent)) return 'phone';
  if (/Windows/.test(userAgent)) return 'windows';
  if (/Macintosh/.test(userAgent)) return 'macos';
  if (/Linux|X11|CrOS/.test(userAgent)) return 'linux';
  return 'other';
}
