import { request as httpRequest } from 'node:http';
import express, { type RequestHandler, Router } from 'express';
import { problem } from '../http/problem.ts';
import { demoAgent } from './demo-agents.ts';

export type PanelProxyOptions = {
  /** This server's own address, `http://127.0.0.1:3000`. */
  readonly serverUrl: () => string;
  readonly secret: string;
  /** The agent's id in the fake help desk, by mail address. */
  readonly agentId: (email: string) => string;
};

/**
 * What a help desk's platform does for its panels: takes the panel's calls, adds the installation secret and who is signed in, and
 * passes them on over HTTP. The secret never reaches the browser.
 */
export function panelProxy(options: PanelProxyOptions): Router {
  const router = Router();
  router.use('/:agent', express.json({ limit: '64kb' }), pass(options));
  return router;
}

function pass(options: PanelProxyOptions): RequestHandler {
  return (request, response, next) => {
    const agent = demoAgent(request.params['agent']);
    if (agent === null) {
      next(problem(404, 'no-such-agent', 'There is no such demo agent', 'Choose an agent at the top.'));
      return;
    }
    const id = options.agentId(agent.email);
    const url = new URL(`/api/v1${request.url}`, options.serverUrl());
    url.searchParams.set('agent', id);
    url.searchParams.set('agentName', agent.name);
    url.searchParams.set('agentEmail', agent.email);
    const isPost = request.method === 'POST';
    if (isPost && !request.path.startsWith('/deliveries/')) url.search = '';
    const named: Record<string, unknown> = {
      ...(request.body as Record<string, unknown> | undefined),
      agent: { id, name: agent.name, email: agent.email },
    };
    const passed = httpRequest(
      url,
      {
        method: request.method,
        headers: {
          authorization: `Bearer ${options.secret}`,
          ...(isPost ? { 'content-type': 'application/json' } : {}),
          ...(request.get('last-event-id') === undefined ? {} : { 'last-event-id': request.get('last-event-id') }),
        },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, {
          'content-type': answer.headers['content-type'] ?? 'application/json',
          'cache-control': 'no-store',
        });
        answer.pipe(response);
      },
    );
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    passed.end(isPost ? JSON.stringify(named) : undefined);
  };
}
