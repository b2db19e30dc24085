/** What `<%= … %>` asks the platform to put in. */
export type Substitution =
  | { readonly from: 'iparam' | 'context' | 'oauth_iparams'; readonly name: string }
  | { readonly from: 'access_token' }
  | { readonly from: 'unknown'; readonly written: string };

const HOLE = /<%=?([\s\S]*?)(?:%>|$)/g;
const NAMED = /^(iparam|context|oauth_iparams)\.([A-Za-z_][A-Za-z0-9_]*)$/;

/** Every substitution in a text, in order. `encode(…)` counts as what it encodes. */
export function substitutionsIn(text: string): readonly Substitution[] {
  return [...text.matchAll(HOLE)].flatMap(([, inside = '']) => {
    const written = inside.trim();
    const encoded = /^encode\((.*)\)$/s.exec(written)?.[1];
    if (encoded === undefined) return [meaningOf(written)];
    const parts = encoded.split('+').map((part) => part.trim());
    return parts.filter((part) => !/^(['"]).*\1$/.test(part)).map(meaningOf);
  });
}

function meaningOf(written: string): Substitution {
  if (written === 'access_token') return { from: 'access_token' };
  const [, from, name = ''] = NAMED.exec(written) ?? [];
  if (from === 'iparam' || from === 'context' || from === 'oauth_iparams') return { from, name };
  return { from: 'unknown', written };
}
