import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { PROJECT_ROOT } from './project-root.ts';

type Handler = (args: unknown) => unknown;
type Invocation = { readonly name: string; readonly body: unknown };

/** What the platform gives to server.js and takes from it, and nothing more: no process, no Buffer, no timers. */
export type AppServerPart = {
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Template calls in order. */
  readonly calls: Invocation[];
  /** What `renderData` was called with, each time. */
  readonly rendered: unknown[];
  /** Settles when nothing that a handler began is under way any more. */
  settled(): Promise<void>;
};

type Answer = (call: Invocation) => Promise<unknown>;

const ROOT = `${PROJECT_ROOT}connectors/freshservice/fdk/server`;

/** Loads the Freshservice app's server.js as it is, with its relative files, in a world of its own. `answer` plays our server behind the platform. */
export function loadAppServerPart(answer: Answer): AppServerPart {
  const calls: Invocation[] = [];
  const rendered: unknown[] = [];
  const underWay = new Set<Promise<unknown>>();
  const invokeTemplate = (name: string, options: { readonly body: string }): Promise<unknown> => {
    const call = { name, body: JSON.parse(options.body) as unknown };
    calls.push(call);
    const answering = answer(call);
    underWay.add(answering.catch(() => null));
    return answering;
  };
  const globals = createContext({
    $request: { invokeTemplate },
    renderData: (...values: unknown[]) => rendered.push(values),
  });
  const handlers = loadFile(`${ROOT}/server.js`, globals) as Readonly<Record<string, Handler>>;
  const settled = async (): Promise<void> => {
    // One turn for the call to be made, one for what follows its answer.
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(underWay);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { handlers, calls, rendered, settled };
}

function loadFile(path: string, globals: ReturnType<typeof createContext>): unknown {
  const code = readFileSync(path, 'utf8');
  const load = (name: string): unknown => {
    if (!name.startsWith('./')) throw new Error(`server.js may not use the package ${name}`);
    return loadFile(`${join(dirname(path), name)}.js`, globals);
  };
  const wrapped = new Script(`(function (require) { let exports = {};\n${code}\nreturn exports; })`, {
    filename: path,
  });
  return (wrapped.runInContext(globals) as (require: typeof load) => unknown)(load);
}
