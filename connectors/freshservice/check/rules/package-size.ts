import { packApp } from '../pack/pack-app.ts';
import type { Rule } from '../rule.ts';

const MOST_BYTES = 200_000;

export const packageSize: Rule = {
  name: 'package-size',
  promise: 'the package stays below 200 KB, far below what the platform takes',
  find: ({ files }) => {
    const size = packApp(files).length;
    if (size < MOST_BYTES) return [];
    const message = `The package has ${size} bytes; at most ${MOST_BYTES} are wanted, because every agent's browser loads it.`;
    return [{ file: 'app/', message }];
  },
};
