import { type AppFiles, asText, pathsBelow, textOf } from './app-files.ts';
import { readScript, type Script } from './code/script.ts';
import { type Tag, tagsOf } from './html/tags.ts';
import { remembered } from './remembered.ts';

/** One page of the app. */
export type Page = { readonly path: string; readonly tags: readonly Tag[] };

/** An app, read once for all rules. A JSON file that is missing or cannot be read is null. */
export type App = {
  readonly files: AppFiles;
  readonly manifest: unknown;
  readonly requests: unknown;
  readonly iparams: unknown;
  readonly oauth: unknown;
  readonly pages: readonly Page[];
  /** Scripts that run in the agent's browser, in Freshworks' functions, and on the settings page. */
  readonly front: readonly Script[];
  readonly server: readonly Script[];
  readonly settings: readonly Script[];
};

export const MANIFEST = 'manifest.json';
export const REQUESTS = 'config/requests.json';
export const IPARAMS = 'config/iparams.json';
export const OAUTH = 'config/oauth_config.json';
export const SERVER = 'server/server.js';

/** Reads everything that more than one rule looks at. */
export function openApp(files: AppFiles): App {
  return {
    files,
    manifest: jsonOf(files, MANIFEST),
    requests: jsonOf(files, REQUESTS),
    iparams: jsonOf(files, IPARAMS),
    oauth: jsonOf(files, OAUTH),
    pages: pathsBelow(files, 'app', '.html').map((path) => ({ path, tags: tagsOf(textOf(files, path) ?? '') })),
    front: scriptsBelow(files, 'app'),
    server: scriptsBelow(files, 'server').filter(({ path }) => !path.startsWith('server/test_data/')),
    settings: scriptsBelow(files, 'config/assets'),
  };
}

function jsonOf(files: AppFiles, path: string): unknown {
  try {
    return JSON.parse(textOf(files, path) ?? 'null');
  } catch {
    return null;
  }
}

function scriptsBelow(files: AppFiles, folder: string): readonly Script[] {
  return pathsBelow(files, folder, '.js')
    .map((path) => scriptOf(files.get(path) ?? new Uint8Array(), path))
    .filter((script) => script !== null);
}

const scriptOf = remembered((bytes, path) => readScript(path, asText(bytes)));
