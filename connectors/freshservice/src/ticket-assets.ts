import type { Answer } from '../../../core/ports/answer.ts';
import type { TicketAsset } from '../../../core/ports/ticket.ts';
import { done } from '../../shared/answers.ts';
import { readLine } from '../../shared/plain-text.ts';
import type { Send } from './call.ts';
import { sendAndPick } from './read-reply.ts';
import { isRecordId, notARecordId } from './record-id.ts';
import type { WireAsset } from './wire.ts';
import { assetAnswer, ticketAssetsAnswer } from './wire.ts';

/** Each is a call of its own; a ticket about more devices is not about one person's computer. */
const MOST_ASSETS = 5;
const LONGEST_NAME_CHARS = 80;
const LONGEST_ADDRESS_CHARS = 200;

/** Whether text can be the name of a field of assets, as Freshservice forms it from the label: `anydesk_id`. */
export function isAssetFieldName(text: string): boolean {
  return /^[a-z][a-z0-9_]{0,79}$/.test(text);
}

/** The ticket's assets that have something in the field. `field` null: none, without a call. */
export async function findAssets(
  send: Send,
  ticketId: string,
  field: string | null,
): Promise<Answer<readonly TicketAsset[]>> {
  if (!isRecordId(ticketId)) return notARecordId('ticket');
  if (field === null || !isAssetFieldName(field)) return done([]);
  const path = `tickets/${ticketId}?include=assets`;
  const call = { method: 'GET', path, operation: 'view-ticket', credits: 2, urgency: 'optional' } as const;
  const linked = await sendAndPick(send, call, ticketAssetsAnswer, ({ ticket }) => ticket.assets);
  if (linked.kind !== 'done') return isHidden(linked) ? done([]) : linked;
  const found: TicketAsset[] = [];
  for (const id of new Set(linked.value.map(({ display_id: each }) => each).slice(0, MOST_ASSETS))) {
    const asset = await fetchAsset(send, id);
    if (asset.kind === 'done') found.push(...assetOf(asset.value, field));
    else if (!isHidden(asset)) return asset;
  }
  return done(found);
}

/** What stands in the field. Its key carries the number of the asset type it belongs to: `anydesk_id_27000123`. */
export function fieldOf(asset: WireAsset, field: string): string | null {
  const fields = Object.entries(asset.type_fields);
  const value = fields.find(([key]) => key === field || isNumber(key, field))?.[1];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : null;
}

/** Whether this asset has the field at all, filled or not. */
export function hasField(asset: WireAsset, field: string): boolean {
  return Object.keys(asset.type_fields).some((key) => key === field || isNumber(key, field));
}

function isNumber(key: string, field: string): boolean {
  return key.startsWith(`${field}_`) && /^\d+$/.test(key.slice(field.length + 1));
}

function assetOf(asset: WireAsset, field: string): readonly TicketAsset[] {
  const address = readLine(fieldOf(asset, field), LONGEST_ADDRESS_CHARS);
  return address === '' ? [] : [{ name: readLine(asset.name, LONGEST_NAME_CHARS), address }];
}

/** An extra credit pair for the fields of the type. Only while there is plenty: nobody waits for it. */
function fetchAsset(send: Send, displayId: string): Promise<Answer<WireAsset>> {
  const path = `assets/${displayId}?include=type_fields`;
  const call = { method: 'GET', path, operation: 'other', credits: 3, urgency: 'optional' } as const;
  return sendAndPick(send, call, assetAnswer, ({ asset }) => asset);
}

/** A record that is gone or not shown to this key says nothing of the ticket. */
function isHidden(answer: Exclude<Answer<unknown>, { readonly kind: 'done' }>): boolean {
  return answer.kind === 'not-done' && ['not-found', 'not-permitted'].includes(answer.because.code);
}
