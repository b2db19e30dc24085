import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { strFromU8, unzipSync } from 'fflate';
import { listen, sendJson, shut } from '../fakes/shared/http.ts';

/** What an org was sent. */
export type Deployment = {
  readonly checkOnly: boolean;
  readonly rollbackOnError: boolean;
  readonly files: ReadonlyMap<string, string>;
};
export type Problem = { readonly fullName: string; readonly componentType: string; readonly problem: string };

export type DeployFront = {
  readonly url: string;
  readonly deployments: readonly Deployment[];
  /** From now on every deployment has these problems. */
  refuse(problems: readonly Problem[]): void;
  close(): Promise<void>;
};

const DEPLOY = /^\/services\/data\/v67\.0\/metadata\/deployRequest(?:\/(?<id>\w+))?(?:\?|$)/;
const ID = '0Af5g00000Kestrel1';

/** An org's address that takes deployments itself and passes everything else on, so that sign-in and calls are those of the org behind. */
export async function startDeployFront(orgUrl: string): Promise<DeployFront> {
  const deployments: Deployment[] = [];
  let problems: readonly Problem[] = [];
  let looks = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const found = DEPLOY.exec(request.url ?? '');
    if (found === null) return passOn(orgUrl, request, response);
    if (!(await isSignedIn(orgUrl, request))) {
      return sendJson(response, 401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]);
    }
    if (request.method === 'POST') {
      looks = 0;
      const deployment = await readDeployment(request);
      deployments.push(deployment);
      return sendJson(response, 201, { id: ID, deployOptions: { checkOnly: deployment.checkOnly } });
    }
    looks += 1;
    sendJson(response, 200, { id: ID, deployResult: resultOf(deployments.at(-1), problems, looks > 1) });
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(Error.isError(error) ? error : undefined));
  });
  const port = await listen(server, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    deployments,
    refuse: (next) => {
      problems = next;
    },
    close: () => shut(server),
  };
}

async function isSignedIn(orgUrl: string, { headers }: IncomingMessage): Promise<boolean> {
  const authorization = headers.authorization ?? '';
  return (await fetch(`${orgUrl}/services/data/v67.0/limits`, { headers: { authorization } })).ok;
}

/** A form of two parts: what is wanted, as JSON, and the zip. */
async function readDeployment(request: IncomingMessage): Promise<Deployment> {
  const body = await buffer(request);
  const form = await new Response(body, {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  }).formData();
  const [wanted, zip] = [form.get('entity_content'), form.get('file')];
  if (zip === null || typeof zip === 'string' || wanted === null) throw new Error('A part of the form is missing');
  const json = typeof wanted === 'string' ? wanted : await wanted.text();
  const { deployOptions } = JSON.parse(json) as { deployOptions: Omit<Deployment, 'files'> };
  const files = Object.entries(unzipSync(new Uint8Array(await zip.arrayBuffer())));
  return {
    checkOnly: deployOptions.checkOnly,
    rollbackOnError: deployOptions.rollbackOnError,
    files: new Map(files.map(([path, bytes]) => [path, strFromU8(bytes)])),
  };
}

function resultOf(deployment: Deployment | undefined, problems: readonly Problem[], isOver: boolean): object {
  const paths = [...(deployment?.files.keys() ?? [])].filter((path) => !path.endsWith('/'));
  // A component's files count as one.
  const parts = new Set(paths.map((path) => path.replace(/(\/lwc\/[^/]+)\/.*/, '$1')));
  const well = [...parts].map((fileName) => ({
    fileName,
    fullName: (fileName.split('/').at(-1) ?? '').split('.')[0],
    componentType: fileName.endsWith('package.xml') ? '' : fileName.split('/').at(-2),
    created: fileName.includes('objects/'),
    changed: fileName.includes('objects/') || fileName.includes('permissionsets/'),
    deleted: false,
    success: true,
  }));
  const failures = problems.map((one) => ({ ...one, problemType: 'Error', success: false, lineNumber: 7 }));
  const isWell = problems.length === 0;
  return {
    id: ID,
    checkOnly: deployment?.checkOnly,
    done: isOver,
    status: isOver ? (isWell ? 'Succeeded' : 'Failed') : 'InProgress',
    success: isOver && isWell,
    numberComponentsDeployed: isOver ? well.length - failures.length : 1,
    numberComponentsTotal: well.length,
    numberComponentErrors: failures.length,
    numberTestsCompleted: 0,
    numberTestsTotal: 0,
    numberTestErrors: 0,
    details: { componentSuccesses: isOver ? well : [], componentFailures: isOver ? failures : [] },
  };
}

/** The org behind names its own address in answers; here it becomes the front's. */
async function passOn(orgUrl: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', headers, url = '/' } = request;
  const { authorization = '', 'content-type': type = '' } = headers;
  const body = await buffer(request);
  const answer = await fetch(orgUrl + url, {
    method,
    headers: { authorization, 'content-type': type },
    redirect: 'manual',
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  const text = (await answer.text()).replaceAll(orgUrl, `http://${headers.host ?? ''}`);
  const location = answer.headers.get('location');
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'text/plain',
    ...(location === null ? {} : { location }),
  });
  response.end(text);
}
