import { fileURLToPath } from 'node:url';
import lwc from '@lwc/rollup-plugin';
import { type Plugin, type RollupLog, rollup } from 'rollup';
import { baseComponents } from './base-components.ts';
import { engineModules, PLATFORM_MODULES, scopedModules } from './platform-modules.ts';
import type { Bundle } from './read-bundles.ts';

const ROOM = fileURLToPath(new URL('..', import.meta.url));
const ENTRY = '\0entry';

/** Compiles bundles as they are, with the vendor's compiler and base components, into one script for a browser. */
export async function compileApp(bundles: readonly Bundle[], apiVersion: number): Promise<string> {
  const build = await rollup({
    input: 'entry',
    onwarn: refuse,
    plugins: [
      entryPlugin(bundles),
      engineModules(),
      scopedModules(),
      inProduction(),
      // The plugin's types were made for another copy of the same package.
      lwc({
        rootDir: ROOM,
        apiVersion,
        enableDynamicComponents: true,
        defaultModules: [],
        modules: [
          ...bundles.map(({ name, entry }) => ({ name: `c/${name}`, path: entry })),
          ...PLATFORM_MODULES,
          ...baseComponents(),
        ],
      }) as unknown as Plugin,
    ],
  });
  const { output } = await build.generate({ format: 'iife', inlineDynamicImports: true });
  await build.close();
  return output[0].code;
}

/** What an admin may place, handed to the page. */
function entryPlugin(bundles: readonly Bundle[]): Plugin {
  const placed = bundles.filter(({ targets }) => targets.length > 0);
  const lines = [
    "import '@lwc/synthetic-shadow';",
    "import { createElement } from 'lwc';",
    "import { openCasePage } from 'pretended/casePage';",
    ...placed.map(({ name }) => `import ${name} from 'c/${name}';`),
    `openCasePage(createElement, [${placed.map(placement).join(', ')}]);`,
  ];
  return {
    name: 'entry',
    resolveId: (id) => (id === 'entry' ? ENTRY : null),
    load: (id) => (id === ENTRY ? lines.join('\n') : null),
  };
}

function placement({ name, targets, defaults, label }: Bundle): string {
  return `{ constructor: ${name}, name: ${JSON.stringify(name)}, ...${JSON.stringify({ targets, defaults, label })} }`;
}

/** The packages ask in which world they are; a browser has no `process`. */
function inProduction(): Plugin {
  return {
    name: 'in-production',
    transform: (code) =>
      code
        .replaceAll('process.env.NODE_ENV', '"production"')
        .replaceAll('import.meta.env.SSR', 'false')
        .replaceAll('import.meta.env', '({ SSR: false })'),
  };
}

/** A module that nobody pretends would be `undefined` in the browser only: better no build. */
function refuse({ code, message }: RollupLog): void {
  if (code === 'UNRESOLVED_IMPORT' || code === 'MISSING_EXPORT') throw new Error(message);
}
