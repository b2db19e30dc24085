/** A line of a timeline entry as the demo shows it; `href` when the whole line is a link. */
export type EntryLine = { readonly text: string; readonly href: string | null };

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** The paragraphs of an entry's HTML as text: the demo's page never puts somebody's HTML into itself. */
export function paragraphs(html: string): readonly EntryLine[] {
  return html
    .split(/<\/p>|<\/div>|<br\s*\/?>/i)
    .map((part) => ({
      text: decode(part.replaceAll(/<[^>]*>/g, '')).trim(),
      href: /<a\s[^>]*href="(https?:\/\/[^"]+)"/i.exec(part)?.[1] ?? null,
    }))
    .filter(({ text }) => text !== '');
}

function decode(text: string): string {
  return text.replaceAll(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
