import { htmlTokens } from './html-tokens.ts';

const INLINE = new Set('a b code em i s span strong sub sup u img'.split(' '));

/** The text a reader sees, on one line: tags gone, white space drawn together. Inline tags do not split a word. */
export function plainText(html: string): string {
  let text = '';
  for (const token of htmlTokens(html)) {
    if (token.kind === 'text') text += token.text;
    else if (!INLINE.has(token.name)) text += ' ';
  }
  return text.replaceAll(/[\s\u00A0]+/g, ' ').trim();
}
