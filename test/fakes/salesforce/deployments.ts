import { z } from 'zod';
import type { Access } from './access.ts';
import { errorAnswer } from './api-call.ts';
import type { ApiAnswer } from './api-call.ts';
import { problemsOf, unnamedFiles } from './deploy-check.ts';
import type { Problem } from './deploy-check.ts';
import { unpack } from './deploy-package.ts';
import type { PackageFile } from './deploy-package.ts';
import { installDeployed } from './install-deployed.ts';
import { multipartParts } from './multipart.ts';
import { keyPrefixFor } from './org.ts';
import type { Org } from './org.ts';
import { readMetadata } from './read-metadata.ts';
import { dateTimeText } from './values.ts';

const optionsSchema = z.object({
  deployOptions: z.looseObject({ checkOnly: z.boolean().default(false), rollbackOnError: z.boolean().default(true) }),
});

type Deployment = {
  readonly id: string;
  readonly checkOnly: boolean;
  readonly rollbackOnError: boolean;
  readonly files: readonly PackageFile[];
  readonly texts: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
  /** How the parts stood when it came. */
  readonly before: ReadonlyMap<string, string>;
  readonly createdDate: string;
  /** Times it was asked about: the first finds it at work. */
  asked: number;
  install: (() => void) | null;
};

/** Deployments of metadata. */
export type Deployments = {
  /** By the id under which they are asked about, the first first. */
  readonly sent: Map<string, Deployment>;
  /** Problems that every further one has. */
  refusals: readonly Problem[];
  /** The text of each part that was deployed, by kind and name. */
  readonly standing: Map<string, string>;
};

export function createDeployments(): Deployments {
  return { sent: new Map(), refusals: [], standing: new Map() };
}

const PATH = /^\/metadata\/deployRequest(?:\/(?<id>\w{15,18}))?\/?$/;

export function isDeployPath(path: string): boolean {
  return PATH.test(path);
}

/** Answers the deploy resource: a package sent, or how far one is. */
export function deployAnswer(
  org: Org,
  access: Access,
  deployments: Deployments,
  call: { readonly method: string; readonly path: string; readonly contentType: string; readonly body: Buffer },
): ApiAnswer {
  if (!access.hasUser('ModifyAllData') && !access.hasUser('ModifyMetadata')) {
    return errorAnswer(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights: Modify Metadata is needed');
  }
  const id = PATH.exec(call.path)?.groups?.['id'];
  if (call.method === 'POST' && id === undefined) return accept(org, deployments, call.contentType, call.body);
  const found = [...deployments.sent.values()].find((one) => one.id.slice(0, 15) === id?.slice(0, 15));
  if (found === undefined) return errorAnswer(404, 'NOT_FOUND', 'The requested resource does not exist');
  if (call.method !== 'GET')
    return errorAnswer(405, 'METHOD_NOT_ALLOWED', 'A deployment here is done before it can be cancelled');
  found.asked += 1;
  if (found.asked > 1) {
    found.install?.();
    found.install = null;
  }
  return { status: 200, body: view(org, found, found.asked > 1) };
}

function accept(org: Org, deployments: Deployments, contentType: string, body: Buffer): ApiAnswer {
  const parts = multipartParts(contentType, body);
  const zip = parts?.get('file');
  const options = optionsSchema.safeParse(readJson(parts?.get('json') ?? parts?.get('entity_content')));
  if (zip === undefined || !options.success) {
    return errorAnswer(400, 'INVALID_MULTIPART_REQUEST', 'Deploy options as JSON and a zip file were expected');
  }
  const { checkOnly, rollbackOnError } = options.data.deployOptions;
  const made: Deployment = {
    id: org.newId('0Af'),
    checkOnly,
    rollbackOnError,
    createdDate: dateTimeText(org.clock.now()),
    asked: 0,
    before: new Map(deployments.standing),
    ...looked(org, deployments, zip, checkOnly),
  };
  deployments.sent.set(made.id, made);
  return { status: 201, body: { ...view(org, made, false), deployOptions: options.data.deployOptions } };
}

function readJson(part: Buffer | undefined): unknown {
  try {
    return JSON.parse(part?.toString('utf8') ?? 'null');
  } catch {
    return null;
  }
}

/** Looks a package through. One problem and nothing of it is taken. */
function looked(
  org: Org,
  { refusals, standing }: Deployments,
  zip: Buffer,
  checkOnly: boolean,
): Pick<Deployment, 'files' | 'texts' | 'problems' | 'install'> {
  try {
    const { files, members, texts } = unpack(zip);
    const deployed = readMetadata(files, keyPrefixFor(org.schema));
    const known = new Set([...org.store.rows('CustomPermission')].map((row) => String(row['DeveloperName'])));
    const problems = [...unnamedFiles(files, members), ...problemsOf(org.schema, known, deployed), ...refusals];
    const install = () => {
      installDeployed(org, deployed);
      for (const [key, text] of partTexts(files)) standing.set(key, text);
    };
    return { files, texts, problems, install: checkOnly || problems.length > 0 ? null : install };
  } catch (error) {
    const problem = Error.isError(error) ? error.message : 'The package cannot be read';
    return { files: [], texts: {}, problems: [{ fullName: 'package.xml', type: '', problem }], install: null };
  }
}

/** The parts of a package with their texts; a component's files count as one part. */
function partTexts(files: readonly PackageFile[]): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  // Whoever packs does it in any order.
  for (const { type, fullName, path, text } of files.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
    const key = `${type}:${fullName}`;
    parts.set(key, `${parts.get(key) ?? ''}${path}\n${text}\n`);
  }
  return parts;
}

