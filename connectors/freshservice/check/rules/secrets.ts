import type { AppFiles } from '../app-files.ts';
import { lineAt, textOf } from '../app-files.ts';
import { packedPaths } from '../pack/packed-paths.ts';
import type { Rule } from '../rule.ts';

const SECRETS: readonly (readonly [string, RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/g],
  ['a secret of this product', /\bsr[sbo]_[A-Za-z0-9_-]{16,}/g],
  ['a JSON web token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*/g],
  [
    'a key of a known service',
    /\b(?:AKIA[A-Z0-9]{16}|AIza[\w-]{35}|gh[pousr]_\w{30,}|xox[abprs]-[\w-]{10,}|sk_live_\w{16,})/g,
  ],
  ['a password in a header', /\b(?:Basic|Bearer)\s+(?=\S*\d)[A-Za-z0-9+/_.-]{16,}={0,2}/g],
  ['a password in an address', /\/\/[^\s/@:"']+:[^\s/@"']+@/g],
  [
    'what looks like a random secret',
    /(?<![\w+-])(?=[\w+-]*[a-z])(?=[\w+-]*[A-Z])(?=(?:[\w+-]*?\d){3})[\w+-]{32,}={0,2}/g,
  ],
];
const INTEGRITY = /sha(256|384|512)-$/;

const PRIVATE: readonly (readonly [string, RegExp])[] = [
  [
    'a private host',
    /(?<=\/\/)(?:localhost|127(?:\.\d{1,3}){3}|[\w.-]+\.(?:internal|local|lan|intranet|corp))\b(?!:10001\/auth\/callback)|\blocalhost:(?!10001\/)\d+|\b(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})\b/gi,
  ],
  ['an e-mail address', /\b[\w.+-]+@(?!(?:[\w-]+\.)*example\.(?:com|org|net)\b)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b/gi],
];

export const noSecrets: Rule = {
  name: 'no-secrets',
  promise: 'nothing that is packed holds a key, a token or a password',
  find: ({ files }) => found(files, SECRETS, 'Ask the admin for it by a secure setting.'),
};

export const nothingPrivate: Rule = {
  name: 'nothing-private',
  promise: 'nothing that is packed names a private host or a person’s address',
  find: ({ files }) => found(files, PRIVATE, 'Everybody who gets the package can read it. Use example.com.'),
};

function found(files: AppFiles, kinds: readonly (readonly [string, RegExp])[], advice: string) {
  return packedPaths(files)
    .filter((file) => !/\.(png|jpg|gif|webp|woff2)$/.test(file))
    .flatMap((file) => {
      const text = textOf(files, file) ?? '';
      return kinds.flatMap(([what, pattern]) =>
        [...text.matchAll(pattern)]
          .filter(({ index }) => !INTEGRITY.test(text.slice(0, index)))
          .map(({ index }) => ({ file, line: lineAt(text, index), message: `This is ${what}. ${advice}` })),
      );
    });
}
