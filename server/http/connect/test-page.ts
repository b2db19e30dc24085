import type { Request } from 'express';
import type { RemoteAddress } from '../../../core/session-request/values.ts';
import { pageLanguage } from '../../pages/page-language.ts';
import { html, type Reply, seeOther } from '../reply.ts';
import type { ConnectDeps, LaunchWays } from './connect-deps.ts';
import type { ConnectPages } from './connect-page.ts';
import { enterConnect, type OpenedConnect } from './open-connect.ts';
import { pathOf } from './org-entrance.ts';

const MOST_CHARS = 200;

type Device = { readonly shown: string; readonly ways: LaunchWays };

/** Calls the agent's own device, to see whether AnyDesk starts from the browser. Looks at no more of the request than whose client it takes. */
export async function showTest(deps: ConnectDeps, pages: ConnectPages, id: string, request: Request): Promise<Reply> {
  const entry = await enterConnect(deps, id, request);
  if (entry.kind === 'unknown') return pages.unknown(request);
  // The request's own page knows every way in.
  if (entry.kind !== 'opened') return seeOther(pathOf(id));
  const { opened } = entry;
  deps.seen(opened.signedIn.person.id);
  const { texts, query } = pageLanguage(request, [opened.installation.settings.language]);
  const typed = typedAddress(request);
  const chosen = typed === '' ? null : deps.remoteTool.readAddress(typed, opened.installation.settings.remoteClient);
  const own = await deps.devicesOf(opened.signedIn.person.id);
  const addresses = [...new Set([...(chosen === null ? [] : [chosen]), ...own])];
  const frame = { base: pathOf(id), live: null, agent: opened.signedIn.person.name, asked: false, status: '' };
  const view = {
    ...frame,
    query,
    typed,
    isWrong: typed !== '' && chosen === null,
    devices: addresses.flatMap((address) => deviceOf(deps, opened, address)),
    launch: { ownClient: usualClient(deps, opened, addresses) },
  };
  return html(200, deps.pages.render('connect/test', view, texts), {
    'x-robots-tag': 'noindex, nofollow',
    vary: 'accept-language, cookie',
  });
}

function typedAddress(request: Request): string {
  const { address } = request.query;
  return typeof address === 'string' ? address.slice(0, MOST_CHARS) : '';
}

/** Nothing, where the account's client cannot be started with this address. */
function deviceOf(
  deps: ConnectDeps,
  { installation, signedIn }: OpenedConnect,
  address: RemoteAddress,
): readonly Device[] {
  try {
    const ways = deps.launch(address, installation.settings.remoteClient, signedIn.person.id);
    return [{ shown: deps.remoteTool.showAddress(address), ways: { ...ways, template: ways.template ?? '' } }];
  } catch (error) {
    deps.report(error);
    return [];
  }
}

function usualClient(deps: ConnectDeps, opened: OpenedConnect, addresses: readonly RemoteAddress[]): string | null {
  const [first] = addresses;
  return first === undefined ? null : (deviceOf(deps, opened, first)[0]?.ways.ownClient ?? null);
}
