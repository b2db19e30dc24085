import type { App } from '../app.ts';
import type { Trouble } from '../finding.ts';
import type { Tag } from '../html/tags.ts';
import type { Rule } from '../rule.ts';

const CLIENT = '{{{appclient}}}';

function rule(name: string, promise: string, against: (tag: Tag, app: App, path: string) => string | null): Rule {
  return {
    name,
    promise,
    find: (app) =>
      app.pages.flatMap(({ path, tags }) =>
        tags.flatMap((tag): readonly Trouble[] => {
          const message = against(tag, app, path);
          return message === null ? [] : [{ file: path, line: tag.line, message }];
        }),
      ),
  };
}

export const noInlineScript = rule('no-inline-script', 'no script stands inside a page', ({ name, content }) =>
  name === 'script' && content.trim() !== ''
    ? 'Put the script into a file below app/scripts and name it with src.'
    : null,
);

export const noInlineHandler = rule(
  'no-inline-handler',
  'no attribute of a page is a script',
  ({ name, attributes }) => {
    const found = [...attributes].find(
      ([key, value]) => key.startsWith('on') || key === 'srcdoc' || /^\s*javascript:/i.test(value),
    );
    return found === undefined ? null : `<${name} ${found[0]}=…> runs a script. Use addEventListener in a script file.`;
  },
);

export const pageFiles = rule(
  'page-files',
  'every script, style and picture that a page names exists',
  ({ name, attributes }, { files }, path) => {
    const named = name === 'link' ? attributes.get('href') : attributes.get('src');
    if (named === undefined || named === CLIENT || /^([a-z]+:|\/\/|#|$)/i.test(named)) return null;
    return files.has(resolved(path, named)) ? null : `There is no file ${resolved(path, named)}.`;
  },
);

function resolved(page: string, named: string): string {
  const base = new URL(`app:///${page}`);
  return new URL(named.replace(/[?#].*$/, ''), base).pathname.slice(1);
}

export const pageClient: Rule = {
  name: 'page-client',
  promise: 'every page loads the platform’s client, before its own scripts',
  find: ({ pages }) =>
    pages.flatMap(({ path, tags }) => {
      const sources = tags.filter(({ name }) => name === 'script').map(({ attributes }) => attributes.get('src'));
      const own = sources.findIndex((src) => src !== undefined && !/^(https:|\{)/.test(src));
      const client = sources.indexOf(CLIENT);
      if (client !== -1 && (own === -1 || client < own)) return [];
      return [{ file: path, message: `Write <script src="${CLIENT}"></script> before the page's own scripts.` }];
    }),
};
