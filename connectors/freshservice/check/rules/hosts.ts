import { pathsBelow, lineAt, textOf } from '../app-files.ts';
import type { Rule } from '../rule.ts';

const ADDRESS = /(?:\b[a-z][a-z0-9+.-]*:)?\/\/[a-z0-9[][^\s"'`<>()]*/gi;
const SCHEME_NEEDED = /^(https?|wss?|ftp):\/\//i;
/** Exactly one version, so that nobody else decides what agents run. */
const CRAYONS = /^https:\/\/cdn\.jsdelivr\.net\/npm\/@freshworks\/crayons@\d+\.\d+\.\d+\/dist\//;
/** Names of XML dialects look like addresses; nothing is loaded from them. */
const NAMESPACE = /^http:\/\/www\.w3\.org\//;

export const allowedHosts: Rule = {
  name: 'allowed-hosts',
  promise: 'pages, styles and scripts name no host but the one of Crayons, in one exact version',
  find: ({ files }) =>
    ['.html', '.css', '.js', '.svg']
      .flatMap((ending) => pathsBelow(files, 'app', ending))
      .flatMap((file) => {
        const text = textOf(files, file) ?? '';
        return [...text.matchAll(ADDRESS)]
          .filter(({ 0: address, index }) => isForeign(address, text, index, file))
          .map(({ 0: address, index }) => ({
            file,
            line: lineAt(text, index),
            message: `${address} may not be used. Only https://cdn.jsdelivr.net/npm/@freshworks/crayons@<exact version>/dist/… is.`,
          }));
      }),
};

function isForeign(address: string, text: string, index: number, file: string): boolean {
  if (CRAYONS.test(address) || NAMESPACE.test(address)) return false;
  if (SCHEME_NEEDED.test(address)) return true;
  // Without a scheme it is an address only where one is expected; elsewhere it begins a comment.
  return file.endsWith('.html') && /["'=]\s*$/.test(text.slice(0, index));
}
