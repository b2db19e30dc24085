export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string };

/** Elements whose content is not markup: everything up to their end tag belongs to them. */
const RAW = new Set([
  'script',
  'style',
  'iframe',
  'noscript',
  'template',
  'textarea',
  'title',
  'xmp',
  'noembed',
  'noframes',
]);

/** Cuts HTML into tags and text. Comments, declarations and the content of scripts and the like are left out. Never throws. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open === -1) {
      yield { kind: 'text', text: decodeEntities(html.slice(at)) };
      return;
    }
    if (open > at) yield { kind: 'text', text: decodeEntities(html.slice(at, open)) };
    const piece = readMarkup(html, open);
    if (piece.token !== null) yield piece.token;
    at = piece.end;
  }
}

function readMarkup(html: string, open: number): { token: HtmlToken | null; end: number } {
  if (html.startsWith('<!--', open)) return { token: null, end: after(html, '-->', open + 4) };
  if (html.startsWith('<!', open) || html.startsWith('<?', open)) return { token: null, end: after(html, '>', open) };
  const head = /^<(\/?)([a-zA-Z][^\s/>]*)/.exec(html.slice(open, open + 100));
  if (head === null) return { token: { kind: 'text', text: '<' }, end: open + 1 };
  const name = (head[2] ?? '').toLowerCase();
  const { attributes, end } = readAttributes(html, open + head[0].length);
  if (head[1] === '/') return { token: { kind: 'close', name }, end };
  if (!RAW.has(name)) return { token: { kind: 'open', name, attributes }, end };
  const endTag = new RegExp(`</${name}`, 'gi');
  endTag.lastIndex = end;
  const found = endTag.exec(html);
  return { token: null, end: found === null ? html.length : after(html, '>', found.index) };
}

function readAttributes(html: string, start: number): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>();
  const one = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/y;
  let at = start;
  for (;;) {
    one.lastIndex = at;
    const found = one.exec(html);
    if (found === null) return { attributes, end: after(html, '>', at) };
    const name = (found[1] ?? '').toLowerCase();
    if (!attributes.has(name)) attributes.set(name, decodeEntities(found[2] ?? found[3] ?? found[4] ?? ''));
    at = one.lastIndex;
  }
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found === -1 ? html.length : found + mark.length;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  colon: ':',
  tab: '\t',
  newline: '\n',
};

function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return NAMED[name.toLowerCase()] ?? whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return valid ? String.fromCodePoint(code) : '\uFFFD';
  });
}

/** Escapes text for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