function view(org: Org, one: Deployment, done: boolean): Record<string, unknown> {
  const names = new Map(one.files.map((file) => [`${file.type}:${file.fullName}`, file]));
  const failed = new Set(one.problems.map((problem) => `${problem.type}:${problem.fullName}`));
  const good = [...names].filter(([key]) => !failed.has(key)).map(([, file]) => file);
  const success = one.problems.length === 0;
  const parts = partTexts(one.files);
  const component = (fullName: string, componentType: string, fileName: string): Record<string, unknown> => {
    const key = `${componentType}:${fullName}`;
    return {
      fullName,
      componentType,
      fileName,
      createdDate: one.createdDate,
      changed: one.before.get(key) !== parts.get(key),
      created: !one.before.has(key),
      deleted: false,
    };
  };
  const deployResult = {
    id: one.id,
    checkOnly: one.checkOnly,
    done,
    success: done && success,
    status: done ? (success ? 'Succeeded' : 'Failed') : one.asked === 0 ? 'Pending' : 'InProgress',
    createdDate: one.createdDate,
    startDate: one.createdDate,
    ...(done ? { completedDate: dateTimeText(org.clock.now()) } : {}),
    numberComponentsTotal: names.size,
    numberComponentsDeployed: done ? good.length : 0,
    numberComponentErrors: done ? one.problems.length : 0,
    numberTestsTotal: 0,
    numberTestsCompleted: 0,
    numberTestErrors: 0,
    rollbackOnError: one.rollbackOnError,
    ignoreWarnings: false,
    runTestsEnabled: false,
    details: {
      componentSuccesses: done
        ? good.map((file) => ({ ...component(file.fullName, file.type, file.path), success: true }))
        : [],
      componentFailures: done
        ? one.problems.map(({ fullName, type, problem, line }) => ({
            ...component(fullName, type, names.get(`${type}:${fullName}`)?.path ?? ''),
            success: false,
            problem,
            problemType: 'Error',
            ...(line === undefined ? {} : { lineNumber: line }),
          }))
        : [],
      runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0, codeCoverage: [], successes: [], failures: [] },
    },
  };
  return { id: one.id, url: `deployRequest/${one.id}`, deployResult };
}
