const TAG = /<!--|<!doctype[^>]*>|<\/?[a-z][^\s>/]*(?:[^"'>]|"[^"]*"|'[^']*')*>/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
/** By its scheme or its host; the same words in a query of ours are harmless. */
const LEADS_AWAY = /^\s*(?:javascript:|vbscript:|data:text)|^\s*(?:https?:)?\/\/[^/?#]*evil\.example|;\s*url=/i;
const LINKS = new Set(['href', 'src', 'action', 'formaction', 'srcdoc', 'content', 'style']);

/** Tag names with their attributes, as a browser would take a page apart. */
function tagsOf(html: string): readonly { readonly name: string; readonly attributes: ReadonlyMap<string, string> }[] {
  return (html.match(TAG) ?? [])
    .filter((tag) => !tag.startsWith('</') && !tag.startsWith('<!d') && !tag.startsWith('<!D'))
    .map((tag) => {
      const [, name = tag] = /^<([a-z][^\s>/]*)/i.exec(tag) ?? [];
      const rest = tag.slice(name.length + 1, -1);
      const attributes = [...rest.matchAll(ATTRIBUTE)].map(
        ([, key = '', a, b, c]) => [key.toLowerCase(), a ?? b ?? c ?? ''] as const,
      );
      return { name: name.toLowerCase(), attributes: new Map(attributes) };
    });
}

/** What a page of this kind is made of when nobody means harm: names of tags with those of their attributes. */
export type PageShape = ReadonlySet<string>;

export function shapeOf(...pages: readonly string[]): PageShape {
  const shapes = pages.flatMap((html) =>
    tagsOf(html).flatMap(({ name, attributes }) => [name, ...[...attributes.keys()].map((key) => `${name} ${key}`)]),
  );
  return new Set(shapes);
}

/** What is on a page and not of our making: a tag or an attribute that harmless pages lack, a script, or an address that is none of ours. */
export function pageFaults(html: string, shape: PageShape): readonly string[] {
  return tagsOf(html).flatMap(({ name, attributes }) => {
    const faults = shape.has(name) ? [] : [`a tag <${name}>`];
    for (const [key, value] of attributes) {
      if (!shape.has(`${name} ${key}`)) faults.push(`<${name}> with "${key}"`);
      if (key.startsWith('on')) faults.push(`<${name}> with a handler ${key}`);
      if (LINKS.has(key) && LEADS_AWAY.test(decoded(value))) {
        faults.push(`<${name}> with ${key} to ${value.slice(0, 60)}`);
      }
    }
    return faults;
  });
}

/** The words of a page as a reader has them, marks of direction left out. */
export function wordsOf(html: string): string {
  const bare = html.replaceAll(/<head>[\s\S]*?<\/head>/g, ' ').replaceAll(TAG, ' ');
  return plain(decoded(bare));
}

/** For comparing: without marks that cannot be seen, spaces as one. */
export function plain(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function decoded(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };
  return text.replaceAll(
    /&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return named[name ?? ''] ?? whole;
    },
  );
}
