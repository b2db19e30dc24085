import { isoSeconds } from '../shared/clock.ts';
import { done, gatewayPage, invalid, notFound, refused } from './answers.ts';
import type { CallOutcome } from './answers.ts';
import type { ApiCall, Route } from './api-call.ts';
import type { Desk } from './desk.ts';
import { pageOf, readPage, unknownParameters } from './paging.ts';
import type { Asset } from './records.ts';

const SCOPE = 'freshservice.assets.view';

export const ASSET_ROUTES: readonly Route[] = [
  { name: 'view-asset', method: 'GET', path: '/assets/:id', group: null, scope: SCOPE, handle: viewAsset },
  { name: 'list-assets', method: 'GET', path: '/assets', group: null, scope: SCOPE, handle: listAssets },
];

function viewAsset({ desk, id, url }: ApiCall): CallOutcome {
  const bar = barOf(desk);
  if (bar !== null) return bar;
  const errors = unknownParameters(url.searchParams, ['include', 'workspace_id']);
  if (errors.length > 0) return invalid(errors);
  const asset = desk.assets.get(id);
  return asset === undefined ? notFound() : done(200, { asset: shown(desk, asset, url) });
}

function listAssets({ desk, url }: ApiCall): CallOutcome {
  const bar = barOf(desk);
  if (bar !== null) return bar;
  const wish = readPage(url.searchParams, ['include', 'filter', 'search', 'workspace_id']);
  if ('answer' in wish) return wish;
  const assets = [...desk.assets.values()].map((asset) => shown(desk, asset, url));
  return { answer: pageOf('assets', assets, wish, url) };
}

/** Assets linked to a ticket, as a ticket that includes them shows them: without the fields of their type. */
export function linkedAssets(desk: Desk, ticketId: number): readonly unknown[] {
  if (desk.settings.assets !== 'shown') return [];
  return [...desk.assets.values()]
    .filter(({ ticketIds }) => ticketIds.includes(ticketId))
    .map((asset) => brief(desk, asset));
}

function barOf(desk: Desk): CallOutcome | null {
  switch (desk.settings.assets) {
    case 'shown':
      return null;
    case 'hidden':
      return refused(403, 'access_denied', 'You are not authorized to perform this action.');
    case 'itam':
      return { answer: gatewayPage(404, 'Not found') };
    default:
      return desk.settings.assets satisfies never;
  }
}

function shown(desk: Desk, asset: Asset, url: URL): unknown {
  const withFields = url.searchParams.get('include') === 'type_fields';
  return withFields ? { ...brief(desk, asset), type_fields: asset.typeFields } : brief(desk, asset);
}

function brief(desk: Desk, { displayId, name }: Asset): Record<string, unknown> {
  return {
    id: 27_000_900_000 + displayId,
    display_id: displayId,
    name,
    description: null,
    asset_type_id: 27_000_123,
    impact: 'low',
    author_type: 'User',
    usage_type: 'permanent',
    asset_tag: null,
    user_id: null,
    created_at: isoSeconds(desk.clock.now()),
    updated_at: isoSeconds(desk.clock.now()),
  };
}
