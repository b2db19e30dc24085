import { z } from 'zod';
import type { ApiAnswer, ApiCall, Route } from './api-call.ts';
import type { Done, Part } from './composite-routes.ts';
import { carryOut, halted, partsSchema, refuseSameNames, viewOf } from './composite-routes.ts';
import { Refusal } from './refusal.ts';

const MOST_GRAPHS = 75;
const MOST_NODES = 500;
/** Nodes count as of one sort when method, version and object are the same. */
const MOST_SORTS = 15;
/** Graphs behind the one with which there are more failures are not carried out. */
const MOST_FAILURES = 14;

const graphSchema = z.object({ graphId: z.string().min(1), compositeRequest: partsSchema });
const bodySchema = z.object({ graphs: z.array(graphSchema).min(1) });
type Graph = z.output<typeof graphSchema>;

const STOPPED = 'The request was not processed because too many graphs before it failed.';

/** Several graphs in one call. Each stands or falls as a whole, and none takes another with it. */
export function graphRoute(routes: () => readonly Route[]): Route {
  return {
    name: 'graph',
    methods: ['POST'],
    pattern: /^\/composite\/graph\/?$/,
    handle(call) {
      const read = bodySchema.safeParse(call.body);
      if (!read.success) {
        const told = read.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`).join('; ');
        throw new Refusal(400, 'JSON_PARSER_ERROR', told);
      }
      refuseTooMuch(read.data.graphs);
      return { status: 200, body: { graphs: carryOutAll(call, routes(), read.data.graphs) } };
    },
  };
}

function carryOutAll(call: ApiCall, routes: readonly Route[], graphs: readonly Graph[]): object[] {
  let failures = 0;
  return graphs.map(({ graphId, compositeRequest: parts }) => {
    const done = failures > MOST_FAILURES ? stopped(parts) : carryOut(call, routes, parts, true);
    const isSuccessful = done.every(({ answer }) => answer.status < 300);
    if (!isSuccessful) failures += 1;
    return { graphId, graphResponse: { compositeResponse: done.map(viewOf) }, isSuccessful };
  });
}

function stopped(parts: readonly Part[]): Done[] {
  const answer: ApiAnswer = halted(STOPPED);
  return parts.map((part) => ({ part, answer }));
}

function refuseTooMuch(graphs: readonly Graph[]): void {
  const nodes = graphs.flatMap(({ compositeRequest }) => compositeRequest);
  const sorts = new Set(nodes.map((node) => sortOf(node)));
  const tooMuch =
    graphs.length > MOST_GRAPHS
      ? `${String(MOST_GRAPHS)} graphs`
      : nodes.length > MOST_NODES
        ? `${String(MOST_NODES)} nodes`
        : sorts.size > MOST_SORTS
          ? `${String(MOST_SORTS)} different nodes`
          : null;
  if (tooMuch !== null) throw new Refusal(400, 'LIMIT_EXCEEDED', `A payload may have at most ${tooMuch}.`);
  if (new Set(graphs.map(({ graphId }) => graphId)).size < graphs.length) {
    throw new Refusal(400, 'INVALID_INPUT', 'Each graphId may be used once.');
  }
  for (const { compositeRequest } of graphs) refuseSameNames(compositeRequest);
}

/** Records alone can be written and read by a graph. */
function sortOf({ method, url }: Part): string {
  const object = /^\/services\/data\/(v\d+\.\d)\/sobjects\/(\w+)/.exec(url);
  if (object === null) throw new Refusal(400, 'INVALID_INPUT', `The url ${url} is not a record's.`);
  return `${method} ${object[1] ?? ''} ${(object[2] ?? '').toLowerCase()}`;
}
