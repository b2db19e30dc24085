export type NextPage =
  | { readonly kind: 'none' }
  | { readonly kind: 'page'; readonly url: URL }
  | { readonly kind: 'refused' };

const LINK = /<([^<>]*)>((?:\s*;\s*[\w!#$%&'*+.^`|~-]+(?:\s*=\s*(?:"[^"]*"|[^\s",;]+))?)*)/g;

/**
 * The next page that a `Link` header names. One that lies outside `base` (another host, port, scheme or path) is refused: the API key
 * goes with every call.
 */
export function readNextPage(header: string | null, base: URL): NextPage {
  for (const [, target = '', parameters = ''] of (header ?? '').matchAll(LINK)) {
    if (!/;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?=$|[\s;]))/i.test(parameters)) continue;
    if (!URL.canParse(target, base.href)) return { kind: 'refused' };
    const url = new URL(target, base);
    const within = url.origin === base.origin && url.pathname.startsWith(base.pathname);
    return within && url.username === '' && url.password === '' ? { kind: 'page', url } : { kind: 'refused' };
  }
  return { kind: 'none' };
}
