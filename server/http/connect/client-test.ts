import type { RemoteClient } from '../../../core/ports/installation.ts';
import type { RemoteTool } from '../../../core/ports/remote-tool.ts';
import type { RemoteAddress } from '../../../core/session-request/values.ts';
import type { ConnectDeps, LaunchWays } from './connect-deps.ts';

const MOST_CHARS = 200;

type Tools = Pick<ConnectDeps, 'launch' | 'devicesOf' | 'report'> & {
  readonly remoteTool: Pick<RemoteTool, 'readAddress' | 'showAddress'>;
};

export type ClientTest = {
  readonly typed: string;
  readonly isWrong: boolean;
  /** There are addresses, and the client of the settings can be started with none of them. */
  readonly cannotLaunch: boolean;
  readonly devices: readonly { readonly shown: string; readonly ways: LaunchWays }[];
  readonly launch: Pick<LaunchWays, 'ownClient' | 'isOtherTool'>;
};

/** Links that start this client on a person's own devices, and on the one whose address was typed, to see whether it starts from the browser. */
export async function clientTest(
  tools: Tools,
  client: RemoteClient,
  personId: string,
  asked: unknown,
): Promise<ClientTest> {
  const typed = typeof asked === 'string' ? asked.slice(0, MOST_CHARS) : '';
  const chosen = typed === '' ? null : tools.remoteTool.readAddress(typed, client);
  const own = await tools.devicesOf(personId);
  const addresses = [...new Set([...(chosen === null ? [] : [chosen]), ...own])];
  const devices = addresses.flatMap((address) => deviceOf(tools, address, client, personId));
  return {
    typed,
    isWrong: typed !== '' && chosen === null,
    cannotLaunch: addresses.length > 0 && devices.length === 0,
    devices,
    launch: { ownClient: devices[0]?.ways.ownClient ?? null, isOtherTool: client.kind === 'url-template' },
  };
}

/** Nothing, where the client cannot be started with this address. */
function deviceOf(
  { launch, remoteTool, report }: Tools,
  address: RemoteAddress,
  client: RemoteClient,
  personId: string,
): ClientTest['devices'] {
  try {
    const ways = launch(address, client, personId);
    return [{ shown: remoteTool.showAddress(address), ways: { ...ways, template: ways.template ?? '' } }];
  } catch (error) {
    report(error);
    return [];
  }
}
