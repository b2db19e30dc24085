import { packApp } from '../pack/pack-app.ts';
import type { Rule } from '../rule.ts';

const MOST_BYTES = 250_000;

export const packageSize: Rule = {
  name: 'package-size',
  promise: 'the package stays below 250 KB, far below what the platform takes',
  find: ({ files }) => {
    const size = packApp(files).length;
    if (size < MOST_BYTES) return [];
    const message = `The package has ${size} bytes; at most ${MOST_BYTES} are wanted: it is scripts and words in fourteen languages, of which a browser loads one.`;
    return [{ file: 'app/', message }];
  },
};
