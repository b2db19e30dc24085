import { IPARAMS, MANIFEST, OAUTH, REQUESTS } from '../app.ts';
import { textOf } from '../app-files.ts';
import type { Rule } from '../rule.ts';

export const jsonReadable: Rule = {
  name: 'json-readable',
  promise: 'every JSON file of the app can be read',
  find: ({ files }) =>
    [MANIFEST, REQUESTS, IPARAMS, OAUTH].flatMap((file) => {
      const why = whyUnreadable(textOf(files, file));
      return why === null ? [] : [{ file, message: `This is not JSON: ${why}` }];
    }),
};

function whyUnreadable(text: string | null): string | null {
  if (text === null) return null;
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return Error.isError(error) ? error.message : String(error);
  }
}
