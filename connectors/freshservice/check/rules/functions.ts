import { MANIFEST } from '../app.ts';
import { entriesAt, jsonAt } from '../json-at.ts';
import type { Rule } from '../rule.ts';

const NAME = /^[A-Za-z][A-Za-z0-9_]{1,39}$/;
const TIMEOUTS_S: readonly unknown[] = [20, 25, 30];

export const functionNames: Rule = {
  name: 'function-names',
  promise: 'functions have names of 2 to 40 letters, digits and underscores',
  find: ({ manifest }) =>
    entriesAt(manifest, 'modules', 'common', 'functions')
      .filter(([name]) => !NAME.test(name))
      .map(([name]) => ({
        file: MANIFEST,
        message: `functions › ${name}: a name has 2 to 40 letters, digits and underscores and begins with a letter.`,
      })),
};

export const functionTimeouts: Rule = {
  name: 'function-timeouts',
  promise: 'every function says how long it may take: 20, 25 or 30 seconds',
  find: ({ manifest }) =>
    entriesAt(manifest, 'modules', 'common', 'functions')
      .filter(([, value]) => !TIMEOUTS_S.includes(jsonAt(value, 'timeout')))
      .map(([name]) => ({
        file: MANIFEST,
        message: `functions › ${name}: write "timeout": 20 (or 25, 30). Without it the function is stopped after 5 seconds.`,
      })),
};

export const calledFunctions: Rule = {
  name: 'called-functions',
  promise: 'every function that the app calls is in manifest.json',
  find: ({ manifest, front, settings }) => {
    const known = new Set(entriesAt(manifest, 'modules', 'common', 'functions').map(([name]) => name));
    return [...front, ...settings].flatMap(({ path, calls }) =>
      calls
        .filter(({ to, name }) => to === 'function' && !known.has(name))
        .map(({ name, line }) => ({
          file: path,
          line,
          message: `request.invoke("${name}"): manifest.json has no such function under modules › common › functions.`,
        })),
    );
  },
};
