/** What is known about the language somebody reads, strongest first. */
export type LanguageHints = {
  /** Chosen on the page itself. */
  readonly chosen: string | null;
  /** Set for this reader by somebody who knows him; null: nobody has. */
  readonly wished?: string | null;
  /** The `Accept-Language` header. */
  readonly accepted: string | undefined;
  /** The usual languages of the place, best first. */
  readonly others: readonly string[];
};

const MOST_ACCEPTED = 20;

/** The best of `available`; the first of them when nothing fits. All are BCP 47 tags. */
export function chooseLanguage(available: readonly string[], hints: LanguageHints): string {
  const wanted = [hints.chosen ?? '', hints.wished ?? '', ...readAccepted(hints.accepted ?? ''), ...hints.others];
  for (const tag of wanted) {
    const found = bestOf(available, tag);
    if (found !== null) return found;
  }
  return available[0] ?? 'en';
}

/** The language of `available` that a reader of `tag` can read; null when there is none. */
export function bestOf(available: readonly string[], tag: string): string | null {
  const exact = available.find((one) => one.toLowerCase() === tag.toLowerCase());
  if (exact !== undefined) return exact;
  const script = languageAndScript(tag);
  return available.find((one) => script !== null && languageAndScript(one) === script) ?? null;
}

/** `zh-HK` and `zh-TW` are both `zh-Hant`: a reader of the one reads the other, but not `zh-Hans`. */
function languageAndScript(tag: string): string | null {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/.test(tag)) return null;
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script ?? ''}`;
  } catch {
    return null;
  }
}

function readAccepted(header: string): readonly string[] {
  const ranges = header
    .slice(0, 1000)
    .split(',', MOST_ACCEPTED)
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    });
  return ranges
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
