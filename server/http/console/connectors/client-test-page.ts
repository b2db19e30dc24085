import type { Reply } from '../../reply.ts';
import { clientTest } from '../../connect/client-test.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.ts';
import type { SignedInVisit } from '../visit.ts';
import { connectorOf } from './connector-page.ts';
import { CONNECTORS } from './connectors-page.ts';

/** Starts the AnyDesk that an account's settings name on the admin's own device: only his own browser can tell whether it does. */
export async function clientTestPage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const { id, name, settings } = (await connectorOf(deps, visit)).installation;
  const tools = {
    launch: deps.remote.launch,
    remoteTool: deps.remoteTool,
    devicesOf: (personId: string) => deps.people.agentDevices.of(personId),
    report: deps.remote.report,
  };
  const { address } = visit.request.query;
  const test = await clientTest(tools, settings.remoteClient, visit.person.id, address);
  const back = `${CONNECTORS}/${id}`;
  return consolePage(deps.pages, visit, {
    template: 'client-test',
    title: visit.texts.t('connect.test.title'),
    area: 'connectors',
    view: { ...test, back, account: name, action: `${back}/client-test` },
  });
}
