import { type App, MANIFEST, REQUESTS } from '../app.ts';
import type { Script } from '../code/script.ts';
import { entriesAt, fieldsOf } from '../json-at.ts';
import type { Rule } from '../rule.ts';

function declared({ manifest }: App): readonly string[] {
  return entriesAt(manifest, 'modules', 'common', 'requests').map(([name]) => name);
}

export const templatesDeclared: Rule = {
  name: 'templates-declared',
  promise: 'manifest.json and config/requests.json name the same templates',
  find: (app) => {
    const inManifest = declared(app);
    const inRequests = Object.keys(fieldsOf(app.requests));
    return [
      ...inRequests
        .filter((name) => !inManifest.includes(name))
        .map((name) => ({
          file: MANIFEST,
          message: `The template "${name}" is missing under modules › common › requests.`,
        })),
      ...inManifest
        .filter((name) => !inRequests.includes(name))
        .map((name) => ({ file: REQUESTS, message: `manifest.json names the template "${name}", which is not here.` })),
    ];
  },
};

export const templatesKnown: Rule = {
  name: 'templates-known',
  promise: 'every template that a script calls is in manifest.json',
  find: (app) => {
    const known = declared(app);
    return [...app.front, ...app.server, ...app.settings].flatMap(({ path, calls }) =>
      calls
        .filter(({ to, name }) => to === 'template' && !known.includes(name))
        .map(({ name, line }) => ({
          file: path,
          line,
          message: `invokeTemplate("${name}"): manifest.json has no such template.`,
        })),
    );
  },
};

export const templatesUsed: Rule = {
  name: 'templates-used',
  promise: 'every template is written out in a script',
  find: (app) => {
    const written = [...app.front, ...app.server, ...app.settings];
    return declared(app)
      .filter((name) => !isWrittenIn(written, name))
      .map((name) => ({
        file: MANIFEST,
        message: `No script names the template "${name}". Take it out, or write its whole name in the script that uses it.`,
      }));
  },
};

/** Whether scripts of the agent's browser use a template. */
export function isFrontTemplate({ front, settings }: App, name: string): boolean {
  return isWrittenIn([...front, ...settings], name);
}

function isWrittenIn(scripts: readonly Script[], name: string): boolean {
  return scripts.some(({ literals }) => literals.has(name));
}
