import { escapeHtml, htmlTokens } from './html-tokens.ts';

const ALLOWED = new Set(
  'a b blockquote br code div em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s span strong sub sup table tbody td th thead tr u ul'.split(
    ' ',
  ),
);
const VOID = new Set(['br', 'hr', 'img']);
/** Unknown to HTML writers of notes, and dangerous with their content kept. */
const DROPPED_WHOLE = new Set(['svg', 'math', 'object', 'applet', 'select', 'audio', 'video', 'head']);
const URL_ATTRIBUTES: Readonly<Record<string, string>> = { a: 'href', img: 'src' };

type OpenElement = { readonly name: string; readonly kept: boolean; readonly hides: boolean };

/**
 * Cleans the HTML of a note as strictly as a help desk may: comments, scripts, event handlers, styles, `data-` attributes and hidden
 * elements vanish, unknown tags are dropped while their text stays, links keep http, https and mailto only.
 */
export function sanitise(html: string): string {
  const out: string[] = [];
  const stack: OpenElement[] = [];
  let hiding = 0;

  for (const token of htmlTokens(html)) {
    if (token.kind === 'text') {
      if (hiding === 0) out.push(escapeHtml(token.text));
    } else if (token.kind === 'open') {
      const hides = DROPPED_WHOLE.has(token.name) || isHidden(token.attributes);
      const kept = ALLOWED.has(token.name) && !hides && hiding === 0;
      if (kept) out.push(openTag(token.name, token.attributes));
      if (VOID.has(token.name)) continue;
      stack.push({ name: token.name, kept, hides });
      if (hides) hiding += 1;
    } else {
      const at = stack.findLastIndex((element) => element.name === token.name);
      if (at !== -1) hiding -= closeDownTo(stack, at, out);
    }
  }
  closeDownTo(stack, 0, out);
  return out.join('');
}

/** Ends the elements from `at` on, innermost first; says how many of them hid their content. */
function closeDownTo(stack: OpenElement[], at: number, out: string[]): number {
  const ended = stack.splice(at).toReversed();
  for (const element of ended) {
    if (element.kept) out.push(`</${element.name}>`);
  }
  return ended.filter((element) => element.hides).length;
}

function isHidden(attributes: ReadonlyMap<string, string>): boolean {
  const style = (attributes.get('style') ?? '').replaceAll(/\s/g, '').toLowerCase();
  return attributes.has('hidden') || /display:none|visibility:hidden|font-size:0|opacity:0(?![.\d])/.test(style);
}

function openTag(name: string, attributes: ReadonlyMap<string, string>): string {
  const urlAttribute = URL_ATTRIBUTES[name];
  const url = urlAttribute === undefined ? undefined : attributes.get(urlAttribute);
  if (urlAttribute === undefined || url === undefined || !isSafeUrl(url)) return `<${name}>`;
  const rel = name === 'a' ? ' rel="noreferrer"' : '';
  return `<${name} ${urlAttribute}="${escapeHtml(url)}"${rel}>`;
}

function isSafeUrl(url: string): boolean {
  const read = URL.parse(url);
  return read !== null && ['http:', 'https:', 'mailto:'].includes(read.protocol);
}
