import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Router } from 'express';

/** The files browsers load beside the pages. Each address carries a hash of the content, so it may be kept for ever. */
export type Assets = {
  /** The address of a file: `/assets/site.css?v=…`. Throws when there is no such file. */
  url(name: string): string;
  /** Bytes of a file as it is sent, before it is zipped. */
  size(name: string): number;
  /** Serves the files; mount it at `/assets`. */
  readonly router: Router;
};

type Asset = {
  readonly type: string;
  readonly version: string;
  readonly plain: Buffer;
  readonly zipped: Buffer;
};

const FOLDER = new URL('../http/static/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};
const FILE = /^[a-z][a-z0-9-]*\.(css|js|svg)$/;
/** Lines that are a remark and nothing else; people read them in the files, browsers have no use for them. */
const REMARKS = /^[ \t]*(?:\/\/.*|\/\*[^]*?\*\/)\n/gm;
const YEAR_SEC = 31_536_000;

/** Reads every file in the folder once. */
export function createAssets(folder: URL = FOLDER): Assets {
  const files = new Map(
    readdirSync(folder)
      .filter((name) => FILE.test(name))
      .map((name) => [name, readAsset(folder, name)]),
  );
  const asset = (name: string): Asset => {
    const found = files.get(name);
    if (found === undefined) throw new Error(`there is no asset ${name}`);
    return found;
  };
  return {
    url: (name) => `/assets/${name}?v=${asset(name).version}`,
    size: (name) => asset(name).plain.length,
    router: assetRoutes(files),
  };
}

function readAsset(folder: URL, name: string): Asset {
  const plain = Buffer.from(readFileSync(new URL(name, folder), 'utf8').replaceAll(REMARKS, ''));
  const version = createHash('sha256').update(plain).digest('base64url').slice(0, 12);
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  return { type, version, plain, zipped: gzipSync(plain) };
}

function assetRoutes(files: ReadonlyMap<string, Asset>): Router {
  const router = Router();
  router.get('/:name', (request, response, next) => {
    const asset = files.get(request.params.name);
    if (asset === undefined) {
      next();
      return;
    }
    const isCurrent = request.query['v'] === asset.version;
    const zipped = request.acceptsEncodings('gzip') === 'gzip';
    response.setHeader('content-type', asset.type);
    response.setHeader('cache-control', isCurrent ? `public, max-age=${YEAR_SEC}, immutable` : 'no-cache');
    response.setHeader('vary', 'accept-encoding');
    response.setHeader('etag', `"${asset.version}"`);
    if (zipped) response.setHeader('content-encoding', 'gzip');
    response.end(zipped ? asset.zipped : asset.plain);
  });
  return router;
}
