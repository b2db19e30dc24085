import { type App, SERVER } from '../app.ts';
import type { FunctionNode } from '../code/ast.ts';
import { isFunction, walk } from '../code/ast.ts';
import { entriesAt, jsonAt } from '../json-at.ts';
import type { Rule } from '../rule.ts';
import { SETUP_EVENTS } from './product-map.ts';

type Handler = { readonly event: string; readonly name: string };

function handlersOf({ manifest }: App): readonly Handler[] {
  return entriesAt(manifest, 'modules').flatMap(([, module]) =>
    entriesAt(module, 'events').flatMap(([event, value]) => {
      const name = jsonAt(value, 'handler');
      return typeof name === 'string' ? [{ event, name }] : [];
    }),
  );
}

function functionNames({ manifest }: App): readonly string[] {
  return entriesAt(manifest, 'modules', 'common', 'functions').map(([name]) => name);
}

function exportedOf({ server }: App) {
  return server.find(({ path }) => path === SERVER)?.exported ?? null;
}

export const exportsForm: Rule = {
  name: 'exports-form',
  promise: 'server/server.js says "exports = { … }", which is what Freshworks looks for',
  find: (app) => {
    const script = app.server.find(({ path }) => path === SERVER);
    if (script === undefined && handlersOf(app).length + functionNames(app).length === 0) return [];
    if (script !== undefined && script.exported !== null) return [];
    const message =
      'Assign one object at the top of the file: exports = { name: function (args) {} }. "module.exports" is not found.';
    return script === undefined && app.files.has(SERVER) ? [] : [{ file: SERVER, message }];
  },
};

export const handlersExported: Rule = {
  name: 'handlers-exported',
  promise: 'every handler and function of manifest.json is exported by server/server.js, and nothing else is',
  find: (app) => {
    const exported = exportedOf(app);
    if (exported === null) return [];
    const declared = [...handlersOf(app).map(({ name }) => name), ...functionNames(app)];
    const missing = declared.filter((name) => !exported.has(name));
    const idle = [...exported.keys()].filter((name) => !declared.includes(name));
    return [
      ...missing.map((name) => ({
        file: SERVER,
        message: `manifest.json names "${name}", which is not exported here.`,
      })),
      ...idle.map((name) => ({ file: SERVER, message: `"${name}" is exported, but manifest.json does not name it.` })),
    ];
  },
};

export const setupHandlers: Rule = {
  name: 'setup-handlers',
  promise: 'handlers of install, update and uninstall answer once: they are not async, and call renderData',
  find: (app) =>
    handlersOf(app)
      .filter(({ event }) => SETUP_EVENTS.has(event))
      .flatMap(({ event, name }) => {
        const found = functionNamed(app, name);
        if (found === null || (!found.node.async && saysRenderData(app))) return [];
        const message = `${name} (${event}) must be a plain function that ends in one call of renderData: an async one is answered twice.`;
        return [{ file: found.file, line: found.node.loc.start.line, message }];
      }),
};

export const eventHandlers: Rule = {
  name: 'event-handlers',
  promise: 'handlers of the product’s events never call renderData',
  find: (app) =>
    handlersOf(app)
      .filter(({ event }) => !SETUP_EVENTS.has(event))
      .flatMap(({ event, name }) => {
        const found = functionNamed(app, name);
        if (found === null || !namesRenderData(found.node)) return [];
        const message = `${name} (${event}) calls renderData. Nobody waits for an answer there: take it out.`;
        return [{ file: found.file, line: found.node.loc.start.line, message }];
      }),
};

function functionNamed(app: App, name: string): { readonly file: string; readonly node: FunctionNode } | null {
  const inside = exportedOf(app)?.get(name);
  if (inside !== undefined && isFunction(inside)) return { file: SERVER, node: inside };
  const wanted = inside?.type === 'Identifier' ? inside.name : name;
  for (const { path, functions } of app.server) {
    const node = functions.get(wanted);
    if (node !== undefined) return { file: path, node };
  }
  return null;
}

function namesRenderData(node: FunctionNode): boolean {
  let isNamed = false;
  walk(node, (part) => {
    if (part.type === 'Identifier' && part.name === 'renderData') isNamed = true;
  });
  return isNamed;
}

function saysRenderData({ server }: App): boolean {
  return server.some(({ text }) => text.includes('renderData('));
}
