import type { InstallationSettings } from '../../core/ports/installation.ts';
import { bestOf } from './choose-language.ts';
import { LANGUAGES } from './texts.ts';

type Chosen = Pick<InstallationSettings, 'language' | 'languages'>;

/** The languages that end users of an account are offered, the usual one first. */
export function offeredLanguages({ language, languages }: Chosen): readonly string[] {
  const offered = languages === undefined ? LANGUAGES : LANGUAGES.filter((tag) => languages.includes(tag));
  const usual = bestOf(offered, language);
  return usual === null ? offered : [usual, ...offered.filter((tag) => tag !== usual)];
}

/** The language that a new request gets: the one asked for where whoever reads it can read an offered one, else the usual one. */
export function keptLanguage(settings: Chosen, asked: string | null): string | null {
  if (asked === null) return null;
  return bestOf(offeredLanguages(settings), asked) === null ? settings.language : asked;
}
