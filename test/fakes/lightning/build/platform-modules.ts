import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rollup';

const here = (path: string): string => fileURLToPath(new URL(`../platform/${path}`, import.meta.url));

/** Modules of the platform that no package holds: our stand-ins, which speak to the org over HTTP. */
export const PLATFORM_MODULES = [
  { name: 'lightning/graphql', path: here('graphql.js') },
  { name: 'lightning/uiRecordApi', path: here('uiRecordApi.js') },
  { name: 'lightning/uiObjectInfoApi', path: here('uiObjectInfoApi.js') },
  { name: 'lightning/refresh', path: here('refresh.js') },
  { name: 'lightning/navigation', path: here('navigation.js') },
  { name: 'lightning/platformShowToastEvent', path: here('platformShowToastEvent.js') },
  { name: 'lightning/actions', path: here('actions.js') },
  { name: 'lightning/quickActionPanel', path: here('quickActionPanel/quickActionPanel.js') },
  { name: 'pretended/casePage', path: here('../page/case-page.js') },
];

/** One copy of the engine for all, whatever copies the components' own folders would find. */
const ENGINE: Readonly<Record<string, string>> = {
  lwc: '@lwc/engine-dom',
  '@lwc/engine-dom': '@lwc/engine-dom',
  '@lwc/synthetic-shadow': '@lwc/synthetic-shadow',
  '@lwc/wire-service': '@lwc/wire-service',
  'wire-service': '@lwc/wire-service',
};

export function engineModules(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  return {
    name: 'engine-modules',
    resolveId: (id) => {
      const name = ENGINE[id];
      return name === undefined ? null : resolve(`${name}/dist/index.js`);
    },
  };
}

const PREFIX = '\0salesforce:';
/** What is different from person to person is read when the page opens. */
const OF_SESSION: Readonly<Record<string, string>> = {
  '@salesforce/user/Id': 'userId',
  '@salesforce/i18n/lang': 'lang',
  '@salesforce/i18n/locale': 'locale',
  '@salesforce/i18n/timeZone': 'timeZone',
};

/** The scoped modules of the platform, as far as the base components do not bring them. Any other one fails the build. */
export function scopedModules(): Plugin {
  return {
    name: 'scoped-modules',
    resolveId: (id) => (scopedModule(id) === null ? null : PREFIX + id),
    load: (id) => (id.startsWith(PREFIX) ? scopedModule(id.slice(PREFIX.length)) : null),
  };
}

function scopedModule(id: string): string | null {
  const key = OF_SESSION[id];
  if (key !== undefined) return `export default globalThis.lightningSession.${key};`;
  if (id.startsWith('@salesforce/gate/')) return 'export default { isOpen: () => false };';
  const schema = /^@salesforce\/schema\/(\w+)(?:\.(\w+))?$/.exec(id);
  if (schema === null) return null;
  const [, objectApiName, fieldApiName] = schema;
  return `export default ${JSON.stringify(fieldApiName === undefined ? { objectApiName } : { objectApiName, fieldApiName })};`;
}
