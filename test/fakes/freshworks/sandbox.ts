import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type Context, createContext, runInContext } from 'node:vm';

/** server.js as it was loaded, in a world of its own. */
export type Sandbox = {
  /** Null when there is no such function. */
  handler(name: string): ((args: unknown) => unknown) | null;
  /** The same value made of the sandbox's own objects, so that nothing of ours gets in. */
  own(value: unknown): unknown;
};

/**
 * Loads an app's server.js with the globals of the real one and nothing else: no `process`, no `Buffer`, no timers, no `eval`; `require`
 * knows files of the app's own server folder only.
 */
export function loadSandbox(serverDir: string, globals: Readonly<Record<string, unknown>>): Sandbox {
  const context = createContext({ exports: {}, ...globals }, { codeGeneration: { strings: false, wasm: false } });
  const loaded = new Map<string, { exports: unknown }>();
  context['require'] = requireFrom(serverDir, serverDir, context, loaded);
  runInContext(readFileSync(join(serverDir, 'server.js'), 'utf8'), context, { filename: 'server/server.js' });
  const parse = runInContext('(text) => JSON.parse(text)', context) as (text: string) => unknown;
  return {
    handler: (name) => {
      const functions = context['exports'] as Readonly<Record<string, unknown>> | null;
      const found = functions !== null && Object.hasOwn(functions, name) ? functions[name] : undefined;
      return typeof found === 'function' ? (args) => Reflect.apply(found, functions, [args]) as unknown : null;
    },
    own: (value) => parse(JSON.stringify(value)),
  };
}

function requireFrom(root: string, dir: string, context: Context, loaded: Map<string, { exports: unknown }>) {
  return (name: unknown): unknown => {
    const asked = String(name);
    if (!asked.startsWith('.'))
      throw new Error(`Cannot find module '${asked}': only files of the app are pretended here`);
    const path = resolve(dir, asked);
    const file = path.endsWith('.js') ? path : `${path}.js`;
    if (relative(root, file).startsWith('..')) throw new Error(`'${asked}' is outside the app's server folder`);
    const known = loaded.get(file);
    if (known !== undefined) return known.exports;
    const own = { exports: {} as unknown };
    loaded.set(file, own);
    const text = readFileSync(file, 'utf8');
    const body = runInContext(`(function (module, exports, require) {${text}\n})`, context, {
      filename: `server/${relative(root, file)}`,
    }) as (module: object, exports: unknown, require: unknown) => void;
    body(own, own.exports, requireFrom(root, dirname(file), context, loaded));
    return own.exports;
  };
}
